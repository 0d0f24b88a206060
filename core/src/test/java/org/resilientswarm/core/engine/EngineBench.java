package org.resilientswarm.core.engine;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.event.SignalEvent.SignalRefused;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.store.MemoryStore;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Signal;

/// A real engine between an exchange and links that are only the test's hands: what the engine
/// sends arrives at [RawNeighbour]s, and what they send is whatever the test wants.
final class EngineBench {
    static final URI EXCHANGE = URI.create("ws://exchange.test:7900");

    final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    final List<SwarmEvent> events = new ArrayList<>();

    /// The exchanges that the engine opened, in order, and what they were asked.
    final List<URI> opened = new ArrayList<>();

    final List<PublicKey> lookups = new ArrayList<>();
    private final Identity identity = Identity.ofSeed(seed(100));
    private final Random random = new Random(1);
    private final Map<PublicKey, RawNeighbour> neighbours = new HashMap<>();
    private final Map<Long, RawNeighbour> byLink = new HashMap<>();
    private final FullDiskStore store = new FullDiskStore(new MemoryStore(time::execute));
    private final Engine engine;
    private @Nullable Consumer<LinkInput> links;
    private @Nullable Consumer<SignalInput> exchange;
    private @Nullable Supplier<PeerCard> card;

    EngineBench() {
        this(false);
    }

    /// @param full whether the disk is full at the start
    EngineBench(boolean full) {
        this(full, CompletableFuture.completedFuture(KnownRecords.none(new Random(1))));
    }

    /// @param known what the store has, once it has been read
    EngineBench(CompletableFuture<KnownRecords> known) {
        this(false, known);
    }

    private EngineBench(boolean full, CompletableFuture<KnownRecords> known) {
        store.full = full;
        engine =
                new Engine(
                        new EngineSetup(
                                identity,
                                "bench",
                                time,
                                time,
                                this::transport,
                                this::route,
                                store,
                                known,
                                time::execute,
                                random,
                                new SecureRandom(),
                                events::add,
                                null,
                                List.of(),
                                null,
                                List.of(EXCHANGE),
                                RelayPolicy.DEFAULT),
                        () -> {});
        engine.start();
        time.pass(Duration.ZERO);
    }

    static byte[] seed(int value) {
        byte[] seed = new byte[32];
        seed[0] = (byte) value;
        seed[1] = (byte) (value >>> 8);
        return seed;
    }

    Engine engine() {
        return engine;
    }

    /// What the engine stores in, which can be filled up.
    FullDiskStore store() {
        return store;
    }

    PublicKey key() {
        return identity.publicKey();
    }

    PeerCard card() {
        return Objects.requireNonNull(card).get();
    }

    Random random() {
        return random;
    }

    /// Somebody whom the test plays, not linked yet.
    RawNeighbour stranger(int seed) {
        var neighbour = new RawNeighbour(this, Identity.ofSeed(seed(seed)));
        neighbours.put(neighbour.key(), neighbour);
        return neighbour;
    }

    /// A neighbour whose link is up and who behaves until told otherwise.
    RawNeighbour neighbour(int seed) {
        return stranger(seed).offersAndConnects().greets();
    }

    long refused(ErrorCode code) {
        return engine.snapshot().refused().getOrDefault(code, 0L);
    }

    boolean isPeer(RawNeighbour neighbour) {
        return engine.snapshot().peers().stream()
                .anyMatch(peer -> peer.key().equals(neighbour.key()));
    }

    List<ErrorCode> refusedSignals() {
        return events.stream()
                .filter(SignalRefused.class::isInstance)
                .map(event -> ((SignalRefused) event).code())
                .toList();
    }

    void tell(LinkInput input) {
        Objects.requireNonNull(links).accept(input);
        time.pass(Duration.ZERO);
    }

    void tell(SignalInput input) {
        Objects.requireNonNull(exchange).accept(input);
        time.pass(Duration.ZERO);
    }

    private Transport transport(Consumer<LinkInput> sink) {
        links = sink;
        return new HandTransport();
    }

    private SignalRoute route(
            URI url, Identity owner, Supplier<PeerCard> ownCard, Consumer<SignalInput> sink) {
        opened.add(url);
        if (url.equals(EXCHANGE)) {
            exchange = sink;
            card = ownCard;
        }
        return new HandRoute(url);
    }

    private final class HandTransport implements Transport {
        @Override
        public void offer(long link) {
            described(link, "hand:" + link);
        }

        @Override
        public void accept(long link, Description offer) {
            RawNeighbour neighbour =
                    neighbours.values().stream()
                            .filter(candidate -> offer.sdp().equals(candidate.sdp()))
                            .findFirst()
                            .orElseThrow();
            byLink.put(link, neighbour);
            neighbour.isAccepted(link);
            described(link, "hand:" + link);
        }

        private void described(long link, String sdp) {
            var description = new Description(sdp, List.of());
            time.execute(
                    () ->
                            Objects.requireNonNull(links)
                                    .accept(new LinkInput.Described(link, description)));
        }

        @Override
        public void complete(long link, Description answer) {
            // The test opens links itself.
        }

        @Override
        public void addCandidates(long link, List<Candidate> candidates) {
            // There is nowhere to send to.
        }

        @Override
        public void send(long link, Channel channel, byte[] message) {
            RawNeighbour neighbour = byLink.get(link);
            if (neighbour != null) {
                neighbour.receives(message);
            }
        }

        @Override
        public void useStun(HostPort server) {
            // There is nowhere to ask.
        }

        @Override
        public void close(long link) {
            RawNeighbour neighbour = byLink.remove(link);
            if (neighbour != null) {
                neighbour.isClosed();
            }
        }

        @Override
        public void close() {
            List.copyOf(byLink.keySet()).forEach(this::close);
        }
    }

    private final class HandRoute implements SignalRoute {
        private final URI url;

        HandRoute(URI url) {
            this.url = url;
        }

        @Override
        public String name() {
            return url.toString();
        }

        @Override
        public void send(Signal signal) {
            RawNeighbour receiver = neighbours.get(signal.to());
            if (receiver != null) {
                receiver.receives(signal);
            }
        }

        @Override
        public void lookup(PublicKey key, Duration wait) {
            lookups.add(key);
        }

        @Override
        public void renewCard() {
            // The card is asked for when it is needed.
        }

        @Override
        public void close() {
            // There is nothing to give back.
        }
    }
}
