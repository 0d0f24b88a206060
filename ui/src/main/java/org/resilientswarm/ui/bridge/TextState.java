package org.resilientswarm.ui.bridge;

/// How far a text and its answer are, as seen from the console's own node.
public enum TextState {
    /// What this node says may not have arrived yet. Becomes any of the next five.
    SENDING,
    /// The peer's node has all of it, and the peer may still answer.
    ARRIVED,
    /// The answer has begun.
    ANSWERING,
    /// The answer is there; last state.
    ANSWERED,
    /// The stream ended well without an answer; last state.
    NO_ANSWER,
    /// The peer's text is coming in; it can be answered already. Becomes `ASKED`, or as that one.
    RECEIVING,
    /// The peer's text is there and can be answered. Becomes `SENDING`, `NO_ANSWER` or `RESET`.
    ASKED,
    /// The stream was ended before its time; last state.
    RESET,
    /// There was no session to send it over; last state.
    NOT_SENT;

    /// Whether this node's own words are still wanted.
    public boolean canAnswer() {
        return this == RECEIVING || this == ASKED;
    }

    /// Whether the peer's answer may still come.
    public boolean waits() {
        return this == SENDING || this == ARRIVED || this == ANSWERING;
    }
}
