package org.resilientswarm.core.api;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;

/// The ways to peers, and what this node carries for others. Safe on every thread.
public interface Paths {
    /// All ways to a peer that this node knows of, the one in use first, then the cheapest first.
    ///
    /// @return empty when no way is known at all
    CompletableFuture<List<PathCandidate>> candidates(PublicKey peer);

    /// Asks every member on the path in use, the peer last, how long it takes to it and back.
    ///
    /// @return fails with `PEER_NOT_CONNECTED` when there is no session with the peer
    CompletableFuture<List<TraceHop>> trace(PublicKey peer);

    /// Closes the direct link with a peer and refuses another one for a while: a drill. The session
    /// moves to a relay when there is one, and comes back.
    ///
    /// @param time 1 s to 1 day
    /// @return done when the link is closed
    CompletableFuture<Void> block(PublicKey peer, Duration time);

    /// The last 1,000 decisions, the oldest first.
    List<PathDecision> decisions();

    /// Relays for others, or not, and how much, from now on. Circuits that run through this node
    /// are closed when it is not willing any more.
    void relay(RelayPolicy policy);
}
