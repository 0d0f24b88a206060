package org.resilientswarm.core.engine;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.OfferedMethods;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.event.PathEvent.PathDecided;
import org.resilientswarm.core.event.PeerEvent.PeerJoined;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.core.signal.SignalInput;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// An [Engine] as the application sees it. Safe on every thread; hands everything in to the
/// `swarm-loop` thread, and answers from pictures.
public final class EngineSwarm implements Swarm {
    private static final Logger LOG = LoggerFactory.getLogger(EngineSwarm.class);
    private static final long GOODBYE_MILLIS = 1000;

    private final PublicKey key;
    private final Engine engine;
    private final EngineRecords records;
    private final EnginePaths paths;
    private final Listeners<SwarmEvent> listeners;
    private final Listeners<Peer> peerListeners;
    private final ExecutorService eventThread;
    private final Runnable release;
    private final Map<PublicKey, EnginePeer> peers = new ConcurrentSkipListMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /// Written on the `swarm-loop` thread.
    private volatile SwarmSnapshot latest;

    /// Builds and starts a node.
    ///
    /// @param setup makes the engine's setup for the consumer of its events
    /// @param eventThread calls the listeners; ended by [#close]
    /// @param strayHandler hears of what listeners throw
    /// @param release gives back everything that the setup holds; called once, at the end of
    ///     [#close], on the closing thread
    public EngineSwarm(
            Function<Consumer<SwarmEvent>, EngineSetup> setup,
            ExecutorService eventThread,
            Thread.UncaughtExceptionHandler strayHandler,
            Runnable release) {
        this.eventThread = eventThread;
        this.release = release;
        this.listeners = new Listeners<>(eventThread, strayHandler);
        this.peerListeners = new Listeners<>(eventThread, strayHandler);
        EngineSetup ready = setup.apply(this::happened);
        this.key = ready.identity().publicKey();
        this.engine = new Engine(ready, this::publish);
        this.latest = engine.snapshot();
        this.paths = new EnginePaths(this, engine);
        this.records =
                new EngineRecords(
                        engine, ready.store(), ready.clock(), this::onEvent, this::answer);
        new BuiltInMethods(() -> pictureOfNow().join(), this::historyOfNow).offer(engine.rpc());
    }

    /// Lets the engine run; call it once, when those who must hear the first event listen.
    public EngineSwarm start() {
        engine.start();
        return this;
    }

    /// Something that was found outside the exchanges, as on the local network.
    public void found(SignalInput input) {
        engine.found(input);
    }

    /// This machine has other addresses than before.
    public void networkChanged() {
        engine.networkChanged();
    }

    /// Tells the listeners of something that a person should know of.
    public void fault(SwarmException fault) {
        engine.fault(fault.code(), String.valueOf(fault.getMessage()));
    }

    /// Tells the listeners of an error in this program.
    public void report(Throwable thrown) {
        engine.report(thrown);
    }

    @Override
    public PublicKey publicKey() {
        return key;
    }

    @Override
    public SwarmLink link() {
        return engine.link();
    }

    @Override
    public CompletableFuture<Peer> call(SwarmLink link) {
        var there = new CompletableFuture<PublicKey>();
        engine.call(link, there);
        return answer(there, this::present);
    }

    private Peer present(PublicKey peer) {
        EnginePeer present = peers.get(peer);
        if (present == null) {
            throw new SwarmException(
                    ErrorCode.LINK_LOST, "the peer came and was lost at once; call again");
        }
        return present;
    }

    @Override
    public void addExchange(URI url) {
        SwarmConfig.requireExchange(url);
        engine.addExchange(url);
    }

    @Override
    public List<Peer> peers() {
        return List.copyOf(peers.values());
    }

    @Override
    public Optional<Peer> peer(PublicKey wanted) {
        return Optional.ofNullable(peers.get(wanted));
    }

    CompletableFuture<PingResult> ping(PublicKey peer, int count) {
        if (count < 1 || count > 1000) {
            throw new IllegalArgumentException(count + " pings; 1 to 1000 are allowed");
        }
        var result = new CompletableFuture<PingResult>();
        engine.ping(peer, count, result);
        return answer(result, Function.identity());
    }

    <T> CompletableFuture<T> answer(CompletableFuture<T> result) {
        return answer(result, Function.identity());
    }

