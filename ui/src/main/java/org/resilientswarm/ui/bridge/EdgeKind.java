package org.resilientswarm.ui.bridge;

/// What an edge of the graph stands for.
public enum EdgeKind {
    /// A direct link within this machine or local network.
    LOCAL,
    /// A direct link to another network, or one whose address is not known.
    DIRECT,
    /// A circuit through other members.
    RELAYED,
    /// A link between two other members, as one of them reports it.
    OTHERS,
    /// A link is being made.
    CONNECTING,
    /// A link broke or could not be made.
    LOST
}
