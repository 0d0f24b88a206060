package org.resilientswarm.core.event;

import java.time.Instant;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;

/// What happened with the path to a peer.
public sealed interface PathEvent extends SwarmEvent {
    /// The peer at the far end.
    PublicKey peer();

    /// Another path is in use now, or the first one right after the session came up.
    ///
    /// @param path the path in use, with the reason for it
    record PathChanged(long sequence, Instant at, PublicKey peer, Path path) implements PathEvent {}

    /// The ways to a peer were compared and another one, or the first one, was chosen.
    record PathDecided(long sequence, Instant at, PublicKey peer, PathDecision decision)
            implements PathEvent {}
}
