package org.resilientswarm.core.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;

/// What is asked for before it can be done, in order. Owned by the `swarm-loop` thread.
final class EarlyWork {
    /// One thing.
    ///
    /// @param done is told when it cannot be done; null for nobody
    private record Work(Runnable step, @Nullable CompletableFuture<?> done) {}

    private final Deque<Work> waiting = new ArrayDeque<>();
    private boolean begun;

    /// Does it now if it can be done, else later.
    ///
    /// @param done is told when the node ends before; null for nobody
    void add(Runnable step, @Nullable CompletableFuture<?> done) {
        if (begun) {
            step.run();
        } else {
            waiting.add(new Work(step, done));
        }
    }

    /// Whether it cannot be done yet.
    boolean waits() {
        return !begun;
    }

    /// It can be done from now on.
    void begin() {
        begun = true;
        while (!waiting.isEmpty()) {
            waiting.remove().step.run();
        }
    }

    /// The node ends: what waits can never be done.
    void fail(SwarmException why) {
        while (!waiting.isEmpty()) {
            CompletableFuture<?> done = waiting.remove().done;
            if (done != null) {
                done.completeExceptionally(why);
            }
        }
    }
}
