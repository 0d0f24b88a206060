package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Clock;

/// Ways through others that did not work; they are not tried again for a while. Owned by the
/// `swarm-loop` thread.
final class FailedRoutes {
    /// For so long a way is left alone.
    static final Duration PAUSE = Duration.ofSeconds(10);

    /// For so long when there is no other: much may have changed since.
    static final Duration PRESSED_PAUSE = Duration.ofSeconds(1);

    private static final int MAX_FAILURES = 4096;

    private record Route(PublicKey peer, List<PublicKey> via) {}

    private record Failure(String reason, long at) {}

    private final Clock clock;
    private final Map<Route, Failure> failures = new HashMap<>();

    FailedRoutes(Clock clock) {
        this.clock = clock;
    }

    /// This way has failed.
    ///
    /// @param reason why, in words that go behind "because"
    void add(PublicKey peer, List<PublicKey> via, String reason) {
        long now = clock.nanos();
        if (failures.size() >= MAX_FAILURES) {
            failures.values().removeIf(failure -> now - failure.at >= PAUSE.toNanos());
        }
        if (failures.size() < MAX_FAILURES) {
            failures.put(new Route(peer, via), new Failure(reason, now));
        }
    }

    /// Whether this way has failed within this time, [#PAUSE] at most.
    boolean within(Duration time, PublicKey peer, List<PublicKey> via) {
        Failure failure = failures.get(new Route(peer, via));
        return failure != null && clock.nanos() - failure.at < time.toNanos();
    }

    /// Why this way is not tried now, or null when it may be.
    @Nullable String reason(PublicKey peer, List<PublicKey> via) {
        Failure failure = failures.get(new Route(peer, via));
        return failure == null || !within(PAUSE, peer, via) ? null : failure.reason;
    }
}
