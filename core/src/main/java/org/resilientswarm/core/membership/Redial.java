package org.resilientswarm.core.membership;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/// How long to wait before a member is dialled again: 1, 5, 15, 60 s, then 10 min, each with full
/// jitter, so that a swarm that lost a common neighbour does not dial in step.
final class Redial {
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(10));

    /// A link that lived this long starts the sequence anew.
    private static final long PROVEN_NANOS = Duration.ofSeconds(15).toNanos();

    private final RandomGenerator random;
    private int failures;
    private boolean displaced;

    Redial(RandomGenerator random) {
        this.random = random;
    }

    /// How many tries failed in a row.
    int failures() {
        return failures;
    }

    /// A try failed.
    ///
    /// @return nanoseconds until the next one
    long failed() {
        Duration step = STEPS.get(Math.min(failures, STEPS.size() - 1));
        failures++;
        return 1 + random.nextLong(step.toNanos());
    }

    /// Another node with this node's key has taken the link's place. The first time this node takes
    /// the place back, so that the other one hears of it, too. After that it leaves it to the other
    /// for long: two that displace each other all the time would both be without peers.
    ///
    /// @return nanoseconds until the next try
    long displaced(long livedNanos) {
        long soon = lost(livedNanos);
        boolean again = displaced;
        displaced = true;
        return again ? STEPS.getLast().toNanos() : soon;
    }

    /// A link that had come up was lost.
    ///
    /// @return nanoseconds until the next try
    long lost(long livedNanos) {
        if (livedNanos >= PROVEN_NANOS) {
            failures = 0;
        }
        return failed();
    }
}
