package org.resilientswarm.core.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.membership.LinkAttempt.Stage;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBody.Attempt;

/// Keeps this node linked with every member of its swarm.
///
/// # Who dials
///
/// A neighbour introduces both sides of a pair to each other at about the same moment. The one with
/// the larger key dials at once; the other waits [Protocol#INTRODUCTION_PATIENCE] for that offer
/// before it dials itself. A call by the application dials at once on any side.
///
/// # Glare
///
/// When both have offered, the offer of the larger key stands: its side ignores the other offer,
/// and the other side drops its own. There is one exception: an offer that was sealed to a prekey
/// which the peer no longer has can never be answered, so it gives way.
///
/// # One attempt, one link
///
/// For each member there is at most one attempt and one link that is up. An offer that arrives
/// while a link is up comes from a peer that lost its side of it; the new link takes over when it
/// is up. A newer inbound attempt replaces an older one.
///
/// # Failure
///
/// No link is begun beyond [Protocol#MAX_LINKS]; that counts as a failure, too. A member that was
/// lost is dialled again as [Redial] says; one that said goodbye is not, until it is heard of
/// again. An attempt fails when a stage takes longer than its deadline. What a call waits for is
/// tried again until the call's own deadline.
///
/// Pure, and owned by the `swarm-loop` thread.
public final class Membership {
    private final PublicKey self;
    private final RandomGenerator random;
    private final MemberTable table;
    private final List<MembershipEffect> effects = new ArrayList<>();
    private PeerCard card;
    private long lastLink;
    private long now;

    /// Asked for in every turn of the loop, and changed by a step alone.
    private long nextDeadline = Member.NEVER;

    /// @param card this node's own card
    /// @param random for the names of attempts and the jitter of redials
    public Membership(PeerCard card, RandomGenerator random) {
        this.self = card.key();
        this.card = card;
        this.random = random;
        this.table = new MemberTable(random);
    }

    /// Uses a renewed card of this node from now on.
    public void renew(PeerCard newCard) {
        card = newCard;
    }

    /// Takes one input.
    ///
    /// @param input what happened
    /// @param nowNanos the time on the monotonic clock
    /// @return what is to be done, in this order
    public List<MembershipEffect> step(MembershipInput input, long nowNanos) {
        now = nowNanos;
        switch (input) {
            case MembershipInput.Call call -> call(call);
            case MembershipInput.CardLearned learned -> cardLearned(learned);
            case MembershipInput.Remembered known -> remembered(known);
            case MembershipInput.Departed gone -> departed(gone);
            case MembershipInput.Block block -> block(block);
            case MembershipInput.Relayed relayed -> relayed(relayed);
            case MembershipInput.NetworkChanged _ -> networkChanged();
            case MembershipInput.LookupFailed failed -> lookupFailed(failed);
            case MembershipInput.OfferArrived offer -> offerArrived(offer);
            case MembershipInput.AnswerArrived answer -> answerArrived(answer);
            case MembershipInput.CandidatesArrived candidates -> candidatesArrived(candidates);
            case MembershipInput.RefusalArrived refusal -> refusalArrived(refusal);
            case MembershipInput.Described described -> described(described);
            case MembershipInput.CandidatesFound found -> candidatesFound(found);
            case MembershipInput.Opened opened -> opened(opened);
            case MembershipInput.Greeted greeted -> greeted(greeted);
            case MembershipInput.Left left -> left(left);
            case MembershipInput.Closed closed -> closed(closed);
            case MembershipInput.Tick _ -> tick();
        }
        var result = List.copyOf(effects);
        effects.clear();
        nextDeadline = table.nextDeadline();
        return result;
    }

    /// When the next `Tick` is due, on the monotonic clock, or [Long#MAX_VALUE].
    public long nextDeadline() {
        return nextDeadline;
    }

    /// Every member that this node knows of, ordered by key.
    public List<MemberInfo> members() {
        return table.infos();
    }

    /// The member's card, or null when none is known.
    public @Nullable PeerCard card(PublicKey key) {
        Member member = table.known(key);
        return member == null ? null : member.card;
    }

    /// Why there is no link with a member, in words; empty when there is one.
    public String reason(PublicKey key) {
        Member member = table.known(key);
        if (member == null) {
            return "it is not known";
        }
        return member.up == null ? member.reason : "";
    }

    private void call(MembershipInput.Call call) {
        Member member = table.member(call.key());
        if (member.up != null) {
            effects.add(new MembershipEffect.CallSucceeded(member.key));
            return;
        }
        if (!call.hints().isEmpty()) {
            member.hints = call.hints();
        }
        member.callDeadline = now + Protocol.CALL_TIMEOUT.toNanos();
        if (member.blocked(now)) {
            failCall(member, ErrorCode.PEER_REFUSED, member.blockedBecause);
        } else if (member.idle()) {
            dial(member);
        }
    }

