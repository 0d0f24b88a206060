package org.resilientswarm.core.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;

/// A stream as the application sees it, and as the session sees it: the two meet in its buffers.
final class EngineStream implements SwarmStream, StreamEnd {
    /// After [#close] the far side may go on for this many bytes before it is told to stop.
    private static final int MAX_UNWANTED = 64 * 1024;

    private final StreamHandle handle;
    private final Executor io;
    private final OutgoingBytes outgoing = new OutgoingBytes();
    private final IncomingBytes incoming = new IncomingBytes();
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private final Input input = new Input();
    private final Output output = new Output();

    /// Set once, under this.
    private volatile @Nullable StreamDelivery delivery;

    private volatile boolean unwanted;
    private int unwantedBytes;

    EngineStream(StreamHandle handle, Executor io) {
        this.handle = handle;
        this.io = io;
    }

    // For the application

    @Override
    public PublicKey peer() {
        return handle.peer();
    }

    @Override
    public String type() {
        return handle.type();
    }

    @Override
    public long id() {
        return handle.id();
    }

    @Override
    public boolean outbound() {
        return handle.outbound();
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public void receive(StreamListener listener) {
        StreamDelivery made;
        synchronized (this) {
            if (delivery != null) {
                throw new IllegalStateException("the stream has a listener already");
            }
            made = new StreamDelivery(incoming, listener, handle, io);
            delivery = made;
        }
        made.news();
    }

    @Override
    public CompletableFuture<Void> send(byte[] bytes) {
        return outgoing.send(bytes, handle::ready);
    }

    @Override
    public void finish() {
        if (outgoing.end()) {
            handle.ready();
        }
    }

    @Override
    public CompletableFuture<Void> done() {
        return done.copy();
    }

    @Override
    public void reset(ResetCode code) {
        handle.reset(code);
    }

    @Override
    public void close() {
        finish();
        unwanted = true;
        while (incoming.readAll() != null) {
            // Nobody wants it.
        }
        int consumed = incoming.consumed();
        if (consumed > 0) {
            handle.consumed(consumed);
        }
    }

    @Override
    public String toString() {
        return type() + " stream " + id() + " with " + peer().shortText();
    }

    // For the session, on the loop

    @Override
    public int pull(byte[] target, int at, int max) {
        var freed = new ArrayList<CompletableFuture<Void>>(0);
        int count = outgoing.pull(target, at, max, freed);
        if (!freed.isEmpty()) {
            io.execute(() -> freed.forEach(future -> future.complete(null)));
        }
        return count;
    }

    @Override
    public int waiting() {
        return outgoing.waiting();
    }

    @Override
    public boolean finishing() {
        return outgoing.ended();
    }

    @Override
    public void received(byte[] bytes, int from, int length) {
        if (unwanted) {
            unwantedBytes += length;
            if (unwantedBytes > MAX_UNWANTED) {
                handle.reset(ResetCode.CANCELLED);
            }
            return;
        }
        incoming.add(bytes, from, length);
        tellListener();
    }

    @Override
    public void finished() {
        incoming.end();
        tellListener();
    }

    @Override
    public void reset(ResetCode code, boolean local) {
        var why = new StreamResetException(code, sentence(code, local));
        incoming.reset(why);
        List<CompletableFuture<Void>> waiting = outgoing.reset(why);
        tellListener();
        io.execute(
                () -> {
                    waiting.forEach(future -> future.completeExceptionally(why));
                    done.completeExceptionally(why);
                });
    }

    @Override
    public void closed() {
        io.execute(() -> done.complete(null));
    }

    private void tellListener() {
        StreamDelivery listening = delivery;
        if (listening != null) {
            listening.news();
        }
    }

    private String sentence(ResetCode code, boolean local) {
        String peer = peer().shortText();
        return switch (code) {
            case CANCELLED ->
                    local
                            ? "the stream was reset by this side"
                            : peer + " does not want the stream any more";
            case NOT_TAKEN ->
                    peer + " takes no streams of type '" + type() + "': start what serves it there";
            case LIMIT ->
                    "too many streams are open between this node and " + peer + ": close some";
            case FAILED ->
                    "what serves '" + type() + "' streams failed" + (local ? "" : " at " + peer);
            case SESSION_LOST -> "the session with " + peer + " ended; call it again";
            case OTHER ->
                    peer + " has reset the stream for a reason that this version does not know";
        };
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("the thread was interrupted");
    }

    private final class Input extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int at, int length) throws IOException {
            Objects.checkFromIndexSize(at, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (delivery != null) {
                throw new IOException("the stream has a listener, which gets what comes in");
            }
            try {
                int count = incoming.read(target, at, length);
                int consumed = incoming.consumed();
                if (consumed > 0) {
                    handle.consumed(consumed);
                }
                return count;
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        @Override
        public int available() {
            return incoming.available();
        }

        @Override
        public void close() {
            if (!incoming.ended()) {
                handle.reset(ResetCode.CANCELLED);
            }
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Objects.checkFromIndexSize(from, length, bytes.length);
            try {
                outgoing.write(bytes, from, length, handle::ready);
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }

        @Override
        public void close() {
            finish();
        }
    }
}
