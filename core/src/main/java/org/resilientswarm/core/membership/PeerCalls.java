package org.resilientswarm.core.membership;

import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;

/// The application's calls for peers: each waits until its deadline and is told once how it ended.
/// Owned by the `swarm-loop` thread.
final class PeerCalls {
    private final CurrentStep step;

    PeerCalls(CurrentStep step) {
        this.step = step;
    }

    void begin(Member member) {
        member.callDeadline = step.after(Protocol.CALL_TIMEOUT);
    }

    void succeed(Member member) {
        if (member.called()) {
            member.callDeadline = Member.NEVER;
            step.add(new MembershipEffect.CallSucceeded(member.key));
        }
    }

    void fail(Member member, ErrorCode code, String reason) {
        if (member.called()) {
            member.callDeadline = Member.NEVER;
            step.add(new MembershipEffect.CallFailed(member.key, code, reason));
        }
    }

    /// Fails a call that has waited long enough, for the reason of the last try.
    void failOverdue(Member member) {
        if (member.callDeadline <= step.now()) {
            fail(member, member.failure, member.reason);
        }
    }
}
