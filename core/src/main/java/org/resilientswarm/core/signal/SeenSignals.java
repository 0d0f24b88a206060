package org.resilientswarm.core.signal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;

/// Remembers the newest [Protocol#MAX_SEEN_SIGNALS] ids of signals. Owned by one thread.
///
/// The id is covered by the signature, so that only the sender can make a new one; and a signal is
/// too old to be delivered long before so many others came by.
public final class SeenSignals {
    private final Set<Signal.Id> ids = new HashSet<>();
    private final Deque<Signal.Id> order = new ArrayDeque<>();

    /// Whether the signal came before.
    public boolean contains(Signal signal) {
        return ids.contains(new Signal.Id(signal.id()));
    }

    /// Remembers a signal, which must have been verified: a forged one would keep the true one out.
    public void add(Signal signal) {
        var id = new Signal.Id(signal.id());
        if (ids.add(id)) {
            order.addLast(id);
        }
        if (order.size() > Protocol.MAX_SEEN_SIGNALS) {
            ids.remove(order.removeFirst());
        }
    }
}
