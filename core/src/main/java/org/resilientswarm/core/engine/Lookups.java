package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalRoute;

/// Asks all routes for a card at once: the first that knows it is enough, and only when none does
/// the lookup has failed. Owned by the `swarm-loop` thread.
final class Lookups {
    private final Map<PublicKey, Set<String>> asked = new HashMap<>();

    /// Asks.
    ///
    /// @return whether there was anybody to ask
    boolean begin(PublicKey key, Duration patience, Collection<SignalRoute> routes) {
        if (routes.isEmpty()) {
            return false;
        }
        var names = asked.computeIfAbsent(key, _ -> new HashSet<>());
        for (SignalRoute route : routes) {
            if (names.add(route.name())) {
                route.lookup(key, patience);
            }
        }
        return true;
    }

    boolean isWaiting(PublicKey key) {
        return asked.containsKey(key);
    }

    void found(PublicKey key) {
        asked.remove(key);
    }

    /// One route does not know the key.
    ///
    /// @return why the lookup has failed, when this was the last one
    Optional<String> missing(PublicKey key, String route, String reason) {
        Set<String> names = asked.get(key);
        if (names == null || !names.remove(route) || !names.isEmpty()) {
            return Optional.empty();
        }
        asked.remove(key);
        return Optional.of(reason);
    }
}
