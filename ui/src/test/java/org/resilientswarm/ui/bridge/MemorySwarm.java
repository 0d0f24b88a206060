package org.resilientswarm.ui.bridge;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.OfferedMethods;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmSnapshot;

/// A node that says what a test tells it to say, also while it is being watched.
public final class MemorySwarm implements Swarm {
    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

    private final PublicKey self;
    private final String name;
    private final List<PeerInfo> peers = new ArrayList<>();
    private final List<LinkInfo> links = new ArrayList<>();
    private final List<MemberInfo> members = new ArrayList<>();
    private final List<Consumer<SwarmEvent>> listeners = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Peer> answer = new CompletableFuture<>();
    private final MemoryPaths paths = new MemoryPaths();
    private List<MemberNetwork> topology = List.of();
    private RelayInfo relay = RelayInfo.NONE;
    private final List<SessionInfo> sessions = new ArrayList<>();
    private final List<MemoryStream> opened = new ArrayList<>();
    private final Map<String, Consumer<SwarmStream>> takers = new HashMap<>();
    private final MemoryCapture capture = new MemoryCapture();
    private final MemoryRecords records = new MemoryRecords(this);
    private volatile boolean closed;

    public MemorySwarm(int number) {
        self = key(number);
        name = "node" + number;
    }

    /// A key that only tests use.
    public static PublicKey key(int number) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        bytes[0] = (byte) number;
        bytes[31] = 1;
        return new PublicKey(bytes);
    }

    public static LinkQuality quality(long rttMillis) {
        return new LinkQuality(Duration.ofMillis(rttMillis), Duration.ofMillis(1), 0, 10);
    }

    public synchronized MemorySwarm linked(int other, LinkState state) {
        return linked(other, state, 5);
    }

    /// A link with this round-trip time.
    public synchronized MemorySwarm linked(int other, LinkState state, long rttMillis) {
        links.removeIf(link -> link.peer().equals(key(other)));
        links.add(
                new LinkInfo(
                        key(other),
                        state,
                        "as told",
                        quality(rttMillis),
                        true,
                        NOON,
                        null,
                        100,
                        200));
        return this;
    }

    public synchronized MemorySwarm talksWith(int other, long bytesIn) {
        peers.removeIf(peer -> peer.key().equals(key(other)));
        Path path = new Path(PathKind.DIRECT, List.of(), Duration.ofMillis(5), 0, "only one");
        peers.add(
                new PeerInfo(
                        key(other), "node" + other, "test", path, quality(5), NOON, bytesIn, 0));
        return linked(other, LinkState.GOOD);
    }

    public synchronized MemorySwarm relays(int other, int... via) {
        peers.removeIf(peer -> peer.key().equals(key(other)));
        Path path =
                new Path(
                        PathKind.RELAY,
                        IntStream.of(via).mapToObj(MemorySwarm::key).toList(),
                        Duration.ofMillis(9),
                        0,
                        "no direct way");
        peers.add(new PeerInfo(key(other), "node" + other, "test", path, quality(9), NOON, 0, 0));
        return this;
    }

    public synchronized MemorySwarm knows(int other) {
        members.add(new MemberInfo(key(other), "node" + other, false, "not needed"));
        return this;
    }

    public synchronized MemorySwarm forgets(int other) {
        peers.removeIf(peer -> peer.key().equals(key(other)));
        links.removeIf(link -> link.peer().equals(key(other)));
        members.removeIf(member -> member.key().equals(key(other)));
        return this;
    }

    public void tell(SwarmEvent event) {
        listeners.forEach(listener -> listener.accept(event));
    }

    /// Ends the call that the console made.
    public CompletableFuture<Peer> answer() {
        return answer;
    }

    public boolean isClosed() {
        return closed;
    }

    public boolean isListenedTo() {
        return !listeners.isEmpty();
    }

    @Override
    public PublicKey publicKey() {
        return self;
    }

    @Override
    public SwarmLink link() {
        return new SwarmLink(self, List.of(), name);
    }

    @Override
    public CompletableFuture<Peer> call(SwarmLink link) {
        return answer;
    }

    @Override
    public void addExchange(URI url) {}

    @Override
    public List<Peer> peers() {
        return List.of();
    }

    @Override
    public Optional<Peer> peer(PublicKey key) {
        return peers.stream()
                .filter(peer -> peer.key().equals(key))
                .findFirst()
                .map(peer -> new MemoryPeer(key, _ -> open(key)));
    }

    private MemoryStream open(PublicKey key) {
        var stream = new MemoryStream(key.bytes()[0], 4L * (opened.size() + 1), true);
        opened.add(stream);
        return stream;
    }

    /// The streams that the console opened.
    public List<MemoryStream> opened() {
        return opened;
    }

    /// A peer opens a stream of this type, which somebody must take.
    public MemoryStream takes(String type, MemoryStream stream) {
        Objects.requireNonNull(takers.get(type), type).accept(stream);
        return stream;
    }

    public boolean isTaken(String type) {
        return takers.containsKey(type);
    }

    /// What the engine says of a session from now on.
    public synchronized MemorySwarm converses(SessionInfo session) {
        sessions.removeIf(old -> old.peer().equals(session.peer()));
        sessions.add(session);
        return this;
    }

    @Override
    public Subscription onPeer(Consumer<Peer> listener) {
        return () -> {};
    }

    @Override
    public Subscription onGone(BiConsumer<PublicKey, String> listener) {
        return () -> {};
    }

    @Override
    public Subscription onEvent(Consumer<SwarmEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public Subscription onStream(String type, Consumer<SwarmStream> handler) {
        if (takers.putIfAbsent(type, handler) != null) {
            throw new IllegalStateException("taken");
        }
        return () -> takers.remove(type, handler);
    }

    @Override
    public Subscription onAnyStream(Consumer<SwarmStream> handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TrafficCapture capture(CaptureOptions options) {
        return capture;
    }

    /// What this node sends and receives.
    public MemoryCapture capture() {
        return capture;
    }

    @Override
    public Records records() {
        return records;
    }

    /// What this node's database holds.
    public MemoryRecords database() {
        return records;
    }

    /// Lets the members say this of their links.
    public synchronized void topology(List<MemberNetwork> networks) {
        topology = List.copyOf(networks);
    }

    /// What a member says of its links, each with a round trip of as many milliseconds.
    public static MemberNetwork report(int member, Map<Integer, Integer> rttMillis) {
        return new MemberNetwork(
                key(member),
                true,
                0,
                rttMillis.entrySet().stream()
                        .map(
                                link ->
                                        new MemberNetwork.Link(
                                                key(link.getKey()),
                                                Duration.ofMillis(link.getValue()),
                                                Duration.ofMillis(1),
                                                0,
                                                NOON))
                        .toList(),
                NOON);
    }

    /// Lets this node relay so.
    public synchronized void relay(RelayInfo info) {
        relay = info;
    }

    @Override
    public MemoryPaths paths() {
        return paths;
    }

    @Override
    public CompletableFuture<LinkHistory> linkHistory(PublicKey peer) {
        throw new UnsupportedOperationException();
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
    public synchronized SwarmSnapshot snapshot() {
        return new SwarmSnapshot(
                NOON,
                self,
                name,
                link(),
                null,
                Duration.ofSeconds(1),
                peers,
                sessions,
                links,
                members,
                List.of(),
                topology,
                relay,
                records.info(),
                Map.of());
    }

    @Override
    public void close() {
        closed = true;
    }
}
