package org.resilientswarm.app.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;

/// The ways to peers as the test says them; records what is asked for. One thread.
final class RecordingPaths implements Paths {
    /// What was asked, each as it was written.
    final List<String> asked = new ArrayList<>();

    /// All ways to everybody.
    final List<PathCandidate> ways = new ArrayList<>();

    /// Answers the next trace.
    CompletableFuture<List<TraceHop>> traced = new CompletableFuture<>();

    /// Answers the next block.
    CompletableFuture<Void> blocked = new CompletableFuture<>();

    @Override
    public CompletableFuture<List<PathCandidate>> candidates(PublicKey peer) {
        asked.add("candidates " + peer.shortText());
        return CompletableFuture.completedFuture(List.copyOf(ways));
    }

    @Override
    public CompletableFuture<List<TraceHop>> trace(PublicKey peer) {
        asked.add("trace " + peer.shortText());
        return traced;
    }

    @Override
    public CompletableFuture<Void> block(PublicKey peer, Duration time) {
        asked.add("block " + peer.shortText() + " " + time);
        return blocked;
    }

    @Override
    public List<PathDecision> decisions() {
        throw new UnsupportedOperationException("the session listens to events");
    }

    @Override
    public void relay(RelayPolicy policy) {
        throw new UnsupportedOperationException("no command changes what is relayed");
    }
}
