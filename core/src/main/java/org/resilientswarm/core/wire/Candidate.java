package org.resilientswarm.core.wire;

/// An address at which a side may be reached (RFC 8445), as it travels in a signal.
///
/// @param sdpMid the media section it belongs to
/// @param sdpMLineIndex the index of that section
/// @param sdp the candidate attribute
public record Candidate(String sdpMid, int sdpMLineIndex, String sdp) {}
