package org.resilientswarm.ui.bridge;

/// How a member looks from the nodes of this console.
public enum NodeState {
    /// There is a session with it and it answers well.
    GOOD,
    /// There is a session with it, but answers are late or missing.
    POOR,
    /// A connection is being made.
    CONNECTING,
    /// The connection is lost.
    LOST,
    /// Heard of, not connected.
    KNOWN
}
