package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.List;
import java.util.function.IntSupplier;
import org.resilientswarm.core.time.Clock;

/// Lets the parts of a node do what is due. With many links it takes a while to find out what is:
/// they are not asked at each turn of the loop then. Owned by the `swarm-loop` thread.
final class Turns {
    /// A part of a node that has things to do at certain times.
    interface Part {
        /// When [#tick] has something to do next, on the monotonic clock.
        long nextDeadline();

        /// Does what is due.
        void tick();
    }

    /// Up to this many links the parts are asked at each turn. With one link, a timer for the next
    /// time to ask made each round trip a fifth slower; how many links weigh as much as that timer
    /// was not measured.
    private static final int FEW_LINKS = 8;

    /// With more they are asked again after this time at the earliest ...
    private static final long PAUSE_NANOS = Duration.ofMillis(1).toNanos();

    /// ... and this much later for each link, so that it takes but a small share of the time.
    private static final long PAUSE_NANOS_EACH = 50_000;

    private final Clock clock;
    private final IntSupplier links;
    private final List<Part> parts;
    private long askedAt;
    private long nextAt;

    /// @param links how many there are
    Turns(Clock clock, IntSupplier links, List<Part> parts) {
        this.clock = clock;
        this.links = links;
        this.parts = List.copyOf(parts);
        this.askedAt = clock.nanos() - PAUSE_NANOS;
        this.nextAt = clock.nanos();
    }

    /// A turn of the loop: whatever happened in it may have moved the times of the parts.
    void turn() {
        long now = clock.nanos();
        nextAt = Math.min(nextAt, Math.max(now, askedAt + pause()));
        if (nextAt > now) {
            return;
        }
        askedAt = now;
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

    private long pause() {
        int count = links.getAsInt();
        return count <= FEW_LINKS ? 0 : PAUSE_NANOS + count * PAUSE_NANOS_EACH;
    }

    /// When [#turn] has something to do next, on the monotonic clock.
    long nextDeadline() {
        return nextAt;
    }
}
