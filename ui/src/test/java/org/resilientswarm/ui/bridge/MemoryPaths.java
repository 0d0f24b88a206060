package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;

/// The ways of a [MemorySwarm], as a test says them.
public final class MemoryPaths implements Paths {
    private final Map<PublicKey, List<PathCandidate>> candidates = new HashMap<>();
    private final Map<PublicKey, List<TraceHop>> traces = new HashMap<>();
    private final List<PathDecision> decisions = new ArrayList<>();
    private final Map<PublicKey, Duration> blocked = new HashMap<>();
    private RelayPolicy policy = RelayPolicy.DEFAULT;

    /// Lets a peer be reached in these ways.
    public void candidates(PublicKey peer, List<PathCandidate> ways) {
        candidates.put(peer, ways);
    }

    /// Lets a trace to a peer find this.
    public void trace(PublicKey peer, List<TraceHop> hops) {
        traces.put(peer, hops);
    }

    /// Adds a decision.
    public void decided(PathDecision decision) {
        decisions.add(decision);
    }

    /// Whom the console has blocked, and for how long.
    public Map<PublicKey, Duration> blocked() {
        return blocked;
    }

    /// What the console has asked for.
    public RelayPolicy policy() {
        return policy;
    }

    @Override
    public CompletableFuture<List<PathCandidate>> candidates(PublicKey peer) {
        return CompletableFuture.completedFuture(candidates.getOrDefault(peer, List.of()));
    }

    @Override
    public CompletableFuture<List<TraceHop>> trace(PublicKey peer) {
        return CompletableFuture.completedFuture(traces.getOrDefault(peer, List.of()));
    }

    @Override
    public CompletableFuture<Void> block(PublicKey peer, Duration time) {
        blocked.put(peer, time);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<PathDecision> decisions() {
        return List.copyOf(decisions);
    }

    @Override
    public void relay(RelayPolicy newPolicy) {
        policy = newPolicy;
    }
}