    private void cardLearned(MembershipInput.CardLearned learned) {
        if (learned.card().key().equals(self)) {
            return;
        }
        if (table.isFull() && table.known(learned.card().key()) == null) {
            return;
        }
        Member member = table.member(learned.card().key());
        if (member.left && !newer(member, learned.card())) {
            return;
        }
        keep(member, learned.card());
        if (learned.from() != null) {
            member.introducer = learned.from();
        }
        if (member.lookingUp) {
            member.lookingUp = false;
            offer(member);
        } else if (member.idle() && member.dialAt == Member.NEVER) {
            boolean first = self.compareTo(member.key) > 0;
            member.dialAt = now + (first ? 0 : Protocol.INTRODUCTION_PATIENCE.toNanos());
            tick();
        }
    }

    private void remembered(MembershipInput.Remembered known) {
        PublicKey key = known.card().key();
        if (key.equals(self) || table.known(key) != null) {
            return;
        }
        Member member = table.member(key);
        keep(member, known.card());
        member.stale = true;
        member.dialAt = now;
        tick();
    }

    private void departed(MembershipInput.Departed gone) {
        Member member = table.known(gone.key());
        if (member != null && member.up == null) {
            member.left = true;
            member.dialAt = Member.NEVER;
            member.reason = "it left the swarm";
        }
    }

    private void block(MembershipInput.Block block) {
        Member member = table.member(block.key());
        member.blockedUntil = now + block.time().toNanos();
        member.blockedBecause = block.reason();
        member.dialAt = member.blockedUntil;
        if (member.attempt != null) {
            drop(member.attempt);
        }
        if (member.up != null) {
            end(member.up, block.reason());
            member.reason = block.reason();
        }
        failCall(member, ErrorCode.PEER_REFUSED, block.reason());
    }

    private void relayed(MembershipInput.Relayed relayed) {
        Member member = table.known(relayed.key());
        if (member != null) {
            member.relayed = relayed.relayed();
        }
    }

    /// Who could not be linked with before perhaps can now.
    private void networkChanged() {
        for (Member member : table.all()) {
            if (member.relayed && member.idle() && !member.left) {
                member.dialAt = now;
            }
        }
        tick();
    }

    private void lookupFailed(MembershipInput.LookupFailed failed) {
        Member member = table.known(failed.key());
        if (member == null || !member.lookingUp) {
            return;
        }
        member.lookingUp = false;
        if (member.card != null) {
            // Perhaps it has the same prekey still.
            offer(member);
            return;
        }
        failCall(member, ErrorCode.PEER_UNKNOWN, failed.reason());
        table.forget(member);
    }

    private void offerArrived(MembershipInput.OfferArrived offer) {
        Member member = table.member(offer.from());
        keep(member, offer.card());
        LinkAttempt ours = member.attempt;
        if (ours != null && ours.outbound && stands(ours, offer.card())) {
            return;
        }
        if (member.blocked(now)) {
            refuse(offer, ErrorCode.PEER_REFUSED, member.blockedBecause);
            return;
        }
        if (ours == null && table.links() >= Protocol.MAX_LINKS) {
            refuse(
                    offer,
                    ErrorCode.LIMIT_REACHED,
                    "this node has its " + Protocol.MAX_LINKS + " links; call another member");
            return;
        }
        if (ours != null) {
            drop(ours);
        }
        member.lookingUp = false;
        member.dialAt = Member.NEVER;
        LinkAttempt attempt = begin(member, offer.attempt(), false, offer.card());
        effects.add(new MembershipEffect.Accept(attempt.link, member.key, offer.description()));
        SignalBody.Candidates early = member.early;
        member.early = null;
        if (early != null && early.attempt().equals(attempt.id)) {
            effects.add(new MembershipEffect.AddCandidates(attempt.link, early.candidates()));
        }
    }

    /// Whether our offer keeps its place beside the one that came with this card.
    private boolean stands(LinkAttempt ours, PeerCard theirs) {
        return self.compareTo(theirs.key()) > 0
                && Arrays.equals(ours.sealedTo.prekey(), theirs.prekey());
    }

    private void refuse(MembershipInput.OfferArrived offer, ErrorCode code, String reason) {
        var body = new SignalBody.Refusal(offer.attempt(), code, reason);
        effects.add(new MembershipEffect.SendSignal(offer.card(), body, null, true));
    }

