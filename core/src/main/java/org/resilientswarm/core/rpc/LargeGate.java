package org.resilientswarm.core.rpc;

import java.util.LinkedHashSet;
import org.resilientswarm.core.wire.Protocol;

/// Lets a few large messages of a peer come in at a time, in order; so a peer can fill so much
/// memory and no more. Owned by the `swarm-loop` thread.
final class LargeGate {
    private final LinkedHashSet<IncomingMessage> waiting = new LinkedHashSet<>();
    private final LinkedHashSet<IncomingMessage> inside = new LinkedHashSet<>();

    void enter(IncomingMessage message) {
        waiting.add(message);
        next();
    }

    void leave(IncomingMessage message) {
        waiting.remove(message);
        if (inside.remove(message)) {
            next();
        }
    }

    private void next() {
        while (inside.size() < Protocol.MAX_RPC_LARGE && !waiting.isEmpty()) {
            IncomingMessage message = waiting.removeFirst();
            inside.add(message);
            message.mayGrow();
        }
    }
}
