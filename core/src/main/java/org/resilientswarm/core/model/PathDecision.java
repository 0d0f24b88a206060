package org.resilientswarm.core.model;

import java.time.Instant;
import java.util.List;

/// Which way the traffic to a peer takes from a moment on, and why not the others.
///
/// @param at when it was decided
/// @param peer the peer at the far end
/// @param path the path that is used from now on, with the reason
/// @param candidates all ways that were compared, the cheapest first; each loser with its reason
public record PathDecision(Instant at, PublicKey peer, Path path, List<PathCandidate> candidates) {
    /// Copies the list.
    public PathDecision {
        candidates = List.copyOf(candidates);
    }
}