    private void answerArrived(MembershipInput.AnswerArrived answer) {
        LinkAttempt attempt = table.attempt(answer.from(), answer.attempt());
        if (attempt == null || attempt.stage != Stage.OFFERED) {
            return;
        }
        keep(attempt.member, answer.card());
        reach(attempt, Stage.CONNECTING, Protocol.CONNECT_TIMEOUT);
        effects.add(new MembershipEffect.Complete(attempt.link, answer.description()));
    }

    private void candidatesArrived(MembershipInput.CandidatesArrived arrived) {
        LinkAttempt attempt = table.attempt(arrived.from(), arrived.attempt());
        if (attempt != null) {
            effects.add(new MembershipEffect.AddCandidates(attempt.link, arrived.candidates()));
            return;
        }
        Member member = table.known(arrived.from());
        if (member != null) {
            member.early = new SignalBody.Candidates(arrived.attempt(), arrived.candidates());
        }
    }

    private void refusalArrived(MembershipInput.RefusalArrived refusal) {
        LinkAttempt attempt = table.attempt(refusal.from(), refusal.attempt());
        if (attempt != null && attempt.outbound) {
            fail(attempt, ErrorCode.PEER_REFUSED, "the peer refuses: " + refusal.reason());
        }
    }

    private void described(MembershipInput.Described described) {
        LinkAttempt attempt = table.attempt(described.link());
        if (attempt == null || attempt.stage != Stage.DESCRIBING) {
            return;
        }
        if (attempt.outbound) {
            reach(attempt, Stage.OFFERED, Protocol.ANSWER_TIMEOUT);
            signal(attempt, new SignalBody.Offer(attempt.id, described.description(), card));
        } else {
            reach(attempt, Stage.CONNECTING, Protocol.CONNECT_TIMEOUT);
            signal(attempt, new SignalBody.Answer(attempt.id, described.description(), card));
        }
    }

    private void candidatesFound(MembershipInput.CandidatesFound found) {
        LinkAttempt attempt = table.attempt(found.link());
        if (attempt != null && attempt.stage != Stage.UP) {
            signal(attempt, new SignalBody.Candidates(attempt.id, found.candidates()));
        }
    }

    private void signal(LinkAttempt attempt, SignalBody body) {
        Member member = attempt.member;
        boolean everywhere = member.redial.failures() > 0;
        effects.add(
                new MembershipEffect.SendSignal(
                        attempt.sealedTo, body, member.introducer, everywhere));
    }

    private void opened(MembershipInput.Opened opened) {
        LinkAttempt attempt = table.attempt(opened.link());
        if (attempt != null) {
            reach(attempt, Stage.OPEN, Protocol.HELLO_TIMEOUT);
        }
    }

    private void greeted(MembershipInput.Greeted greeted) {
        LinkAttempt attempt = table.attempt(greeted.link());
        if (attempt == null || attempt.stage != Stage.OPEN) {
            return;
        }
        Member member = attempt.member;
        keep(member, greeted.card());
        if (member.up != null) {
            effects.add(new MembershipEffect.Supersede(member.up.link));
            end(member.up, "it came back over a new link");
        }
        attempt.stage = Stage.UP;
        attempt.deadline = Member.NEVER;
        attempt.upSince = now;
        member.attempt = null;
        member.up = attempt;
        member.introducer = null;
        member.stale = false;
        member.dialAt = Member.NEVER;
        effects.add(new MembershipEffect.Joined(attempt.link, greeted.card()));
        if (member.called()) {
            member.callDeadline = Member.NEVER;
            effects.add(new MembershipEffect.CallSucceeded(member.key));
        }
    }

    private void left(MembershipInput.Left left) {
        LinkAttempt attempt = table.attempt(left.link());
        if (attempt == null) {
            return;
        }
        Member member = attempt.member;
        if (attempt.stage == Stage.UP) {
            end(attempt, left.reason());
        } else {
            drop(attempt);
        }
        member.reason = left.reason();
        member.left = true;
        member.dialAt = Member.NEVER;
    }

    private void closed(MembershipInput.Closed closed) {
        LinkAttempt attempt = table.attempt(closed.link());
        if (attempt == null) {
            return;
        }
        if (attempt.stage != Stage.UP) {
            fail(attempt, closed.code(), closed.reason());
            return;
        }
        Member member = attempt.member;
        end(attempt, closed.reason());
        member.reason = closed.reason();
        long lived = now - attempt.upSince;
        boolean displaced = closed.code() == ErrorCode.IDENTITY_ELSEWHERE;
        retry(member, displaced ? member.redial.displaced(lived) : member.redial.lost(lived));
    }

