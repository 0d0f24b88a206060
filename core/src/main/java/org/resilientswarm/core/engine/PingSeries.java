package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.PingResult;

/// Pings that are sent one after the other. Owned by the `swarm-loop` thread.
final class PingSeries {
    final Neighbour neighbour;
    final CompletableFuture<PingResult> result;
    private final List<Duration> roundTrips = new ArrayList<>();
    private int remaining;
    private int lost;

    /// The probe that is waited for.
    long probe;

    /// Ends the wait for it.
    Runnable timeout = () -> {};

    PingSeries(Neighbour neighbour, int count, CompletableFuture<PingResult> result) {
        this.neighbour = neighbour;
        this.remaining = count;
        this.result = result;
    }

    /// Whether another ping is to be sent; counts it. When not, the result is told.
    boolean next() {
        if (remaining == 0) {
            result.complete(new PingResult(roundTrips, lost));
            return false;
        }
        remaining--;
        return true;
    }

    void answered(long nanos) {
        timeout.run();
        roundTrips.add(Duration.ofNanos(nanos));
    }

    void lost() {
        lost++;
    }
}
