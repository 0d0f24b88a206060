package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;

/// The ways of a [MemorySwarm], as a test says them.
public final class MemoryPaths implements Paths {
    private final Map<PublicKey, List<PathCandidate>> candidates = new ConcurrentHashMap<>();
    private final Map<PublicKey, List<TraceHop>> traces = new ConcurrentHashMap<>();
    private final List<PathDecision> decisions = new CopyOnWriteArrayList<>();
    private final Map<PublicKey, Duration> blocked = new ConcurrentHashMap<>();
    private volatile @Nullable SwarmException refusal;
    private volatile RelayPolicy policy = RelayPolicy.DEFAULT;

    /// Lets a peer be reached in these ways.
    public void candidates(PublicKey peer, List<PathCandidate> ways) {
        candidates.put(peer, ways);
    }

    /// Lets a trace to a peer find this.
    public void trace(PublicKey peer, List<TraceHop> hops) {
        traces.put(peer, hops);
    }

    /// Refuses everything that can be refused from now on.
    public void refuse(ErrorCode code, String why) {
        refusal = new SwarmException(code, why);
    }

    private <T> CompletableFuture<T> answer(T answer) {
        SwarmException why = refusal;
        return why == null
                ? CompletableFuture.completedFuture(answer)
                : CompletableFuture.failedFuture(why);
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
        return answer(candidates.getOrDefault(peer, List.of()));
    }

    @Override
    public CompletableFuture<List<TraceHop>> trace(PublicKey peer) {
        return answer(traces.getOrDefault(peer, List.of()));
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
        SwarmException why = refusal;
        if (why != null) {
            throw why;
        }
        policy = newPolicy;
    }
}