    private void tick() {
        for (Member member : table.all()) {
            LinkAttempt attempt = member.attempt;
            if (attempt != null && attempt.deadline <= now) {
                LinkAttempt.Overdue why = attempt.overdue();
                fail(attempt, why.code(), why.reason());
            }
            if (member.callDeadline <= now) {
                failCall(member, member.failure, member.reason);
            }
            if (member.dialAt <= now) {
                dial(member);
            }
        }
    }

    private void dial(Member member) {
        member.dialAt = Member.NEVER;
        if (!member.idle()) {
            return;
        }
        if (member.blocked(now)) {
            member.dialAt = member.blockedUntil;
            return;
        }
        boolean trusted = member.card != null && !member.stale && member.redial.failures() == 0;
        if (trusted) {
            offer(member);
            return;
        }
        member.lookingUp = true;
        Duration wait = member.card == null ? Protocol.LOOKUP_WAIT : Protocol.REFRESH_WAIT;
        effects.add(new MembershipEffect.Lookup(member.key, wait, addresses(member)));
    }

    private static List<HostPort> addresses(Member member) {
        PeerCard known = member.card;
        return known == null || !member.hints.isEmpty() ? member.hints : known.addresses();
    }

    private void offer(Member member) {
        PeerCard to = member.card;
        if (to == null || !member.idle() || member.blocked(now)) {
            return;
        }
        if (table.links() >= Protocol.MAX_LINKS) {
            member.reason = "this node has its " + Protocol.MAX_LINKS + " links and makes no more";
            effects.add(
                    new MembershipEffect.Failed(
                            member.key, ErrorCode.LIMIT_REACHED, member.reason));
            failCall(member, ErrorCode.LIMIT_REACHED, member.reason);
            retry(member, member.redial.failed());
            return;
        }
        member.dialAt = Member.NEVER;
        byte[] id = new byte[Attempt.LENGTH];
        random.nextBytes(id);
        LinkAttempt attempt = begin(member, new Attempt(id), true, to);
        effects.add(new MembershipEffect.Offer(attempt.link, member.key));
    }

    private LinkAttempt begin(Member member, Attempt id, boolean outbound, PeerCard sealedTo) {
        long deadline = now + Protocol.DESCRIBE_TIMEOUT.toNanos();
        var attempt = new LinkAttempt(++lastLink, id, outbound, member, sealedTo, deadline);
        member.attempt = attempt;
        table.add(attempt);
        return attempt;
    }

    private void reach(LinkAttempt attempt, Stage stage, Duration timeout) {
        attempt.stage = stage;
        attempt.deadline = now + timeout.toNanos();
    }

    private void fail(LinkAttempt attempt, ErrorCode code, String reason) {
        Member member = attempt.member;
        drop(attempt);
        member.reason = reason;
        member.failure = code;
        effects.add(new MembershipEffect.Failed(member.key, code, reason));
        if (member.up == null) {
            retry(member, member.redial.failed());
        }
        if (code == ErrorCode.PEER_REFUSED || code == ErrorCode.VERSION_MISMATCH) {
            failCall(member, code, reason);
        }
    }

    private void retry(Member member, long nanos) {
        if (member.relayed) {
            // A relay carries it meanwhile, which is to be spared.
            member.dialAt = now + Math.min(nanos, Protocol.RELAYED_REDIAL.toNanos());
        } else if (member.redial.failures() > Protocol.MAX_REDIALS && !member.called()) {
            table.forget(member);
        } else {
            member.dialAt = now + nanos;
        }
    }

    private void failCall(Member member, ErrorCode code, String reason) {
        if (member.called()) {
            member.callDeadline = Member.NEVER;
            effects.add(new MembershipEffect.CallFailed(member.key, code, reason));
        }
    }

    private void drop(LinkAttempt attempt) {
        table.remove(attempt);
        attempt.member.attempt = null;
        effects.add(new MembershipEffect.Close(attempt.link));
    }

    private void end(LinkAttempt attempt, String reason) {
        table.remove(attempt);
        attempt.member.up = null;
        effects.add(new MembershipEffect.Gone(attempt.link, attempt.member.key, reason));
        effects.add(new MembershipEffect.Close(attempt.link));
    }

    private static boolean newer(Member member, PeerCard newCard) {
        return member.card == null || newCard.isNewerThan(member.card);
    }

    private void keep(Member member, PeerCard newCard) {
        member.left = false;
        member.stale &= !newer(member, newCard);
        if (table.keep(member, newCard)) {
            effects.add(new MembershipEffect.Discovered(newCard));
        }
    }
}
