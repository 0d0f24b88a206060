package org.resilientswarm.core.api;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a series of pings found.
///
/// @param roundTrips the round-trip times of the answered ones, in the order in which they were
///     sent
/// @param lost how many were not answered within a second
public record PingResult(List<Duration> roundTrips, int lost) {
    /// Copies the list.
    public PingResult {
        roundTrips = List.copyOf(roundTrips);
    }

    /// The shortest round trip, or null when nothing was answered.
    public @Nullable Duration min() {
        return roundTrips.isEmpty() ? null : Collections.min(roundTrips);
    }

    /// The median round trip, or null when nothing was answered.
    public @Nullable Duration median() {
        return roundTrips.isEmpty()
                ? null
                : roundTrips.stream().sorted().toList().get(roundTrips.size() / 2);
    }

    /// The longest round trip, or null when nothing was answered.
    public @Nullable Duration max() {
        return roundTrips.isEmpty() ? null : Collections.max(roundTrips);
    }
}
