package org.resilientswarm.core;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.engine.EngineSetup;
import org.resilientswarm.core.engine.EngineSwarm;
import org.resilientswarm.core.engine.RouteFactory;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.identity.KeyFile;
import org.resilientswarm.core.link.webrtc.WebRtcOptions;
import org.resilientswarm.core.link.webrtc.WebRtcTransport;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.session.CipherWarmUp;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.exchange.ExchangeAccess;
import org.resilientswarm.core.signal.exchange.ExchangeClient;
import org.resilientswarm.core.signal.lan.LanAddresses;
import org.resilientswarm.core.signal.lan.LanDiscovery;
import org.resilientswarm.core.store.MemoryStore;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.store.SqliteStore;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.LoopTimers;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.Registration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Puts one node together from its parts and takes it apart again.
final class NodeAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(NodeAssembly.class);
    private static final AtomicBoolean WARMED = new AtomicBoolean();

    /// A start waits so long for the records in the store, which is enough for thousands.
    private static final long FEW_RECORDS_MILLIS = 50;

    private static final Duration ADDRESSES_INTERVAL = Duration.ofSeconds(5);
    private static final Duration WARM_UP_DELAY = Duration.ofMillis(500);

    private final SwarmConfig config;
    private final WebRtcOptions options;
    private final SharedRuntime shared = SharedRuntime.acquire();
    private final SecureRandom secureRandom = new SecureRandom();
    private final AtomicReference<@Nullable EngineSwarm> opened = new AtomicReference<>();
    private final SwarmThreads threads = new SwarmThreads(this::stray);
    private @Nullable SignalExchange exchange;
    private @Nullable ScheduledExecutorService loop;
    private @Nullable LanDiscovery lan;
    private @Nullable RecordStore store;

    NodeAssembly(SwarmConfig config, WebRtcOptions options) {
        this.config = config;
        this.options = options;
    }

    Swarm open(Consumer<SwarmEvent> listener) {
        try {
            Identity identity = identity();
            // Beside each other: all take long.
            var opening = CompletableFuture.supplyAsync(this::openStore, shared.io());
            if (config.listen() != null || !config.exchanges().isEmpty()) {
                var _ = shared.http();
            }
            try {
                exchange = openExchange();
            } finally {
                store = result(opening);
            }
            RecordStore records = store;
            var known = new CompletableFuture<KnownRecords>();
            loop = threads.timed("swarm-loop");
            ScheduledExecutorService thread = loop;
            var swarm =
                    new EngineSwarm(
                            events -> setup(identity, records, known, thread, events),
                            threads.single("swarm-events"),
                            this::stray,
                            this::release);
            opened.set(swarm);
            shared.awaitReady();
            swarm.onEvent(listener);
            swarm.onPeer(_ -> warmUp(thread));
            swarm.start();
            var random = new Random(secureRandom.nextLong());
            known.completeAsync(() -> KnownRecords.read(records::forEach, random), shared.io());
            if (records instanceof SqliteStore file) {
                file.fault().ifPresent(swarm::fault);
            }
            watchAddresses(swarm, thread);
            if (config.lan()) {
                lan = discover(identity.publicKey(), exchange, swarm);
            }
            awaitFew(known);
            return swarm;
        } catch (RuntimeException e) {
            release();
            throw e;
        }
    }

    /// Not before the first peers have met: a warm cipher can wait, they cannot.
    private void warmUp(ScheduledExecutorService thread) {
        if (!WARMED.compareAndSet(false, true)) {
            return;
        }
        var _ =
                thread.schedule(
                        () -> shared.io().execute(CipherWarmUp::run),
                        WARM_UP_DELAY.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void watchAddresses(EngineSwarm swarm, ScheduledExecutorService thread) {
        var known = new AtomicReference<>(Addresses.own());
        Runnable look =
                () -> {
                    Set<InetAddress> now = Addresses.own();
                    if (!known.getAndSet(now).equals(now)) {
                        swarm.networkChanged();
                    }
                };
        var _ =
                thread.scheduleWithFixedDelay(
                        () -> shared.io().execute(look),
                        ADDRESSES_INTERVAL.toMillis(),
                        ADDRESSES_INTERVAL.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private Identity identity() {
        return config.keyFile() == null
                ? Identity.generate(secureRandom)
                : KeyFile.readOrCreate(config.keyFile(), secureRandom);
    }

    /// A node without a file forgets the records with its end.
    private RecordStore openStore() {
        return config.database() == null
                ? new MemoryStore(threads.single("swarm-store"))
                : SqliteStore.open(config.database(), threads, Clock.system());
    }

    /// Waits for the records if they are few. Reading many goes on when the node runs: nobody needs
    /// them to meet others.
    private static void awaitFew(CompletableFuture<KnownRecords> known) {
        try {
            known.get(FEW_RECORDS_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.info("event=records_read_on reason=\"there are many\"");
        } catch (ExecutionException e) {
            LOG.warn("event=records_not_read", e); // The node tells its listeners itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T result(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : e;
        }
    }

    private @Nullable SignalExchange openExchange() {
        InetSocketAddress listen = config.listen();
        return listen == null ? null : SignalExchange.open(ExchangeConfig.on(listen));
    }

    private EngineSetup setup(
            Identity identity,
            RecordStore records,
            CompletableFuture<KnownRecords> known,
            ScheduledExecutorService thread,
            Consumer<SwarmEvent> events) {
        SignalExchange own = exchange;
        return new EngineSetup(
                identity,
                config.name(),
                Clock.system(),
                new LoopTimers(thread, this::stray),
                sink -> new WebRtcTransport(shared.webRtc(), options, sink),
                routes(thread),
                records,
                known,
                shared.io(),
                new Random(secureRandom.nextLong()),
                secureRandom,
                events,
                own == null ? null : own.address(),
                own == null ? List.of() : Addresses.reachable(own.address()),
                own == null ? null : own.url(),
                config.exchanges(),
                config.relay());
    }

    private LanDiscovery discover(
            PublicKey own, @Nullable SignalExchange reachable, EngineSwarm swarm) {
        var observer =
                new LanDiscovery.Observer() {
                    @Override
                    public void onFound(SignalInput.LanMemberFound found) {
                        swarm.found(found);
                    }

                    @Override
                    public void onUnavailable(String reason) {
                        LOG.info("event=lan_unavailable reason=\"{}\"", reason);
                    }
                };
        int port = reachable == null ? 0 : reachable.address().port();
        return new LanDiscovery(own, port, LanAddresses.find(), shared.io(), observer);
    }

    private RouteFactory routes(ScheduledExecutorService thread) {
        var jitter = new Random(secureRandom.nextLong());
        return (url, identity, card, sink) -> {
            var access =
                    new ExchangeAccess(
                            shared.http(),
                            thread,
                            Clock.system(),
                            jitter,
                            card,
                            (nonce, authority) -> Registration.sign(identity, nonce, authority));
            return new ExchangeClient(access, url, config.room(), sink);
        };
    }

    private void stray(Thread thread, Throwable thrown) {
        LOG.error("event=stray_exception thread={}", thread.getName(), thrown);
        EngineSwarm swarm = opened.get();
        if (swarm != null) {
            swarm.report(thrown);
        }
    }

    private void release() {
        if (lan != null) {
            lan.close();
        }
        if (loop != null) {
            loop.shutdown();
        }
        if (store != null) {
            store.close();
        }
        if (exchange != null) {
            exchange.close();
        }
        shared.release();
    }
}
