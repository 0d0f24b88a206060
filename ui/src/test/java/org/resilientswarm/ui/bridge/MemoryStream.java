package org.resilientswarm.ui.bridge;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.ResetCode;

/// A stream whose far side is the test.
public final class MemoryStream implements SwarmStream {
    private final PublicKey peer;
    private final long id;
    private final boolean outbound;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private @Nullable StreamListener listener;
    private String sent = "";
    private boolean finished;
    private boolean closed;
    private @Nullable ResetCode reset;

    public MemoryStream(int peer, long id, boolean outbound) {
        this.peer = MemorySwarm.key(peer);
        this.id = id;
        this.outbound = outbound;
    }

    /// The far side says something.
    public MemoryStream says(String text) {
        return says(text.getBytes(StandardCharsets.UTF_8));
    }

    public MemoryStream says(byte[] bytes) {
        Objects.requireNonNull(listener).onData(bytes);
        return this;
    }

    /// The far side has said its last.
    public void ends() {
        Objects.requireNonNull(listener).onEnd();
    }

    /// Both sides have ended, and everything is there.
    public void isDone() {
        done.complete(null);
    }

    /// The stream is reset.
    public void breaks(ResetCode code, String message) {
        done.completeExceptionally(new StreamResetException(code, message));
        Objects.requireNonNull(listener).onReset(code);
    }

    public String sent() {
        return sent;
    }

    public boolean isFinished() {
        return finished;
    }

    public boolean isClosed() {
        return closed;
    }

    public @Nullable ResetCode resetCode() {
        return reset;
    }

    @Override
    public PublicKey peer() {
        return peer;
    }

    @Override
    public String type() {
        return "text";
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
    public InputStream input() {
        throw new UnsupportedOperationException();
    }

    @Override
    public OutputStream output() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void receive(StreamListener newListener) {
        listener = newListener;
    }

    @Override
    public CompletableFuture<Void> send(byte[] bytes) {
        sent += new String(bytes, StandardCharsets.UTF_8);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void finish() {
        finished = true;
    }

    @Override
    public CompletableFuture<Void> done() {
        return done.copy();
    }

    @Override
    public void reset(ResetCode code) {
        reset = code;
        breaks(code, "the stream was reset by this side");
    }

    @Override
    public void close() {
        finished = true;
        closed = true;
    }
}
