package org.resilientswarm.core.wire;

/// What a signal is for. The code travels on the wire.
public enum SignalKind {
    /// A session description that begins a link.
    OFFER(1),
    /// The session description that answers it.
    ANSWER(2),
    /// More addresses at which the sender may be reached.
    CANDIDATES(3),
    /// The call is refused, with a reason.
    REFUSAL(4);

    private final int code;

    SignalKind(int code) {
        this.code = code;
    }

    /// The number on the wire.
    public int code() {
        return code;
    }
}
