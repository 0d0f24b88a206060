package org.resilientswarm.core.rpc;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;

/// The functions of a peer that are in use here, for one session. Safe on every thread.
///
/// Whatever is made of a function holds its [Lease]. When the lease is garbage, so is everything,
/// and the peer is told; finding out costs no thread, the queue of such leases is looked at now and
/// then.
final class HeldFunctions {
    /// One function in use.
    static final class Lease {
        /// Its number at the peer.
        final long id;

        /// The first number under which the peer handed over the same function.
        final long same;

        volatile boolean released;

        Lease(long id, long same) {
            this.id = id;
            this.same = same;
        }
    }

    private static final class Watch extends WeakReference<Lease> {
        final long id;

        Watch(Lease lease, ReferenceQueue<Lease> garbage) {
            super(lease, garbage);
            id = lease.id;
        }
    }

    private final ReferenceQueue<Lease> garbage = new ReferenceQueue<>();
    private final Map<Long, Watch> watches = new HashMap<>();

    /// Garbage that the peer could not be told of yet.
    private final List<Long> untold = new ArrayList<>();

    /// A function came in.
    ///
    /// @throws MalformedException when the peer has handed over too many
    synchronized Lease hold(long id, long same) throws MalformedException {
        Watch watch = watches.get(id);
        Lease known = watch == null ? null : watch.get();
        if (known != null) {
            return known;
        }
        if (watches.size() >= Protocol.MAX_RPC_FUNCTIONS) {
            throw new MalformedException(
                    ErrorCode.LIMIT_REACHED,
                    "%d functions were handed over already".formatted(watches.size()));
        }
        var lease = new Lease(id, same);
        watches.put(id, new Watch(lease, garbage));
        return lease;
    }

    /// Gives a function up by hand.
    ///
    /// @return whether the peer must be told
    synchronized boolean release(Lease lease) {
        lease.released = true;
        return watches.remove(lease.id) != null;
    }

    /// The numbers of those that are garbage and that the peer does not know of.
    synchronized List<Long> collect() {
        var released = new ArrayList<Long>(untold);
        untold.clear();
        for (Watch watch = poll(); watch != null; watch = poll()) {
            if (watches.remove(watch.id, watch)) {
                released.add(watch.id);
            }
        }
        return released;
    }

    /// The peer could not be told of these.
    synchronized void keep(List<Long> ids) {
        untold.addAll(ids);
    }

    private @Nullable Watch poll() {
        return (Watch) garbage.poll();
    }

    synchronized int count() {
        return watches.size() + untold.size();
    }
}
