package org.resilientswarm.core.rpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.MethodHandler;
import org.resilientswarm.core.api.OfferedMethods;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.session.StreamAcceptor;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;
import org.resilientswarm.core.session.StreamOpener;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;
import org.resilientswarm.core.wire.Protocol;

/// Remote calls of one node, in both directions.
public final class RpcService implements StreamAcceptor {
    /// The type of the streams that carry calls.
    public static final String STREAM_TYPE = "rpc";

    private final RpcRuntime runtime;
    private final Map<PublicKey, RpcSession> sessions = new ConcurrentHashMap<>();

    /// Calls fail with this from then on.
    private volatile @Nullable SwarmException closed;

    /// @param opener opens streams to peers
    /// @param io gives a virtual thread to each task
    /// @param timers the `swarm-loop` thread
    /// @param clock its time
    public RpcService(StreamOpener opener, Executor io, Timers timers, Clock clock) {
        var values = new ValueMapper();
        runtime =
                new RpcRuntime(
                        opener,
                        io,
                        timers,
                        clock,
                        values,
                        new MethodCatalogue(values.types()),
                        new AtomicLong());
    }

    /// The methods of a peer; outlives its sessions. Safe on every thread.
    public RemoteMethods methods(PublicKey peer) {
        return new RemoteCalls(this, peer, Protocol.RPC_TIMEOUT);
    }

    /// What this node offers. Safe on every thread.
    public OfferedMethods offered() {
        return runtime.offered();
    }

    /// Offers one of the swarm's own methods, whose names applications may not use. Safe on every
    /// thread.
    ///
    /// @param method `ping`, `network`, `info` or `explain`
    /// @throws IllegalArgumentException when it is none of these
    /// @throws IllegalStateException when it is offered already
    public void offerOwn(String method, MethodHandler handler) {
        runtime.offered().offerOwn(method, handler);
    }

    /// Takes a stream that brings a call. On the `swarm-loop` thread.
    @Override
    public @Nullable StreamEnd accept(StreamHandle stream) {
        if (!stream.type().equals(STREAM_TYPE) || closed != null) {
            return null;
        }
        RpcSession session = session(stream.peer());
        var call = new InboundCall(session, stream);
        session.intake().opened(call);
        return call;
    }

    /// A session is over: its calls fail, its functions are dropped. On the `swarm-loop` thread,
    /// before any stream of the next session with that peer.
    public void sessionEnded(PublicKey peer) {
        RpcSession session = sessions.remove(peer);
        if (session != null) {
            session.end(Failures.sessionLost());
        }
    }

    /// Ends all calls, those that are made later included. On the `swarm-loop` thread, or when that
    /// has ended.
    public void close() {
        var why = new SwarmException(ErrorCode.SWARM_CLOSED, "the swarm is closed");
        closed = why;
        for (PublicKey peer : List.copyOf(sessions.keySet())) {
            RpcSession session = sessions.remove(peer);
            if (session != null) {
                session.end(why);
            }
        }
    }

    ValueMapper values() {
        return runtime.values();
    }

    /// What is shared with a peer; made when there is nothing yet.
    RpcSession session(PublicKey peer) {
        RpcSession session = sessions.computeIfAbsent(peer, this::begin);
        SwarmException over = closed;
        if (over != null) {
            session.refuse(over);
        }
        return session;
    }

    private RpcSession begin(PublicKey peer) {
        return new RpcSession(peer, runtime, this::lost);
    }

    private void lost(RpcSession session) {
        if (sessions.remove(session.peer(), session)) {
            session.end(Failures.sessionLost());
        }
    }
}
