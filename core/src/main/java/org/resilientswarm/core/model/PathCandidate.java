package org.resilientswarm.core.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One of the ways to a peer, with what it costs and why it is used or not.
///
/// @param kind direct or relayed
/// @param via the relaying members from here to there, empty when direct
/// @param costMs what it costs in milliseconds: `rtt + 500·loss + 20·relays`, and a penalty for a
///     loaded relay; null as long as nothing is known of it
/// @param rtt the round-trip time from end to end, measured or, for a possible one, estimated; null
///     when not known
/// @param loss the loss, 0 to 1
/// @param state what became of it
/// @param why in one sentence why it is used, or why not
public record PathCandidate(
        PathKind kind,
        List<PublicKey> via,
        @Nullable Double costMs,
        @Nullable Duration rtt,
        double loss,
        PathState state,
        String why) {
    /// Copies the list.
    public PathCandidate {
        via = List.copyOf(via);
    }
}