    /// What came of something that was handed in to the engine, told on the event thread: nobody's
    /// code may run on the `swarm-loop` thread, in failure as little as in success.
    private <T, R> CompletableFuture<R> answer(
            CompletableFuture<T> result, Function<T, R> picture) {
        // The engine may be gone and will not tell, and the store may answer still.
        CompletableFuture<T> told =
                closed.get()
                        ? CompletableFuture.failedFuture(
                                new SwarmException(ErrorCode.SWARM_CLOSED, "the swarm is closed"))
                        : result;
        var answer = new CompletableFuture<R>();
        told.whenComplete(
                (value, thrown) ->
                        onEventThread(
                                () -> {
                                    if (thrown == null) {
                                        answer.completeAsync(
                                                () -> picture.apply(value), Runnable::run);
                                    } else {
                                        answer.completeExceptionally(thrown);
                                    }
                                }));
        return answer;
    }

    /// After the end there is no event thread any more, and no loop to disturb.
    private void onEventThread(Runnable task) {
        try {
            eventThread.execute(task);
        } catch (RejectedExecutionException _) {
            task.run();
        }
    }

    @Override
    public Subscription onPeer(Consumer<Peer> listener) {
        return peerListeners.add(listener);
    }

    @Override
    public Subscription onGone(BiConsumer<PublicKey, String> listener) {
        return onEvent(
                event -> {
                    if (event instanceof PeerLeft left) {
                        listener.accept(left.peer(), left.reason());
                    }
                });
    }

    @Override
    public Subscription onEvent(Consumer<SwarmEvent> listener) {
        return listeners.add(listener);
    }

    @Override
    public Subscription onStream(String type, Consumer<SwarmStream> handler) {
        return engine.streams().take(type, handler);
    }

    @Override
    public Subscription onAnyStream(Consumer<SwarmStream> handler) {
        return engine.streams().takeAny(handler);
    }

    SwarmStream open(PublicKey peer, String type) {
        return engine.streams().open(peer, type);
    }

    @Override
    public TrafficCapture capture(CaptureOptions options) {
        return engine.capture(options);
    }

    @Override
    public OfferedMethods methods() {
        return engine.rpc().offered();
    }

    @Override
    public Paths paths() {
        return paths;
    }

    @Override
    public Records records() {
        return records;
    }

    RemoteMethods methods(PublicKey peer) {
        return engine.rpc().methods(peer);
    }

    @Override
    public SwarmSnapshot snapshot() {
        return latest;
    }

    @Override
    public CompletableFuture<SwarmSnapshot> refresh() {
        return answer(pictureOfNow(), Function.identity());
    }

    private CompletableFuture<SwarmSnapshot> pictureOfNow() {
        var picture = new CompletableFuture<SwarmSnapshot>();
        engine.snapshot(picture);
        return picture;
    }

    @Override
    public CompletableFuture<LinkHistory> linkHistory(PublicKey peer) {
        return answer(historyOfNow(peer), Function.identity());
    }

    private CompletableFuture<LinkHistory> historyOfNow(PublicKey peer) {
        var history = new CompletableFuture<LinkHistory>();
        engine.linkHistory(peer, history);
        return history;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        var said = new CompletableFuture<Transport>();
        engine.stop("it left the swarm", said);
        try {
            said.get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS).close();
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("the node did not say goodbye in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            release.run();
            eventThread.shutdown();
        }
    }

    private void publish() {
        SwarmSnapshot snapshot = engine.snapshot();
        latest = snapshot;
        snapshot.peers().forEach(this::update);
    }

    private void update(PeerInfo info) {
        EnginePeer peer = peers.get(info.key());
        if (peer != null) {
            peer.update(info);
        }
    }

    /// On the `swarm-loop` thread.
    private void happened(SwarmEvent event) {
        if (event instanceof PeerJoined joined) {
            engine.peer(joined.peer())
                    .map(info -> new EnginePeer(this, info))
                    .ifPresent(
                            peer -> {
                                peers.put(peer.publicKey(), peer);
                                peerListeners.tell(peer);
                            });
        } else if (event instanceof PathDecided decided) {
            paths.decided(decided.decision());
            // Who hears of it may look at the peer next, and the last picture is older.
            engine.peer(decided.peer()).ifPresent(this::update);
        } else if (event instanceof PeerLeft left) {
            peers.remove(left.peer());
        }
        listeners.tell(event);
    }
}
