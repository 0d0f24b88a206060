package org.resilientswarm.core.model;

/// What became of one of the ways to a peer.
public enum PathState {
    /// It carries the traffic.
    USED,
    /// It is open, measured, and could take over at once.
    STANDBY,
    /// It is being opened.
    OPENING,
    /// It could be opened; what it would cost is an estimate from the members' reports.
    POSSIBLE,
    /// It was tried and does not work now.
    FAILED
}
