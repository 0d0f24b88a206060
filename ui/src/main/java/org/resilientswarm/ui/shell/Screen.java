package org.resilientswarm.ui.shell;

/// What the middle of the window shows.
public enum Screen {
    /// The first page: what to start or to join.
    START,
    /// The swarm as a graph.
    GRAPH,
    /// The list of members.
    PEERS,
    /// The frames that the own node sends and receives.
    TRAFFIC,
    /// The records that all members share.
    DATABASE,
    /// How good each link is.
    LINKS,
    /// The ways to a peer, and what the own node relays.
    PATHS
}
