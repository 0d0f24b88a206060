package org.resilientswarm.core.membership;

import java.time.Duration;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.resilientswarm.core.membership.LinkAttempt.Stage;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBody.Attempt;

/// Takes every attempt from its offer to a link that is up, and sets the time of the next one when
/// the attempt or the link ends. Owned by the `swarm-loop` thread.
final class Linking {
    private final PublicKey self;
    private final RandomGenerator random;
    private final MemberTable table;
    private final PeerCalls calls;
    private final CurrentStep step;
    private PeerCard card;
    private long lastLink;

    Linking(
            PeerCard card,
            RandomGenerator random,
            MemberTable table,
            PeerCalls calls,
            CurrentStep step) {
        this.self = card.key();
        this.card = card;
        this.random = random;
        this.table = table;
        this.calls = calls;
        this.step = step;
    }

    void renew(PeerCard newCard) {
        card = newCard;
    }

    /// Begins an attempt, unless there is something that speaks against it.
    void offer(Member member) {
        PeerCard to = member.card;
        if (to == null || !member.idle() || member.blocked(step.now())) {
            return;
        }
        if (table.links() >= Protocol.MAX_LINKS) {
            member.reason = "this node has its " + Protocol.MAX_LINKS + " links and makes no more";
            step.add(
                    new MembershipEffect.Failed(
                            member.key, ErrorCode.LIMIT_REACHED, member.reason));
            calls.fail(member, ErrorCode.LIMIT_REACHED, member.reason);
            retry(member, member.redial.failed());
            return;
        }
        member.dialAt = Member.NEVER;
        byte[] id = new byte[Attempt.LENGTH];
        random.nextBytes(id);
        LinkAttempt attempt = begin(member, new Attempt(id), true, to);
        step.add(new MembershipEffect.Offer(attempt.link, member.key));
    }

