package org.resilientswarm.core.membership;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBody.Attempt;
import org.resilientswarm.core.wire.TestCards;

/// Lets things happen to a [Membership] in readable steps. Each step gives what the membership
/// wants done. Links are numbered from 1.
final class MembershipScript {
    static final PublicKey SELF = key(100);
    static final PublicKey SMALLER = key(50);
    static final PublicKey LARGER = key(150);
    static final PublicKey NEIGHBOUR = key(10);
    static final Description DESCRIPTION = new Description("v=0", List.of());
    static final List<Candidate> CANDIDATES = List.of(new Candidate("0", 0, "candidate:1"));
    static final Duration TICK = Duration.ofNanos(1);

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

    final PeerCard ownCard = card(SELF);
    private final Membership membership = new Membership(ownCard, new Random(1));
    private long now;

    /// The key whose bytes are all of this value: keys are ordered by it.
    static PublicKey key(int value) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        Arrays.fill(bytes, (byte) value);
        return new PublicKey(bytes);
    }

    /// One of many keys that are smaller than this node's own.
    static PublicKey manyth(int number) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        bytes[30] = (byte) (number >>> 8);
        bytes[31] = (byte) number;
        return new PublicKey(bytes);
    }

    static PeerCard card(PublicKey key) {
        return card(key, 1, Duration.ZERO);
    }

    /// @param prekey the prekey is all of this byte
    /// @param later how much later than the others the card was made
    static PeerCard card(PublicKey key, int prekey, Duration later) {
        byte[] prekeyBytes = new byte[32];
        Arrays.fill(prekeyBytes, (byte) prekey);
        return TestCards.unsigned(key, prekeyBytes, CREATED.plus(later), Duration.ofHours(2));
    }

    static Attempt attempt(int value) {
        byte[] id = new byte[Attempt.LENGTH];
        Arrays.fill(id, (byte) value);
        return new Attempt(id);
    }

    Membership membership() {
        return membership;
    }

    List<MembershipEffect> happens(MembershipInput input) {
        return membership.step(input, now);
    }

    /// Lets the time go on, with a tick whenever the membership asked for one.
    List<MembershipEffect> passes(Duration time) {
        long end = now + time.toNanos();
        var effects = new ArrayList<MembershipEffect>();
        while (membership.nextDeadline() <= end) {
            now = Math.max(now, membership.nextDeadline());
            effects.addAll(happens(new MembershipInput.Tick()));
        }
        now = end;
        return effects;
    }

    /// How long until the membership wants a tick.
    Duration untilNextDeadline() {
        return Duration.ofNanos(membership.nextDeadline() - now);
    }

    List<MembershipEffect> learns(PublicKey key) {
        return learns(card(key), NEIGHBOUR);
    }

    List<MembershipEffect> learns(PeerCard card, @Nullable PublicKey from) {
        return happens(new MembershipInput.CardLearned(card, from));
    }

    List<MembershipEffect> calls(PublicKey key) {
        return happens(new MembershipInput.Call(key, List.of()));
    }

    List<MembershipEffect> isOffered(PublicKey from, Attempt attempt) {
        return isOffered(card(from), attempt);
    }

    List<MembershipEffect> isOffered(PeerCard card, Attempt attempt) {
        return happens(new MembershipInput.OfferArrived(card.key(), attempt, DESCRIPTION, card));
    }

    List<MembershipEffect> isAnswered(PublicKey from, Attempt attempt) {
        return happens(new MembershipInput.AnswerArrived(from, attempt, DESCRIPTION, card(from)));
    }

    List<MembershipEffect> isRefused(PublicKey from, Attempt attempt, String reason) {
        return happens(
                new MembershipInput.RefusalArrived(from, attempt, ErrorCode.LIMIT_REACHED, reason));
    }

    List<MembershipEffect> hearsCandidates(PublicKey from, Attempt attempt) {
        return happens(new MembershipInput.CandidatesArrived(from, attempt, CANDIDATES));
    }

    List<MembershipEffect> describes(long link) {
        return happens(new MembershipInput.Described(link, DESCRIPTION));
    }

    List<MembershipEffect> opens(long link) {
        return happens(new MembershipInput.Opened(link));
    }

    List<MembershipEffect> greets(long link, PublicKey peer) {
        return happens(new MembershipInput.Greeted(link, card(peer)));
    }

    List<MembershipEffect> loses(long link) {
        return happens(new MembershipInput.Closed(link, ErrorCode.LINK_LOST, "lost"));
    }

    List<MembershipEffect> losesItsPlace(long link) {
        return happens(new MembershipInput.Closed(link, ErrorCode.IDENTITY_ELSEWHERE, "displaced"));
    }

    List<MembershipEffect> hearsGoodbye(long link) {
        return happens(new MembershipInput.Left(link, "it left"));
    }

    /// Brings a link up that the peer began.
    MembershipScript linkedWith(PublicKey peer, long link) {
        isOffered(peer, attempt((int) link));
        describes(link);
        opens(link);
        greets(link, peer);
        return this;
    }

    /// The name of the attempt of the offer among these effects.
    static Attempt offered(List<MembershipEffect> effects) {
        return effects.stream()
                .filter(MembershipEffect.SendSignal.class::isInstance)
                .map(effect -> ((MembershipEffect.SendSignal) effect).body())
                .filter(SignalBody.Offer.class::isInstance)
                .map(SignalBody::attempt)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no offer in " + effects));
    }
}
