package org.resilientswarm.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.SignalEvent.SignalRefused;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.MalformedException;

/// Numbers what happened and hands it on; counts what was refused. Owned by the `swarm-loop`
/// thread.
final class Reports {
    /// An event that lacks its number and time.
    @FunctionalInterface
    interface Draft {
        SwarmEvent numbered(long sequence, Instant at);
    }

    private static final Duration REFUSALS_APART = Duration.ofMillis(50);

    private final Clock clock;
    private final Consumer<SwarmEvent> sink;
    private final Map<ErrorCode, Long> refused = new EnumMap<>(ErrorCode.class);
    private long sequence;
    private long refusalToldAt;

    /// @param sink takes the events; must not block
    Reports(Clock clock, Consumer<SwarmEvent> sink) {
        this.clock = clock;
        this.sink = sink;
        this.refusalToldAt = clock.nanos() - REFUSALS_APART.toNanos();
    }

    void emit(Draft draft) {
        sink.accept(draft.numbered(++sequence, clock.now()));
    }

    void fault(ErrorCode code, String message) {
        emit((n, at) -> new FaultOccurred(n, at, code, message, false));
    }

    /// A signal or a card was refused. Each is counted; of a flood only some are told.
    ///
    /// @param route over which route it came
    void refused(String route, MalformedException why) {
        count(why.code());
        long now = clock.nanos();
        if (now - refusalToldAt < REFUSALS_APART.toNanos()) {
            return;
        }
        refusalToldAt = now;
        emit((n, at) -> new SignalRefused(n, at, route, why.code(), why.reason()));
    }

    /// Something was refused that is not worth an event.
    void count(ErrorCode code) {
        refused.merge(code, 1L, Long::sum);
    }

    Map<ErrorCode, Long> refused() {
        return Map.copyOf(refused);
    }
}
