package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.ui.bridge.JoinProgress.Kind;
import org.resilientswarm.ui.bridge.JoinProgress.State;
import org.resilientswarm.ui.bridge.JoinProgress.Step;

/// The clockwork of the steps of joining: when each began and ended. One thread at a time.
final class JoinSteps {
    private final Map<Kind, State> states = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> endNanos = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> startNanos = new EnumMap<>(Kind.class);

    JoinSteps(long nowNanos) {
        for (Kind kind : Kind.values()) {
            states.put(kind, State.WAITING);
        }
        begin(Kind.NODE, nowNanos);
    }

    private void begin(Kind kind, long nowNanos) {
        states.put(kind, State.RUNNING);
        startNanos.put(kind, nowNanos);
    }

    /// The step is over, and so are those before it that nobody heard of; the next one begins.
    void done(Kind kind, long nowNanos) {
        for (Kind earlier : Kind.values()) {
            if (earlier.compareTo(kind) >= 0) {
                break;
            }
            end(earlier, State.SKIPPED, nowNanos);
        }
        end(kind, State.DONE, nowNanos);
        beginNext(nowNanos);
    }

    private void end(Kind kind, State state, long nowNanos) {
        State now = states.get(kind);
        if (now == State.WAITING || now == State.RUNNING) {
            states.put(kind, state);
            startNanos.putIfAbsent(kind, nowNanos);
            endNanos.put(kind, nowNanos);
        }
    }

    private void beginNext(long nowNanos) {
        if (!states.containsValue(State.RUNNING)) {
            for (Kind kind : Kind.values()) {
                if (states.get(kind) == State.WAITING) {
                    begin(kind, nowNanos);
                    return;
                }
            }
        }
    }

    void fail(long nowNanos) {
        for (Kind kind : Kind.values()) {
            if (states.get(kind) == State.RUNNING) {
                end(kind, State.FAILED, nowNanos);
            }
        }
    }

    List<Step> steps(long nowNanos) {
        List<Step> steps = new ArrayList<>();
        states.forEach((kind, state) -> steps.add(new Step(kind, state, elapsed(kind, nowNanos))));
        return steps;
    }

    private Duration elapsed(Kind kind, long nowNanos) {
        @Nullable Long start = startNanos.get(kind);
        if (start == null) {
            return Duration.ZERO;
        }
        return Duration.ofNanos(endNanos.getOrDefault(kind, nowNanos) - start);
    }
}
