package org.resilientswarm.core.membership;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

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
    private final CurrentStep step = new CurrentStep();
    private final PeerCalls calls = new PeerCalls(step);
    private final MemberTable table;
    private final Linking linking;

    /// Asked for in every turn of the loop, and changed by a step alone.
    private long nextDeadline = Member.NEVER;

    /// @param card this node's own card
    /// @param random for the names of attempts and the jitter of redials
    public Membership(PeerCard card, RandomGenerator random) {
        this.self = card.key();
        this.table = new MemberTable(random, step);
        this.linking = new Linking(card, random, table, calls, step);
    }

    /// Uses a renewed card of this node from now on.
    public void renew(PeerCard newCard) {
        linking.renew(newCard);
    }

    /// Takes one input.
    ///
    /// @param input what happened
    /// @param nowNanos the time on the monotonic clock
    /// @return what is to be done, in this order
    public List<MembershipEffect> step(MembershipInput input, long nowNanos) {
        step.begin(nowNanos);
        switch (input) {
            case MembershipInput.Call call -> call(call);
            case MembershipInput.CardLearned learned -> cardLearned(learned);
            case MembershipInput.Remembered known -> remembered(known);
            case MembershipInput.Departed gone -> departed(gone);
            case MembershipInput.Block block -> block(block);
            case MembershipInput.Relayed relayed -> relayed(relayed);
            case MembershipInput.NetworkChanged _ -> networkChanged();
            case MembershipInput.LookupFailed failed -> lookupFailed(failed);
            case MembershipInput.OfferArrived offer -> linking.offerArrived(offer);
            case MembershipInput.AnswerArrived answer -> linking.answerArrived(answer);
            case MembershipInput.CandidatesArrived candidates ->
                    linking.candidatesArrived(candidates);
            case MembershipInput.RefusalArrived refusal -> linking.refusalArrived(refusal);
            case MembershipInput.Described described -> linking.described(described);
            case MembershipInput.CandidatesFound found -> linking.candidatesFound(found);
            case MembershipInput.Opened opened -> linking.opened(opened);
            case MembershipInput.Greeted greeted -> linking.greeted(greeted);
            case MembershipInput.Left left -> linking.left(left);
            case MembershipInput.Closed closed -> linking.closed(closed);
            case MembershipInput.Tick _ -> tick();
        }
        nextDeadline = table.nextDeadline();
        return step.end();
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
            step.add(new MembershipEffect.CallSucceeded(member.key));
            return;
        }
        if (!call.hints().isEmpty()) {
            member.hints = call.hints();
        }
        calls.begin(member);
        if (member.blocked(step.now())) {
            calls.fail(member, ErrorCode.PEER_REFUSED, member.blockedBecause);
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
        if (member.left && !member.isOutdatedBy(learned.card())) {
            return;
        }
        table.keep(member, learned.card());
        if (learned.from() != null) {
            member.introducer = learned.from();
        }
        if (member.lookingUp) {
            member.lookingUp = false;
            linking.offer(member);
        } else if (member.idle() && member.dialAt == Member.NEVER) {
            boolean first = self.compareTo(member.key) > 0;
            member.dialAt = step.now() + (first ? 0 : Protocol.INTRODUCTION_PATIENCE.toNanos());
            tick();
        }
    }

    private void remembered(MembershipInput.Remembered known) {
        PublicKey key = known.card().key();
        if (key.equals(self) || table.known(key) != null) {
            return;
        }
        Member member = table.member(key);
        table.keep(member, known.card());
        member.stale = true;
        member.dialAt = step.now();
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
        member.blockedUntil = step.after(block.time());
        member.blockedBecause = block.reason();
        member.dialAt = member.blockedUntil;
        linking.cut(member, block.reason());
        calls.fail(member, ErrorCode.PEER_REFUSED, block.reason());
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
                member.dialAt = step.now();
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
            linking.offer(member);
            return;
        }
        calls.fail(member, ErrorCode.PEER_UNKNOWN, failed.reason());
        table.forget(member);
    }

    private void tick() {
        for (Member member : table.all()) {
            linking.failOverdue(member);
            calls.failOverdue(member);
            if (member.dialAt <= step.now()) {
                dial(member);
            }
        }
    }

    private void dial(Member member) {
        member.dialAt = Member.NEVER;
        if (!member.idle()) {
            return;
        }
        if (member.blocked(step.now())) {
            member.dialAt = member.blockedUntil;
            return;
        }
        boolean trusted = member.card != null && !member.stale && member.redial.failures() == 0;
        if (trusted) {
            linking.offer(member);
            return;
        }
        member.lookingUp = true;
        Duration wait = member.card == null ? Protocol.LOOKUP_WAIT : Protocol.REFRESH_WAIT;
        step.add(new MembershipEffect.Lookup(member.key, wait, addresses(member)));
    }

    private static List<HostPort> addresses(Member member) {
        PeerCard known = member.card;
        return known == null || !member.hints.isEmpty() ? member.hints : known.addresses();
    }
}
