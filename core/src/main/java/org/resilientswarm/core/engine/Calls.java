package org.resilientswarm.core.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;

/// The calls of the application that wait for their peer. Owned by the `swarm-loop` thread.
final class Calls {
    private final Map<PublicKey, List<CompletableFuture<PublicKey>>> waiting = new HashMap<>();

    void add(PublicKey key, CompletableFuture<PublicKey> caller) {
        waiting.computeIfAbsent(key, _ -> new ArrayList<>()).add(caller);
    }

    void succeeded(PublicKey key) {
        take(key).forEach(caller -> caller.complete(key));
    }

    void failed(PublicKey key, ErrorCode code, String reason) {
        take(key).forEach(caller -> caller.completeExceptionally(new SwarmException(code, reason)));
    }

    void stop() {
        for (PublicKey key : List.copyOf(waiting.keySet())) {
            failed(key, ErrorCode.SWARM_CLOSED, "the swarm was closed");
        }
    }

    private List<CompletableFuture<PublicKey>> take(PublicKey key) {
        List<CompletableFuture<PublicKey>> callers = waiting.remove(key);
        return callers == null ? List.of() : callers;
    }
}
