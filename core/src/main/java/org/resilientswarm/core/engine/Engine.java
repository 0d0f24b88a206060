package org.resilientswarm.core.engine;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.rpc.RpcService;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.traffic.CaptureRing;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

/// One node: takes an input, steps the machines, performs the effects, publishes.
///
/// The public methods may be called by every thread: they hand in and return at once. Everything
/// else runs on the `swarm-loop` thread.
public final class Engine {
    private static final Duration PUBLISH_INTERVAL = Duration.ofMillis(100);

    /// A node that leaves waits this long for its neighbours to hear of it, at most.
    private static final Duration LEAVE_TIME = Duration.ofMillis(300);

    private final EngineSetup setup;
    private final Clock clock;
    private final Runnable changes;
    private final Node node;

    private boolean stopped;
    private boolean changed = true;
    private long publishedAt;
    private long armedFor = Long.MAX_VALUE;
    private Runnable disarm = () -> {};

    /// Builds a node; nothing happens before [#start].
    ///
    /// @param changes runs on the loop, ten times a second at most, when the snapshot may be
    ///     another one; must not block
    public Engine(EngineSetup setup, Runnable changes) {
        this.setup = setup;
        this.changes = changes;
        this.clock = setup.clock();
        this.publishedAt = clock.nanos() - PUBLISH_INTERVAL.toNanos();
        this.node =
                new Node(
                        setup,
                        new Node.Loop() {
                            @Override
                            public void post(Runnable input) {
                                Engine.this.post(input);
                            }

                            @Override
                            public void post(Runnable input, Runnable whenStopped) {
                                Engine.this.post(input, whenStopped);
                            }
                        });
    }

    /// Begins: registers at the exchanges and tells that it runs.
    public void start() {
        post(node::start);
        setup.store()
                .acquaintances(Protocol.MAX_ACQUAINTANCES_DIALLED)
                .thenAcceptBoth(
                        setup.store().query(PeerCard.KIND, null, null, Protocol.MAX_MEMBERS),
                        (met, known) -> post(() -> node.remember(met, known)));
        setup.store()
                .query(NetworkReport.KIND, null, null, Protocol.MAX_MEMBERS)
                .thenAccept(known -> post(() -> node.rememberNetworks(known)));
    }

    /// The link by which others can join through this node.
    public SwarmLink link() {
        return node.link();
    }

    /// Calls a peer; the caller is told when it is there or why not.
    public void call(SwarmLink target, CompletableFuture<PublicKey> caller) {
        post(() -> node.members.call(target, caller), () -> caller.completeExceptionally(closed()));
    }

    /// Uses one more exchange.
    public void addExchange(URI url) {
        post(() -> node.addExchange(url));
    }

    /// Something that was found outside the exchanges, as on the local network.
    public void found(SignalInput input) {
        post(() -> node.take(input));
    }

    /// This machine has other addresses than before: who is reached through others is dialled.
    public void networkChanged() {
        post(node::networkChanged);
    }

    /// Pings a peer.
    public void ping(PublicKey key, int count, CompletableFuture<PingResult> result) {
        post(
                () -> node.pings.begin(key, count, result),
                () -> result.completeExceptionally(closed()));
    }

    /// Stores a record of this node's.
    ///
    /// @param expires null for never
    public void put(
            String kind,
            String name,
            byte[] body,
            @Nullable Instant expires,
            CompletableFuture<SwarmRecord> done) {
        post(
                () -> node.records.put(kind, name, body, expires, done),
                () -> done.completeExceptionally(closed()));
    }

    /// Deletes a record of this node's.
    public void delete(String kind, String name, CompletableFuture<SwarmRecord> done) {
        post(
                () -> node.records.delete(kind, name, done),
                () -> done.completeExceptionally(closed()));
    }

    /// Asks for all ways to a peer.
    public void candidates(PublicKey peer, CompletableFuture<List<PathCandidate>> ways) {
        post(
                () -> ways.complete(node.candidates(peer)),
                () -> ways.completeExceptionally(closed()));
    }

