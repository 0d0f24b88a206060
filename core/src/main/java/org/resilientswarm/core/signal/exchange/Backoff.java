package org.resilientswarm.core.signal.exchange;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.resilientswarm.core.wire.Protocol;

/// How long to wait before the next attempt: anything up to a limit that doubles with each one
/// ("full jitter"), so that the clients of an exchange that restarts do not all come at once.
final class Backoff {
    private final RandomGenerator random;
    private Duration limit = Protocol.EXCHANGE_RETRY_FIRST;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The next wait.
    Duration next() {
        Duration wait = Duration.ofNanos(random.nextLong(limit.toNanos() + 1));
        Duration doubled = limit.multipliedBy(2);
        limit =
                doubled.compareTo(Protocol.EXCHANGE_RETRY_LAST) < 0
                        ? doubled
                        : Protocol.EXCHANGE_RETRY_LAST;
        return wait;
    }

    /// Starts anew.
    void reset() {
        limit = Protocol.EXCHANGE_RETRY_FIRST;
    }
}
