package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.util.LinkedHashSet;
import org.resilientswarm.core.time.Timers;
import org.resilientswarm.core.wire.Protocol;

/// Calls to one peer on their way into streams: so many at a time, the others in order. Owned by
/// the `swarm-loop` thread.
///
/// Methods and functions have a lane each: a method that waits for a function must never keep that
/// function's call from being made.
final class CallLane {
    /// When the application has opened all streams that a session can have.
    private static final Duration FULL_SESSION_RETRY = Duration.ofMillis(50);

    private final Timers timers;
    private final LinkedHashSet<OutboundCall> waiting = new LinkedHashSet<>();

    /// Those that the session had no stream for; they go before the others.
    private final LinkedHashSet<OutboundCall> refused = new LinkedHashSet<>();

    private int open;
    private boolean sessionFull;

    CallLane(Timers timers) {
        this.timers = timers;
    }

    void add(OutboundCall call) {
        waiting.add(call);
        next();
    }

    /// A call that has no stream was given up.
    void remove(OutboundCall call) {
        waiting.remove(call);
        refused.remove(call);
    }

    /// The session had no stream for the call; it is tried again when one of this lane ends.
    void again(OutboundCall call) {
        open--;
        sessionFull = true;
        refused.add(call);
        if (open == 0) {
            timers.after(FULL_SESSION_RETRY, this::retry);
        }
    }

    /// A stream has ended. The next is opened in a task of its own: a session must not be called
    /// from within.
    void left() {
        open--;
        if (!waiting.isEmpty() || !refused.isEmpty()) {
            timers.execute(this::retry);
        }
    }

    private void retry() {
        sessionFull = false;
        next();
    }

    private void next() {
        while (open < Protocol.MAX_RPC_OPEN && !sessionFull) {
            LinkedHashSet<OutboundCall> from = refused.isEmpty() ? waiting : refused;
            if (from.isEmpty()) {
                return;
            }
            open++;
            from.removeFirst().open();
        }
    }
}
