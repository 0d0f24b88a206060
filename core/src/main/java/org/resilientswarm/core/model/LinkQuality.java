package org.resilientswarm.core.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the probes of a link found.
///
/// @param rtt the smoothed round-trip time (RFC 6298), or null as long as nothing was measured
/// @param jitter the smoothed deviation of the round-trip time, or null as long as nothing was
///     measured
/// @param loss the share of the last 64 probes without an answer, 0 to 1
/// @param samples how many answers came so far
public record LinkQuality(
        @Nullable Duration rtt, @Nullable Duration jitter, double loss, long samples) {
    /// Nothing was measured yet.
    public static final LinkQuality UNKNOWN = new LinkQuality(null, null, 0, 0);
}
