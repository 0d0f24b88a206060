package org.resilientswarm.core.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.session.StreamAcceptor;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;
import org.resilientswarm.core.session.StreamOpener;
import org.resilientswarm.core.wire.SessionCodec;

/// Opens streams to peers and finds takers for those that peers open. Safe on every thread, but for
/// [#accept].
final class Streams implements StreamOpener {
    /// Types of streams that are not the application's.
    private static final java.util.Set<String> RESERVED = java.util.Set.of("db", "rpc", "relay");

    private static final String ANY = "";

    /// Runs a task on the loop, or tells that there is no loop any more.
    @FunctionalInterface
    interface Loop {
        void post(Runnable task, Runnable whenStopped);
    }

    private final Sessions sessions;
    private final Loop loop;
    private final Executor io;
    private final BiConsumer<Thread, Throwable> strayHandler;
    private final Map<String, StreamAcceptor> own = new ConcurrentHashMap<>();
    private final Map<String, Consumer<SwarmStream>> takers = new ConcurrentHashMap<>();

    Streams(Sessions sessions, Loop loop, Executor io, BiConsumer<Thread, Throwable> strayHandler) {
        this.sessions = sessions;
        this.loop = loop;
        this.io = io;
        this.strayHandler = strayHandler;
    }

    /// Streams of one of the swarm's own types are taken by this acceptor.
    void own(String type, StreamAcceptor acceptor) {
        own.put(type, acceptor);
    }

    /// Streams of this type are taken by this handler until the subscription is closed.
    Subscription take(String type, Consumer<SwarmStream> handler) {
        requireApplications(type);
        return put(type, handler);
    }

    /// And those that nobody else takes by this one.
    Subscription takeAny(Consumer<SwarmStream> handler) {
        return put(ANY, handler);
    }

    private Subscription put(String type, Consumer<SwarmStream> handler) {
        if (takers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException(
                    type.equals(ANY)
                            ? "all other streams are taken already"
                            : "streams of type '" + type + "' are taken already");
        }
        return () -> takers.remove(type, handler);
    }

    private static void requireApplications(String type) {
        if (!SessionCodec.isStreamType(type)) {
            throw new IllegalArgumentException(
                    "'" + type + "' is no type of stream: 1 to 64 printable ASCII characters");
        }
        if (RESERVED.contains(type)) {
            throw new IllegalArgumentException("'" + type + "' streams are the swarm's own");
        }
    }

    /// Opens a stream of the application's.
    SwarmStream open(PublicKey peer, String type) {
        requireApplications(type);
        var handle = new Handle(peer, type, true);
        var stream = new EngineStream(handle, io);
        open(handle, stream);
        return stream;
    }

    @Override
    public StreamHandle open(PublicKey peer, String type, StreamEnd end) {
        var handle = new Handle(peer, type, true);
        open(handle, end);
        return handle;
    }

    private void open(Handle handle, StreamEnd end) {
        loop.post(
                () -> {
                    Session session = sessions.session(handle.peer);
                    if (session == null) {
                        end.reset(ResetCode.SESSION_LOST, true);
                        return;
                    }
                    long id = session.open(handle.type, end);
                    if (id == 0) {
                        end.reset(ResetCode.LIMIT, true);
                        return;
                    }
                    handle.bind(session, id);
                    sessions.touch(handle.peer);
                },
                () -> end.reset(ResetCode.SESSION_LOST, true));
    }

    /// Finds an end for a stream that a peer opens. On the loop.
    @Nullable StreamEnd accept(Session session, long id, String type) {
        var handle = new Handle(session.peer(), type, false);
        handle.bind(session, id);
        StreamAcceptor acceptor = own.get(type);
        if (acceptor != null) {
            return acceptor.accept(handle);
        }
        Consumer<SwarmStream> taker = takers.get(type);
        if (taker == null && !RESERVED.contains(type)) {
            taker = takers.get(ANY);
        }
        if (taker == null) {
            return null;
        }
        var stream = new EngineStream(handle, io);
        Consumer<SwarmStream> chosen = taker;
        io.execute(() -> serve(chosen, stream));
        return stream;
    }

    private void serve(Consumer<SwarmStream> taker, SwarmStream stream) {
        try {
            taker.accept(stream);
        } catch (RuntimeException | Error thrown) {
            stream.reset(ResetCode.FAILED);
            strayHandler.accept(Thread.currentThread(), thrown);
        }
    }

    private final class Handle implements StreamHandle {
        private final PublicKey peer;
        private final String type;
        private final boolean outbound;
        private volatile long id;

        /// For the loop only; null until the stream is opened.
        private @Nullable Session session;

        Handle(PublicKey peer, String type, boolean outbound) {
            this.peer = peer;
            this.type = type;
            this.outbound = outbound;
        }

        void bind(Session opened, long number) {
            session = opened;
            id = number;
        }

        @Override
        public PublicKey peer() {
            return peer;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public long id() {
            return id;
        }

        @Override
        public boolean outbound() {
            return outbound;
        }

        @Override
        public void ready() {
            post(opened -> opened.ready(id));
        }

        @Override
        public void consumed(int bytes) {
            post(opened -> opened.consumed(id, bytes));
        }

        @Override
        public void reset(ResetCode code) {
            post(opened -> opened.reset(id, code));
        }

        private void post(Consumer<Session> task) {
            loop.post(
                    () -> {
                        Session opened = session;
                        if (opened != null) {
                            task.accept(opened);
                            sessions.touch(peer);
                        }
                    },
                    () -> {});
        }
    }
}
