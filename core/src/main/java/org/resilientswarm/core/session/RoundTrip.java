package org.resilientswarm.core.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The smoothed time from here to the far side and back (RFC 6298, gain 1/8).
final class RoundTrip {
    private static final long SHORTEST_TIMEOUT = Duration.ofSeconds(1).toNanos();

    /// 0 while nothing was measured.
    private long smoothed;

    void measured(long nanos) {
        smoothed = smoothed == 0 ? Math.max(nanos, 1) : smoothed + (nanos - smoothed) / 8;
    }

    @Nullable Duration smoothed() {
        return smoothed == 0 ? null : Duration.ofNanos(smoothed);
    }

    /// The round-trip time in nanoseconds, or 0 when it was not measured yet.
    long nanos() {
        return smoothed;
    }

    /// After how long without an acknowledgement a packet may be taken for lost.
    long timeout() {
        return Math.max(SHORTEST_TIMEOUT, 4 * smoothed);
    }

    void forget() {
        smoothed = 0;
    }
}
