package org.resilientswarm.core.model;

/// Who speaks in a frame.
public enum TrafficLayer {
    /// The two ends of a link, hop by hop.
    LINK,
    /// The two ends of a session, inside its packets.
    SESSION
}
