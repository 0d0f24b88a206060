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
    private @Nullable SwarmException failed;

    /// Does it now if it can be done, else later; or never, when it has turned out that it cannot.
    ///
    /// @param done is told then; null for nobody
    void add(Runnable step, @Nullable CompletableFuture<?> done) {
        if (begun) {
            step.run();
        } else if (failed == null) {
            waiting.add(new Work(step, done));
        } else if (done != null) {
            done.completeExceptionally(failed);
        }
    }

    /// Whether it is not known yet if it can be done.
    boolean waits() {
        return !begun && failed == null;
    }

    /// It can be done from now on.
    void begin() {
        begun = true;
        while (!waiting.isEmpty()) {
            waiting.remove().step.run();
        }
    }

    /// What waits, and what comes if it cannot be done yet, never can.
    void fail(SwarmException why) {
        failed = why;
        while (!waiting.isEmpty()) {
            CompletableFuture<?> done = waiting.remove().done;
            if (done != null) {
                done.completeExceptionally(why);
            }
        }
    }
}
