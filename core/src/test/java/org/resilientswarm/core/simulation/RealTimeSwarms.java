package org.resilientswarm.core.simulation;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.resilientswarm.core.engine.EngineSetup;
import org.resilientswarm.core.engine.EngineSwarm;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.link.memory.MemoryNetwork;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.store.MemoryStore;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.LoopTimers;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;

/// Swarms as an application has them, on real threads and in real time, but with links and an
/// exchange in memory. All share one loop, which ends with the last of them.
public final class RealTimeSwarms {
    private static final URI EXCHANGE = URI.create("ws://exchange.memory:7900");
    private static final Duration DELAY = Duration.ofMillis(1);

    /// What escaped from threads, listeners and tasks.
    public final List<Throwable> stray = new CopyOnWriteArrayList<>();

    /// Every message that a link of any of them carries, in order.
    public final List<byte[]> carried = new CopyOnWriteArrayList<>();

    private final SwarmThreads threads = new SwarmThreads((_, thrown) -> stray.add(thrown));
    private final ScheduledExecutorService loop = threads.timed("swarm-loop");
    private final LoopTimers timers = new LoopTimers(loop, (_, thrown) -> stray.add(thrown));
    private final MemoryNetwork network = new MemoryNetwork(timers, new Random(1), this::weather);
    private final MemoryExchange exchange = new MemoryExchange(timers, DELAY);
    private final AtomicInteger open = new AtomicInteger();
    private final Map<Integer, UnaryOperator<Transport>> meddling = new ConcurrentHashMap<>();
    private final Set<Set<String>> apart = ConcurrentHashMap.newKeySet();

    /// None is open yet.
    public RealTimeSwarms() {}

    /// Opens a swarm.
    ///
    /// @param seed its identity and its name
    public EngineSwarm open(int seed) {
        open.incrementAndGet();
        var opening =
                new FutureTask<>(
                        () ->
                                new EngineSwarm(
                                                events -> setup(seed, events),
                                                threads.single("swarm-events"),
                                                (_, thrown) -> stray.add(thrown),
                                                this::release)
                                        .start());
        timers.execute(opening);
        return get(opening);
    }

    /// Lets a swarm that is opened later do with its links what it wants.
    ///
    /// @param links makes its transport out of an honest one
    public void meddle(int seed, UnaryOperator<Transport> links) {
        meddling.put(seed, links);
    }

    /// These two never have a link.
    public void separate(int one, int other) {
        apart.add(Set.of("swarm" + one, "swarm" + other));
    }

    /// The timers of the loop that all share.
    public LoopTimers timers() {
        return timers;
    }

    private Weather weather(String from, String to) {
        return apart.contains(Set.of(from, to))
                ? new Weather(DELAY, Duration.ZERO, 0, true)
                : Weather.clear(DELAY);
    }

    private UnaryOperator<Transport> links(int seed) {
        return meddling.getOrDefault(seed, UnaryOperator.identity());
    }

    private EngineSetup setup(int seed, Consumer<SwarmEvent> events) {
        byte[] secret = new byte[32];
        secret[0] = (byte) seed;
        return new EngineSetup(
                Identity.ofSeed(secret),
                "swarm" + seed,
                Clock.system(),
                timers,
                sink -> links(seed).apply(new OnLoop(network.transport("swarm" + seed, sink))),
                (url, owner, card, sink) -> exchange.open(url, owner.publicKey(), card, sink),
                new MemoryStore(task -> timers.execute(task)),
                CompletableFuture.completedFuture(KnownRecords.none(new Random(seed))),
                task -> timers.execute(task),
                new Random(seed),
                new SecureRandom(),
                events,
                null,
                List.of(),
                null,
                List.of(EXCHANGE),
                RelayPolicy.DEFAULT);
    }

    private void release() {
        if (open.decrementAndGet() == 0) {
            loop.shutdown();
        }
    }

    private static <T> T get(FutureTask<T> task) {
        try {
            return task.get(5, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A memory link lives on one thread, and a swarm is closed on another.
    private final class OnLoop implements Transport {
        private final Transport transport;

        OnLoop(Transport transport) {
            this.transport = transport;
        }

        @Override
        public void offer(long link) {
            transport.offer(link);
        }

        @Override
        public void accept(long link, Description offer) {
            transport.accept(link, offer);
        }

        @Override
        public void complete(long link, Description answer) {
            transport.complete(link, answer);
        }

        @Override
        public void addCandidates(long link, List<Candidate> candidates) {
            transport.addCandidates(link, candidates);
        }

        @Override
        public void send(long link, Channel channel, byte[] message) {
            carried.add(message.clone());
            transport.send(link, channel, message);
        }

        @Override
        public void useStun(HostPort server) {
            transport.useStun(server);
        }

        @Override
        public void close(long link) {
            transport.close(link);
        }

        @Override
        public void close() {
            var closing = new FutureTask<>(transport::close, true);
            timers.execute(closing);
            get(closing);
        }
    }
}