    void offerArrived(MembershipInput.OfferArrived offer) {
        Member member = table.member(offer.from());
        table.keep(member, offer.card());
        LinkAttempt ours = member.attempt;
        if (ours != null && ours.outbound && stands(ours, offer.card())) {
            return;
        }
        if (member.blocked(step.now())) {
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
        step.add(new MembershipEffect.Accept(attempt.link, member.key, offer.description()));
        SignalBody.Candidates early = member.early;
        member.early = null;
        if (early != null && early.attempt().equals(attempt.id)) {
            step.add(new MembershipEffect.AddCandidates(attempt.link, early.candidates()));
        }
    }

    /// Whether our offer keeps its place beside the one that came with this card.
    private boolean stands(LinkAttempt ours, PeerCard theirs) {
        return self.compareTo(theirs.key()) > 0
                && Arrays.equals(ours.sealedTo.prekey(), theirs.prekey());
    }

    private void refuse(MembershipInput.OfferArrived offer, ErrorCode code, String reason) {
        var body = new SignalBody.Refusal(offer.attempt(), code, reason);
        step.add(new MembershipEffect.SendSignal(offer.card(), body, null, true));
    }

    private LinkAttempt begin(Member member, Attempt id, boolean outbound, PeerCard sealedTo) {
        long deadline = step.after(Protocol.DESCRIBE_TIMEOUT);
        var attempt = new LinkAttempt(++lastLink, id, outbound, member, sealedTo, deadline);
        member.attempt = attempt;
        table.add(attempt);
        return attempt;
    }

    void answerArrived(MembershipInput.AnswerArrived answer) {
        LinkAttempt attempt = table.attempt(answer.from(), answer.attempt());
        if (attempt == null || attempt.stage != Stage.OFFERED) {
            return;
        }
        table.keep(attempt.member, answer.card());
        reach(attempt, Stage.CONNECTING, Protocol.CONNECT_TIMEOUT);
        step.add(new MembershipEffect.Complete(attempt.link, answer.description()));
    }

    void candidatesArrived(MembershipInput.CandidatesArrived arrived) {
        LinkAttempt attempt = table.attempt(arrived.from(), arrived.attempt());
        if (attempt != null) {
            step.add(new MembershipEffect.AddCandidates(attempt.link, arrived.candidates()));
            return;
        }
        Member member = table.known(arrived.from());
        if (member != null) {
            member.early = new SignalBody.Candidates(arrived.attempt(), arrived.candidates());
        }
    }

    void refusalArrived(MembershipInput.RefusalArrived refusal) {
        LinkAttempt attempt = table.attempt(refusal.from(), refusal.attempt());
        if (attempt != null && attempt.outbound) {
            fail(attempt, ErrorCode.PEER_REFUSED, "the peer refuses: " + refusal.reason());
        }
    }

    void described(MembershipInput.Described described) {
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

    void candidatesFound(MembershipInput.CandidatesFound found) {
        LinkAttempt attempt = table.attempt(found.link());
        if (attempt != null && attempt.stage != Stage.UP) {
            signal(attempt, new SignalBody.Candidates(attempt.id, found.candidates()));
        }
    }

    private void signal(LinkAttempt attempt, SignalBody body) {
        Member member = attempt.member;
        boolean everywhere = member.redial.failures() > 0;
        step.add(
                new MembershipEffect.SendSignal(
                        attempt.sealedTo, body, member.introducer, everywhere));
    }

    void opened(MembershipInput.Opened opened) {
        LinkAttempt attempt = table.attempt(opened.link());
        if (attempt != null) {
            reach(attempt, Stage.OPEN, Protocol.HELLO_TIMEOUT);
        }
    }

    void greeted(MembershipInput.Greeted greeted) {
        LinkAttempt attempt = table.attempt(greeted.link());
        if (attempt == null || attempt.stage != Stage.OPEN) {
            return;
        }
        Member member = attempt.member;
        table.keep(member, greeted.card());
        if (member.up != null) {
            step.add(new MembershipEffect.Supersede(member.up.link));
            end(member.up, "it came back over a new link");
        }
        attempt.stage = Stage.UP;
        attempt.deadline = Member.NEVER;
        attempt.upSince = step.now();
        member.attempt = null;
        member.up = attempt;
        member.introducer = null;
        member.stale = false;
        member.dialAt = Member.NEVER;
        step.add(new MembershipEffect.Joined(attempt.link, greeted.card()));
        calls.succeed(member);
    }

    void left(MembershipInput.Left left) {
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

    void closed(MembershipInput.Closed closed) {
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
        long lived = step.now() - attempt.upSince;
        boolean displaced = closed.code() == ErrorCode.IDENTITY_ELSEWHERE;
        retry(member, displaced ? member.redial.displaced(lived) : member.redial.lost(lived));
    }

    /// Ends whatever there is with a member, at this node's wish.
    void cut(Member member, String reason) {
        if (member.attempt != null) {
            drop(member.attempt);
        }
        if (member.up != null) {
            end(member.up, reason);
            member.reason = reason;
        }
    }

    /// Fails an attempt that did not reach its next stage in time.
    void failOverdue(Member member) {
        LinkAttempt attempt = member.attempt;
        if (attempt != null && attempt.deadline <= step.now()) {
            LinkAttempt.Overdue why = attempt.overdue();
            fail(attempt, why.code(), why.reason());
        }
    }

    private void fail(LinkAttempt attempt, ErrorCode code, String reason) {
        Member member = attempt.member;
        drop(attempt);
        member.reason = reason;
        member.failure = code;
        step.add(new MembershipEffect.Failed(member.key, code, reason));
        if (member.up == null) {
            retry(member, member.redial.failed());
        }
        if (code == ErrorCode.PEER_REFUSED || code == ErrorCode.VERSION_MISMATCH) {
            calls.fail(member, code, reason);
        }
    }

    private void retry(Member member, long nanos) {
        if (member.relayed) {
            // A relay carries it meanwhile, which is to be spared.
            member.dialAt = step.now() + Math.min(nanos, Protocol.RELAYED_REDIAL.toNanos());
        } else if (member.redial.failures() > Protocol.MAX_REDIALS && !member.called()) {
            table.forget(member);
        } else {
            member.dialAt = step.now() + nanos;
        }
    }

    private void reach(LinkAttempt attempt, Stage stage, Duration timeout) {
        attempt.stage = stage;
        attempt.deadline = step.after(timeout);
    }

    private void drop(LinkAttempt attempt) {
        table.remove(attempt);
        attempt.member.attempt = null;
        step.add(new MembershipEffect.Close(attempt.link));
    }

    private void end(LinkAttempt attempt, String reason) {
        table.remove(attempt);
        attempt.member.up = null;
        step.add(new MembershipEffect.Gone(attempt.link, attempt.member.key, reason));
        step.add(new MembershipEffect.Close(attempt.link));
    }
}
