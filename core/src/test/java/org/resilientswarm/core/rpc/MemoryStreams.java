package org.resilientswarm.core.rpc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.StreamAcceptor;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;
import org.resilientswarm.core.session.StreamOpener;
import org.resilientswarm.core.wire.Protocol;

/// The session of two nodes in memory, as strict with its ends as the real one: it calls them on
/// the loop only and never from within, gives credit, counts streams, and tells each end of its
/// last call.
final class MemoryStreams {
    private final TestLoop loop;
    private final Queue<Runnable> onTheWay = new ArrayDeque<>();

    final Side left;
    final Side right;

    /// The longest piece in which bytes are delivered.
    volatile int chunk = 16 * 1024;

    /// While it is set, nothing arrives.
    private boolean holding;

    private boolean connected = true;

    private int framesUntilTheEnd = Integer.MAX_VALUE;
    private Runnable ended = () -> {};

    /// Frames with data, both ways.
    final AtomicInteger frames = new AtomicInteger();

    MemoryStreams(TestLoop loop, PublicKey leftKey, PublicKey rightKey) {
        this.loop = loop;
        left = new Side(leftKey);
        right = new Side(rightKey);
        left.far = right;
        right.far = left;
    }

    /// One of the two nodes.
    final class Side implements StreamOpener {
        final PublicKey key;
        final Set<Half> open = new LinkedHashSet<>();
        @Nullable Side far;
        StreamAcceptor acceptor = _ -> null;

        /// Streams that this side opened at the same time at most.
        volatile int mostOpened;

        private int opened;

        Side(PublicKey key) {
            this.key = key;
        }

        @Override
        public StreamHandle open(PublicKey peer, String type, StreamEnd end) {
            var near = new Half(this, type, true);
            near.end = end;
            loop.execute(near::begin);
            return near;
        }

        Side far() {
            return Objects.requireNonNull(far);
        }
    }

    /// Holds everything that is sent from now on.
    void hold() {
        loop.on(() -> holding = true);
    }

    /// Delivers what was held.
    void release() {
        loop.on(
                () -> {
                    holding = false;
                    onTheWay.forEach(loop::execute);
                    onTheWay.clear();
                    return true;
                });
    }

    /// Ends the session; both sides may begin another one at once.
    void endSession(Runnable ended) {
        loop.on(
                () -> {
                    lose(ended);
                    return true;
                });
    }

    /// Ends the session when so many more frames were sent.
    void endAfter(int count, Runnable told) {
        loop.on(
                () -> {
                    framesUntilTheEnd = count;
                    ended = told;
                    return true;
                });
    }

    private void lose(Runnable told) {
        onTheWay.clear();
        for (Side side : List.of(left, right)) {
            for (Half half : List.copyOf(side.open)) {
                half.die(ResetCode.SESSION_LOST, true);
            }
        }
        told.run();
    }

    void disconnect(Runnable ended) {
        loop.on(() -> connected = false);
        endSession(ended);
    }

    int openStreams() {
        return loop.on(() -> left.open.size() + right.open.size());
    }

    private void send(Runnable arrival) {
        if (holding) {
            onTheWay.add(arrival);
        } else {
            loop.execute(arrival);
        }
    }

    /// One side's half of a stream.
    final class Half implements StreamHandle {
        private final Side side;
        private final String type;
        private final boolean outbound;
        StreamEnd end = new SilentEnd();
        private @Nullable Half far;
        private long id;
        private boolean dead;
        private boolean over;
        private boolean within;
        private boolean finSent;
        private boolean finCame;
        private int sent;
        private int came;
        private int consumed;

        /// How much may be sent altogether; the far side's credit.
        private int limit = Protocol.STREAM_CREDIT_FIRST;

        Half(Side side, String type, boolean outbound) {
            this.side = side;
            this.type = type;
            this.outbound = outbound;
        }

        private void begin() {
            if (!connected) {
                die(ResetCode.SESSION_LOST, true);
            } else if (side.opened >= Protocol.MAX_STREAMS) {
                die(ResetCode.LIMIT, true);
            } else if (!dead) {
                id = 2L * ++numbers;
                side.open.add(this);
                side.opened++;
                side.mostOpened = Math.max(side.mostOpened, side.opened);
                var other = new Half(side.far(), type, false);
                far = other;
                other.far = this;
                other.id = id;
                send(other::beginThere);
                pump();
            }
        }

