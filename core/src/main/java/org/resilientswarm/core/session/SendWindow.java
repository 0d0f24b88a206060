package org.resilientswarm.core.session;

import java.time.Duration;
import org.resilientswarm.core.wire.Protocol;

/// How much may be on its way at once, so that the path is kept busy and hardly anything queues in
/// it: what it carries in one round trip and [#QUEUE] more, after the model of BBR (Cardwell et
/// al., 2016). Losses and fairness to others are the business of the link's own congestion control.
final class SendWindow {
    /// What may queue in the path, which is how long a ping waits behind bulk.
    private static final long QUEUE = Duration.ofMillis(4).toNanos();

    /// A frame may occupy the path for this long.
    private static final long FRAME = Duration.ofMillis(5).toNanos();

    private static final int MIN_FRAME = 16 * 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST_ROUND = Duration.ofMillis(4).toNanos();
    static final long MIN = 256 * 1024;

    /// Rounds without a faster one before the start is over.
    private static final int STALLS = 3;

    private long bytes = MIN;
    private long rate;
    private long minDelay = Long.MAX_VALUE;
    private long roundBegan;
    private long roundBytes;
    private boolean roundFilled;
    private boolean starting = true;
    private int stalls;

    /// How many bytes may be on their way.
    long bytes() {
        return bytes;
    }

    /// What the path carries, in bytes a second; 0 when not known yet.
    long rate() {
        return rate;
    }

    /// How long a packet's content should be at most: a slow path gets short ones, so that what is
    /// urgent never waits long.
    int frameBytes(int most) {
        long carried = (long) ((double) rate * FRAME / SECOND);
        return Math.clamp(carried, Math.min(MIN_FRAME, most), most);
    }

    /// More could have been sent, had the window been larger.
    void filled() {
        roundFilled = true;
    }

    /// The far side has acknowledged content.
    ///
    /// @param delay how long ago the newest of it was sent
    void acknowledged(long acknowledgedBytes, long delay, long now) {
        minDelay = Math.min(minDelay, Math.max(delay, 1));
        if (roundBegan == 0) {
            roundBegan = now;
            return;
        }
        roundBytes += acknowledgedBytes;
        long lasted = now - roundBegan;
        if (lasted < Math.max(delay, SHORTEST_ROUND)) {
            return;
        }
        measured((long) ((double) roundBytes * SECOND / lasted));
        roundBegan = now;
        roundBytes = 0;
        roundFilled = false;
    }

    private void measured(long sample) {
        if (roundFilled && starting) {
            stalls = sample > rate + rate / 4 ? 0 : stalls + 1;
            starting = stalls < STALLS;
        }
        if (sample > rate) {
            rate = sample;
        } else if (roundFilled) {
            rate += (sample - rate) / 8;
        }
        double delay = minDelay * (starting ? 2.0 : 1.25) + QUEUE;
        bytes = Math.clamp((long) (rate * delay / SECOND), MIN, Protocol.MAX_UNACKNOWLEDGED);
    }

    /// Nothing is on its way any more: the pause that follows says nothing about the path.
    void idle() {
        roundBegan = 0;
        roundBytes = 0;
        roundFilled = false;
    }
}
