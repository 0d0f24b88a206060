package org.resilientswarm.core.engine;

import java.util.EnumMap;
import java.util.Map;
import org.resilientswarm.core.model.ErrorCode;

/// Counts what was refused, by code. Owned by the `swarm-loop` thread.
final class Refusals {
    private final Map<ErrorCode, Long> counts = new EnumMap<>(ErrorCode.class);

    void count(ErrorCode code) {
        counts.merge(code, 1L, Long::sum);
    }

    Map<ErrorCode, Long> counts() {
        return Map.copyOf(counts);
    }
}