        private void beginThere() {
            if (dead) {
                return;
            }
            side.open.add(this);
            StreamEnd taken = side.acceptor.accept(this);
            if (taken == null) {
                reset(ResetCode.NOT_TAKEN);
                return;
            }
            end = taken;
            grant(Protocol.STREAM_CREDIT);
        }

        private void grant(int newLimit) {
            Half other = far;
            if (other != null) {
                send(
                        () -> {
                            other.limit = Math.max(other.limit, newLimit);
                            other.pump();
                        });
            }
        }

        private void call(Runnable task) {
            loop.requireLoop();
            if (within) {
                throw new IllegalStateException("called from within");
            }
            within = true;
            try {
                task.run();
            } finally {
                within = false;
            }
        }

        private void pump() {
            while (!dead && id != 0 && !finSent && sendOne()) {
                // Until there is nothing to send.
            }
        }

        private boolean sendOne() {
            var content = new ArrayList<byte[]>();
            var fin = new boolean[1];
            call(
                    () -> {
                        int room = Math.min(chunk, limit - sent);
                        byte[] bytes = new byte[Math.max(room, 0)];
                        int count = room > 0 ? end.pull(bytes, 0, room) : 0;
                        content.add(Arrays.copyOf(bytes, count));
                        fin[0] = end.finishing() && end.waiting() == 0;
                    });
            byte[] bytes = content.getFirst();
            if (bytes.length == 0 && !fin[0]) {
                return false;
            }
            sent += bytes.length;
            finSent = fin[0];
            frames.incrementAndGet();
            if (framesUntilTheEnd-- == 0) {
                loop.execute(() -> lose(ended));
            }
            Half other = Objects.requireNonNull(far);
            send(() -> other.arrive(bytes, fin[0]));
            return true;
        }

        private void arrive(byte[] bytes, boolean fin) {
            if (dead) {
                return;
            }
            came += bytes.length;
            if (bytes.length > 0) {
                call(() -> end.received(bytes, 0, bytes.length));
            }
            if (fin) {
                finCame = true;
                call(end::finished);
                Half other = Objects.requireNonNull(far);
                send(other::acknowledged);
                closeWhenDone();
            }
        }

        /// The far side has everything.
        private boolean delivered;

        private void acknowledged() {
            delivered = true;
            closeWhenDone();
        }

        private void closeWhenDone() {
            if (!dead && finCame && delivered && !over) {
                leave();
                call(end::closed);
            }
        }

        private void leave() {
            over = true;
            dead = true;
            if (side.open.remove(this) && outbound) {
                side.opened--;
            }
        }

        void die(ResetCode code, boolean local) {
            if (!dead) {
                leave();
                call(() -> end.reset(code, local));
            }
        }

        @Override
        public PublicKey peer() {
            return side.far().key;
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
            loop.execute(this::pump);
        }

        @Override
        public void consumed(int bytes) {
            loop.execute(
                    () -> {
                        consumed += bytes;
                        if (consumed > came) {
                            throw new IllegalStateException("more consumed than came");
                        }
                        grant(Protocol.STREAM_CREDIT + consumed);
                    });
        }

        @Override
        public void reset(ResetCode code) {
            loop.execute(
                    () -> {
                        if (dead) {
                            return;
                        }
                        die(code, true);
                        Half other = far;
                        if (other != null) {
                            send(() -> other.die(code, false));
                        }
                    });
        }
    }

    private int numbers;

    /// An end that neither says nor hears anything.
    static class SilentEnd implements StreamEnd {
        @Override
        public int pull(byte[] target, int at, int max) {
            return 0;
        }

        @Override
        public int waiting() {
            return 0;
        }

        @Override
        public boolean finishing() {
            return false;
        }

        @Override
        public void received(byte[] bytes, int from, int length) {}

        @Override
        public void finished() {}

        @Override
        public void reset(ResetCode code, boolean local) {}

        @Override
        public void closed() {}
    }
}
