package org.resilientswarm.core.relay;

/// A limit of bandwidth with a burst of a tenth of a second: a token bucket that may go into debt
/// by one packet, so that packets of any size pass it, and by a whole burst for what is urgent: a
/// circuit that is used to its limit still carries acknowledgements and pings.
///
/// Pure. Times are nanoseconds on the monotonic clock.
final class TokenBucket {
    private static final double SECOND = 1e9;
    private static final double BURST_SECONDS = 0.1;
    private static final int MIN_BURST_BYTES = 128 * 1024;

    private final double bytesPerSecond;
    private final double burst;
    private double tokens;
    private long filledAt;

    /// @param bits a second, 0 for no limit
    TokenBucket(long bits, long nowNanos) {
        bytesPerSecond = bits / 8.0;
        burst = Math.max(MIN_BURST_BYTES, bytesPerSecond * BURST_SECONDS);
        tokens = burst;
        filledAt = nowNanos;
    }

    /// When the next packet may pass, at once when in the past.
    long passesAt(long nowNanos) {
        if (bytesPerSecond == 0) {
            return nowNanos;
        }
        fill(nowNanos);
        return tokens > 0 ? nowNanos : nowNanos + 1 + (long) (-tokens / bytesPerSecond * SECOND);
    }

    /// Whether a packet that cannot wait may pass now.
    boolean passesUrgent(long nowNanos) {
        if (bytesPerSecond == 0) {
            return true;
        }
        fill(nowNanos);
        return tokens > -burst;
    }

    /// A packet has passed.
    void take(int bytes) {
        tokens -= bytes;
    }

    private void fill(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - filledAt) / SECOND * bytesPerSecond);
        filledAt = nowNanos;
    }
}
