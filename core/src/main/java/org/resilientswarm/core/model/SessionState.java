package org.resilientswarm.core.model;

/// How far the conversation with a peer is.
public enum SessionState {
    /// The two sides prove who they are. Becomes `UP`, or ends.
    HANDSHAKE,
    /// Packets go to and fro. Becomes `WAITING` when the path is lost, or ends.
    UP,
    /// There is no path right now; nothing is lost while another one is looked for. Becomes `UP` or
    /// ends when the peer has been silent for too long.
    WAITING
}
