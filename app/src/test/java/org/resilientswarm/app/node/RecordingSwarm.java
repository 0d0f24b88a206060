package org.resilientswarm.app.node;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.OfferedMethods;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.DatabaseInfo;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmSnapshot;

/// A swarm that records what it is asked for, and does what the test says. One thread.
final class RecordingSwarm implements Swarm {
    private static final String ANY = "*";
    static final PublicKey SELF = new PublicKey(new byte[32]);

    final List<SwarmLink> called = new ArrayList<>();
    final List<CompletableFuture<Peer>> calls = new ArrayList<>();
    final List<Peer> reachable = new ArrayList<>();
    final List<SessionInfo> sessions = new ArrayList<>();
    final RecordingRecords records = new RecordingRecords();
    final RecordingPaths paths = new RecordingPaths();

    /// What it relays.
    RelayInfo relay = RelayInfo.NONE;

    private final List<Consumer<SwarmEvent>> listeners = new ArrayList<>();
    private final Map<String, Consumer<SwarmStream>> takers = new HashMap<>();

    /// A peer opens a stream.
    void opens(SwarmStream stream) {
        String taken = takers.containsKey(stream.type()) ? stream.type() : ANY;
        Objects.requireNonNull(takers.get(taken)).accept(stream);
    }

    /// The types of streams that somebody takes.
    Set<String> taken() {
        return takers.keySet();
    }

    int listeners() {
        return listeners.size();
    }

    void emit(SwarmEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    @Override
    public PublicKey publicKey() {
        return SELF;
    }

    @Override
    public SwarmLink link() {
        return new SwarmLink(SELF, List.of(HostPort.of("192.0.2.1:7900")), null);
    }

    @Override
    public CompletableFuture<Peer> call(SwarmLink link) {
        called.add(link);
        calls.add(new CompletableFuture<>());
        return calls.getLast();
    }

    @Override
    public void addExchange(URI url) {
        throw new UnsupportedOperationException("the session adds none");
    }

    @Override
    public List<Peer> peers() {
        return reachable;
    }

    @Override
    public Optional<Peer> peer(PublicKey key) {
        return reachable.stream().filter(peer -> peer.publicKey().equals(key)).findFirst();
    }

    @Override
    public Subscription onPeer(Consumer<Peer> listener) {
        throw new UnsupportedOperationException("the session listens to events");
    }

    @Override
    public Subscription onGone(BiConsumer<PublicKey, String> listener) {
        throw new UnsupportedOperationException("the session listens to events");
    }

    @Override
    public Subscription onEvent(Consumer<SwarmEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Subscription onStream(String type, Consumer<SwarmStream> handler) {
        takers.put(type, handler);
        return () -> takers.remove(type);
    }

    @Override
    public Subscription onAnyStream(Consumer<SwarmStream> handler) {
        return onStream(ANY, handler);
    }

    @Override
    public TrafficCapture capture(CaptureOptions options) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Records records() {
        return records;
    }

    @Override
    public Paths paths() {
        return paths;
    }

    @Override
    public CompletableFuture<LinkHistory> linkHistory(PublicKey peer) {
        throw new UnsupportedOperationException("no command asks for it");
    }

    @Override
    public OfferedMethods methods() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SwarmSnapshot> refresh() {
        return CompletableFuture.completedFuture(snapshot());
    }

    @Override
    public SwarmSnapshot snapshot() {
        return new SwarmSnapshot(
                Instant.EPOCH,
                SELF,
                "self",
                link(),
                HostPort.of("0.0.0.0:7900"),
                Duration.ofMillis(1500),
                List.of(),
                sessions,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                relay,
                new DatabaseInfo(false, 12, 3456, Map.of(), List.of()),
                Map.of());
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
