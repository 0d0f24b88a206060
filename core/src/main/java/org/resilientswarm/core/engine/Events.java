package org.resilientswarm.core.engine;

import java.time.Instant;
import java.util.function.Consumer;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.time.Clock;

/// Numbers what happened and hands it on. Owned by the `swarm-loop` thread.
final class Events {
    /// An event that lacks its number and time.
    @FunctionalInterface
    interface Draft {
        SwarmEvent numbered(long sequence, Instant at);
    }

    private final Clock clock;
    private final Consumer<SwarmEvent> sink;
    private long sequence;

    /// @param sink takes the events; must not block
    Events(Clock clock, Consumer<SwarmEvent> sink) {
        this.clock = clock;
        this.sink = sink;
    }

    void emit(Draft draft) {
        sink.accept(draft.numbered(++sequence, clock.now()));
    }
}
