package org.resilientswarm.app.node;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;

/// A stream that gives the chunks of a test to read, and records what is written. One thread: where
/// a real stream would wait, this one fails.
final class RecordingStream implements SwarmStream {
    final ByteArrayOutputStream written = new ByteArrayOutputStream();
    final CompletableFuture<Void> done = new CompletableFuture<>();
    boolean finished;
    Runnable onFinish = () -> {};

    /// How many bytes have been read.
    long read;

    @Nullable StreamListener listener;
    private final PublicKey peer;
    private final String type;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private @Nullable StreamResetException reset;
    private boolean resetWhenWritten;

    RecordingStream(PublicKey peer, String type) {
        this.peer = peer;
        this.type = type;
    }

    RecordingStream arrives(byte[] chunk) {
        chunks.add(chunk);
        return this;
    }

    RecordingStream arrives(String chunk) {
        return arrives(chunk.getBytes(StandardCharsets.UTF_8));
    }

    /// After the chunks there is a reset instead of the end.
    RecordingStream resetWith(ResetCode code) {
        reset = new StreamResetException(code, "because of " + code);
        return this;
    }

    /// And writing fails, too.
    RecordingStream resetAtOnceWith(ResetCode code) {
        resetWhenWritten = true;
        return resetWith(code);
    }

    String writtenText() {
        return written.toString(StandardCharsets.UTF_8);
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
        return 4;
    }

    @Override
    public boolean outbound() {
        return false;
    }

    @Override
    public InputStream input() {
        return new Chunks();
    }

    @Override
    public OutputStream output() {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                write(new byte[] {(byte) value}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                if (resetWhenWritten && reset != null) {
                    throw reset;
                }
                written.write(bytes, from, length);
            }

            @Override
            public void close() {
                finish();
            }
        };
    }

    @Override
    public void receive(StreamListener newListener) {
        listener = newListener;
    }

    @Override
    public CompletableFuture<Void> send(byte[] bytes) {
        written.writeBytes(bytes);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void finish() {
        if (!finished) {
            finished = true;
            onFinish.run();
        }
    }

    @Override
    public CompletableFuture<Void> done() {
        return done;
    }

    @Override
    public void reset(ResetCode code) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        finish();
    }

    private final class Chunks extends InputStream {
        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] target, int at, int length) throws IOException {
            byte[] chunk = chunks.poll();
            if (chunk == null) {
                if (reset != null) {
                    throw reset;
                }
                return -1;
            }
            int count = Math.min(length, chunk.length);
            System.arraycopy(chunk, 0, target, at, count);
            if (count < chunk.length) {
                chunks.addFirst(java.util.Arrays.copyOfRange(chunk, count, chunk.length));
            }
            read += count;
            return count;
        }

        /// A chunk is there only when it is read: each comes with a packet of its own.
        @Override
        public int available() {
            return 0;
        }
    }
}
