package org.resilientswarm.core.model;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The way that traffic to a peer takes right now.
///
/// @param kind direct or relayed
/// @param via the relaying members from here to there, empty when direct
/// @param rtt the measured round-trip time, or null as long as nothing was measured
/// @param loss the measured loss, 0 to 1
/// @param reason why this path was chosen, in words
public record Path(
        PathKind kind, List<PublicKey> via, @Nullable Duration rtt, double loss, String reason) {
    /// Copies the list.
    public Path {
        via = List.copyOf(via);
    }
}
