package org.resilientswarm.core.model;

/// In which way traffic reaches a peer.
public enum PathKind {
    /// Over this node's own link with the peer.
    DIRECT,
    /// Over a circuit through other members.
    RELAY
}
