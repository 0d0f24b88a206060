package org.resilientswarm.core.model;

/// How well a link, one hop to a neighbour, works.
public enum LinkState {
    /// Signals are being exchanged, or the connection is being set up. Goes to `GOOD`, or to `LOST`
    /// when it fails.
    CONNECTING,
    /// Probes are answered in good time. Goes to `POOR` or `LOST`.
    GOOD,
    /// Probes are answered late or in part. Goes back to `GOOD`, or to `LOST`.
    POOR,
    /// No answer any more; final for this link.
    LOST
}
