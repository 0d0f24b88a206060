package org.resilientswarm.app.node;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// A peer by the name of Ann that records which streams are opened and which methods are called.
final class RecordingPeer implements Peer {
    static final PublicKey KEY =
            new PublicKey("a peer has 32 bytes in its key..".getBytes(StandardCharsets.US_ASCII));
    static final Path DIRECT =
            new Path(PathKind.DIRECT, List.of(), Duration.ofNanos(1_234_567), 0.25, "it works");

    final List<String> called = new ArrayList<>();
    final CompletableFuture<JsonNode> result = new CompletableFuture<>();

    /// What the next stream is.
    RecordingStream next = new RecordingStream(KEY, "next");

    @Override
    public PublicKey publicKey() {
        return KEY;
    }

    @Override
    public String name() {
        return "Ann";
    }

    @Override
    public PeerInfo info() {
        return new PeerInfo(KEY, "Ann", "", DIRECT, LinkQuality.UNKNOWN, Instant.EPOCH, 5, 7);
    }

    @Override
    public SwarmStream open(String type) {
        called.add("open " + type);
        return next;
    }

    @Override
    public CompletableFuture<PingResult> ping(int count) {
        return CompletableFuture.completedFuture(
                new PingResult(List.of(Duration.ofMillis(count)), 1));
    }

    @Override
    public RemoteMethods methods() {
        return new Methods();
    }

    private final class Methods implements RemoteMethods {
        @Override
        public CompletableFuture<JsonNode> callWithJson(String method, JsonNode json) {
            if (method.length() > 128) {
                throw new IllegalArgumentException("too long");
            }
            called.add(method + " " + json);
            return result;
        }

        @Override
        public <T> T as(Class<T> face) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> CompletableFuture<@Nullable T> call(
                Class<T> type, String method, @Nullable Object... arguments) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletableFuture<JsonNode> call(String method, @Nullable Object... arguments) {
            throw new UnsupportedOperationException();
        }

        @Override
        public RemoteMethods within(Duration limit) {
            throw new UnsupportedOperationException();
        }
    }
}