    /// Closes the link with a peer and makes none for a while.
    public void block(PublicKey peer, Duration time, CompletableFuture<Void> done) {
        post(
                () -> {
                    node.block(peer, time);
                    done.complete(null);
                },
                () -> done.completeExceptionally(closed()));
    }

    /// Relays under this policy from now on.
    public void relay(RelayPolicy policy) {
        post(() -> node.relay(policy));
    }

    /// Compares the database with a peer's now.
    void reconcile(PublicKey peer, CompletableFuture<SyncResult> done) {
        post(() -> node.records.reconcile(peer, done), () -> done.completeExceptionally(closed()));
    }

    /// The streams to and from peers.
    Streams streams() {
        return node.streams;
    }

    /// The calls to and from peers.
    RpcService rpc() {
        return node.rpc;
    }

    /// Keeps the frames that are sent and received from now on.
    TrafficCapture capture(CaptureOptions options) {
        var ring = new CaptureRing(options, closed -> post(() -> node.tap.remove(closed)));
        post(() -> node.tap.add(ring, snapshot().sessions()));
        return ring;
    }

    /// Says goodbye to the neighbours, leaves the exchanges and stops; the transport is left to the
    /// caller, who closes it on another thread.
    ///
    /// @param reason what the neighbours are told
    /// @param done completed with the transport when all has been said
    public void stop(String reason, CompletableFuture<Transport> done) {
        post(
                () -> {
                    node.leave(() -> post(() -> end(reason, done)));
                    setup.timers().after(LEAVE_TIME, () -> end(reason, done));
                },
                () -> done.complete(node.transport));
    }

    private void end(String reason, CompletableFuture<Transport> done) {
        if (!stopped) {
            stopped = true;
            node.end(reason, closed());
            disarm.run();
        }
        done.complete(node.transport);
    }

    /// The picture of this moment; only on the thread that owns the engine.
    public SwarmSnapshot snapshot() {
        return node.snapshot();
    }

    /// Asks for the picture of this moment, from any thread.
    void snapshot(CompletableFuture<SwarmSnapshot> picture) {
        post(() -> picture.complete(snapshot()), () -> picture.completeExceptionally(closed()));
    }

    /// Asks how the tries to link with a peer went, from any thread.
    void linkHistory(PublicKey peer, CompletableFuture<LinkHistory> history) {
        post(
                () -> history.complete(node.members.history(peer)),
                () -> history.completeExceptionally(closed()));
    }

    /// A peer at this moment; only on the thread that owns the engine.
    Optional<PeerInfo> peer(PublicKey key) {
        return node.peer(key);
    }

    /// Tells the listeners of something that a person should know of.
    public void fault(ErrorCode code, String sentence) {
        post(() -> node.reports.fault(code, sentence));
    }

    /// Tells the listeners of an error in this program.
    public void report(Throwable thrown) {
        post(() -> node.report(thrown));
    }

    private static SwarmException closed() {
        return new SwarmException(ErrorCode.SWARM_CLOSED, "the swarm is closed");
    }

    private void post(Runnable input) {
        post(input, () -> {});
    }

    private void post(Runnable input, Runnable whenStopped) {
        setup.timers()
                .execute(
                        () -> {
                            if (stopped) {
                                whenStopped.run();
                                return;
                            }
                            input.run();
                            changed = true;
                            turn();
                        });
    }

    /// Ends every turn of the loop: what is due is done, and the next time is set.
    private void turn() {
        if (stopped) {
            return;
        }
        node.tick();
        long now = clock.nanos();
        if (changed && publishedAt + PUBLISH_INTERVAL.toNanos() <= now) {
            changed = false;
            publishedAt = now;
            changes.run();
        }
        arm();
    }

    private void arm() {
        long next = node.nextDeadline();
        if (changed) {
            next = Math.min(next, publishedAt + PUBLISH_INTERVAL.toNanos());
        }
        if (next == armedFor) {
            return;
        }
        disarm.run();
        armedFor = next;
        Duration delay = Duration.ofNanos(Math.max(0, next - clock.nanos()));
        disarm =
                setup.timers()
                        .after(
                                delay,
                                () -> {
                                    armedFor = Long.MAX_VALUE;
                                    changed = true;
                                    turn();
                                });
    }
}
