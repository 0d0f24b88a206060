package org.resilientswarm.core.membership;

import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody.Attempt;

/// One try to make a link with a member, and the link that came of it. Owned by the `swarm-loop`
/// thread.
final class LinkAttempt {
    /// How far an attempt got.
    enum Stage {
        /// This side's description is being made. Goes to `OFFERED` (outbound) or `CONNECTING`
        /// (inbound).
        DESCRIBING,
        /// The offer is out. Goes to `CONNECTING` with the answer.
        OFFERED,
        /// Both sides know each other's description. Goes to `OPEN`.
        CONNECTING,
        /// The transport carries bytes, the far side has not said hello. Goes to `UP`.
        OPEN,
        /// The peer is there. Final.
        UP
    }

    final long link;
    final Attempt id;
    final boolean outbound;
    final Member member;

    /// What all its signals are sealed to: the newest card when it began, or the one that came
    /// with the offer. Another node with the same key may have a newer one.
    final PeerCard sealedTo;

    Stage stage = Stage.DESCRIBING;

    /// When the attempt fails unless the next stage is reached.
    long deadline;

    /// When the link came up; meaningful in stage `UP`.
    long upSince;

    LinkAttempt(
            long link,
            Attempt id,
            boolean outbound,
            Member member,
            PeerCard sealedTo,
            long deadline) {
        this.link = link;
        this.id = id;
        this.outbound = outbound;
        this.member = member;
        this.sealedTo = sealedTo;
        this.deadline = deadline;
    }

    /// Why an attempt has failed that is late.
    record Overdue(ErrorCode code, String reason) {}

    /// What to say of an attempt whose deadline is over.
    Overdue overdue() {
        return switch (stage) {
            case DESCRIBING -> failed("the transport made no description in time");
            case OFFERED ->
                    new Overdue(
                            ErrorCode.PEER_SILENT,
                            "the peer did not answer the offer within "
                                    + Protocol.ANSWER_TIMEOUT.toSeconds()
                                    + " s");
            case CONNECTING ->
                    failed(
                            "no direct connection came up within "
                                    + Protocol.CONNECT_TIMEOUT.toSeconds()
                                    + " s, although both sides know each other's addresses");
            case OPEN -> failed("the far side opened the link and did not say hello");
            case UP -> throw new IllegalStateException("a link that is up has no deadline");
        };
    }

    private static Overdue failed(String reason) {
        return new Overdue(ErrorCode.LINK_FAILED, reason);
    }
}
