package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.model.PublicKey;

/// Pings that are sent one after the other. Owned by the `swarm-loop` thread.
final class PingSeries {
    final PublicKey peer;
    final CompletableFuture<PingResult> result;
    private final List<Duration> roundTrips = new ArrayList<>();
    private int remaining;
    private int lost;

    /// The ping that is waited for, and when it was sent.
    long token = -1;

    long sentAt;

    /// Ends the wait for it.
    Runnable timeout = () -> {};

    PingSeries(PublicKey peer, int count, CompletableFuture<PingResult> result) {
        this.peer = peer;
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
        token = -1;
        roundTrips.add(Duration.ofNanos(nanos));
    }

    void lost() {
        lost++;
    }
}
