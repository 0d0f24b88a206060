package org.resilientswarm.core.signal.exchange;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;

/// The keys whose cards are asked for, and until when each may take to appear. Times are the
/// clock's nanoseconds.
final class Lookups {
    private final Map<PublicKey, Long> deadlines = new HashMap<>();

    /// Adds a question, or prolongs the one for the same key.
    ///
    /// @return false when there are too many
    boolean add(PublicKey key, long deadlineNanos) {
        if (deadlines.size() >= Protocol.MAX_LOOKUPS && !deadlines.containsKey(key)) {
            return false;
        }
        deadlines.merge(key, deadlineNanos, (a, b) -> a - b > 0 ? a : b);
        return true;
    }

    /// Ends a question.
    ///
    /// @return whether there was one
    boolean settle(PublicKey key) {
        return deadlines.remove(key) != null;
    }

    /// Ends a question whose time is over.
    ///
    /// @return whether there was one
    boolean settleIfOver(PublicKey key, long nowNanos) {
        Long deadline = deadlines.get(key);
        return deadline != null && deadline - nowNanos <= 0 && settle(key);
    }

    /// For how long the exchange may still wait for a key; zero when its time is over or nobody
    /// asks.
    Duration patience(PublicKey key, long nowNanos) {
        Long deadline = deadlines.get(key);
        if (deadline == null || deadline - nowNanos <= 0) {
            return Duration.ZERO;
        }
        Duration left = Duration.ofNanos(deadline - nowNanos);
        return left.compareTo(Protocol.MAX_LOOKUP_WAIT) < 0 ? left : Protocol.MAX_LOOKUP_WAIT;
    }

    /// The keys asked for.
    List<PublicKey> keys() {
        return List.copyOf(deadlines.keySet());
    }
}
