package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.List;
import org.resilientswarm.core.time.Clock;

/// Lets the parts of a node do what is due, at each turn of the loop. Owned by the `swarm-loop`
/// thread.
final class Turns {
    /// A part of a node that has things to do at certain times.
    interface Part {
        /// When [#tick] has something to do next, on the monotonic clock, or somewhat before. Asked
        /// at each turn of the loop, so it goes through nothing.
        long nextDeadline();

        /// Does what is due.
        void tick();
    }

    /// What is due and could not be done is tried again in the next turn, which comes after this
    /// time at the latest.
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    private final Clock clock;
    private final List<Part> parts;
    private long nextAt;

    Turns(Clock clock, List<Part> parts) {
        this.clock = clock;
        this.parts = List.copyOf(parts);
        this.nextAt = clock.nanos();
    }

    /// A turn of the loop: whatever happened in it may have moved the times of the parts.
    void turn() {
        long now = clock.nanos();
        for (Part part : parts) {
            if (part.nextDeadline() <= now) {
                part.tick();
            }
        }
        nextAt = Long.MAX_VALUE;
        for (Part part : parts) {
            nextAt = Math.min(nextAt, part.nextDeadline());
        }
        nextAt = Math.max(nextAt, now + PAUSE_NANOS);
    }

    /// When [#turn] has something to do next, on the monotonic clock.
    long nextDeadline() {
        return nextAt;
    }
}
