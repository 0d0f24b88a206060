package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;

/// The ways to peers as the application sees them. Safe on every thread.
final class EnginePaths implements Paths {
    private static final int DECISIONS = 1_000;
    private static final int TRACE_PINGS = 3;
    private static final Duration LONGEST_BLOCK = Duration.ofDays(1);

    private final EngineSwarm swarm;
    private final Engine engine;

    /// Guarded by itself.
    private final Deque<PathDecision> decisions = new ArrayDeque<>();

    EnginePaths(EngineSwarm swarm, Engine engine) {
        this.swarm = swarm;
        this.engine = engine;
    }

    /// On the `swarm-loop` thread.
    void decided(PathDecision decision) {
        synchronized (decisions) {
            if (decisions.size() == DECISIONS) {
                decisions.removeFirst();
            }
            decisions.addLast(decision);
        }
    }

    @Override
    public CompletableFuture<List<PathCandidate>> candidates(PublicKey peer) {
        var ways = new CompletableFuture<List<PathCandidate>>();
        engine.candidates(peer, ways);
        return swarm.answer(ways);
    }

    @Override
    public CompletableFuture<List<TraceHop>> trace(PublicKey key) {
        Optional<Peer> peer = swarm.peer(key);
        if (peer.isEmpty()) {
            return CompletableFuture.failedFuture(
                    new SwarmException(
                            ErrorCode.PEER_NOT_CONNECTED,
                            "there is no session with this peer; call it first"));
        }
        List<PublicKey> hops = new ArrayList<>(peer.get().info().path().via());
        hops.add(key);
        CompletableFuture<List<TraceHop>> traced = CompletableFuture.completedFuture(List.of());
        for (PublicKey hop : hops) {
            traced = traced.thenCombine(hop(hop), EnginePaths::with);
        }
        return traced;
    }

    private static List<TraceHop> with(List<TraceHop> before, TraceHop hop) {
        var hops = new ArrayList<>(before);
        hops.add(hop);
        return hops;
    }

    /// A relay that is no peer of this node's cannot be asked.
    private CompletableFuture<TraceHop> hop(PublicKey key) {
        return swarm.peer(key)
                .map(peer -> peer.ping(TRACE_PINGS).thenApply(result -> hop(key, result)))
                .orElseGet(() -> CompletableFuture.completedFuture(new TraceHop(key, null, 0, 0)));
    }

    private static TraceHop hop(PublicKey key, PingResult result) {
        Duration rtt = result.roundTrips().isEmpty() ? null : result.median();
        return new TraceHop(key, rtt, result.roundTrips().size() + result.lost(), result.lost());
    }

    @Override
    public CompletableFuture<Void> block(PublicKey peer, Duration time) {
        if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(LONGEST_BLOCK) > 0) {
            throw new IllegalArgumentException("a block of " + time + "; 1 s to 1 day are allowed");
        }
        var done = new CompletableFuture<Void>();
        engine.block(peer, time, done);
        return swarm.answer(done);
    }

    @Override
    public List<PathDecision> decisions() {
        synchronized (decisions) {
            return List.copyOf(decisions);
        }
    }

    @Override
    public void relay(RelayPolicy policy) {
        engine.relay(policy);
    }
}
