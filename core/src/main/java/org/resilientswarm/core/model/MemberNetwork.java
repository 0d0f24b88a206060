package org.resilientswarm.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a member says of its links. All members' together are the topology.
///
/// @param member who says it
/// @param relays whether it takes circuits now
/// @param load how much of what it may carry is in use, 0 to 1
/// @param links its links that are up
/// @param at when it said so
public record MemberNetwork(
        PublicKey member, boolean relays, double load, List<Link> links, Instant at) {
    /// One link.
    ///
    /// @param peer the neighbour at the far end
    /// @param rtt the smoothed round-trip time, null when not measured yet
    /// @param jitter its smoothed deviation, null when not measured yet
    /// @param loss 0 to 1
    /// @param since when the link came up
    public record Link(
            PublicKey peer,
            @Nullable Duration rtt,
            @Nullable Duration jitter,
            double loss,
            Instant since) {}

    /// Copies the list.
    public MemberNetwork {
        links = List.copyOf(links);
    }
}
