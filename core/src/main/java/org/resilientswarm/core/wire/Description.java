package org.resilientswarm.core.wire;

import java.util.List;

/// What one side tells the other to set up a link.
///
/// @param sdp the session description (RFC 8866) with the DTLS fingerprint; for other transports
///     any text
/// @param candidates the addresses known so far
public record Description(String sdp, List<Candidate> candidates) {
    /// Copies the list.
    public Description {
        candidates = List.copyOf(candidates);
    }
}
