package org.resilientswarm.core.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.SwarmLink;

/// What happened to the node as a whole.
public sealed interface LifecycleEvent extends SwarmEvent {
    /// The engine runs.
    ///
    /// @param link the link by which others can join through this node
    /// @param listen where this node's own exchange listens, or null when it does not
    record Started(long sequence, Instant at, SwarmLink link, @Nullable HostPort listen)
            implements LifecycleEvent {}

    /// The node has left the swarm; no event follows.
    record Stopped(long sequence, Instant at) implements LifecycleEvent {}

    /// Something failed that a person should know of.
    ///
    /// @param code what, for programs
    /// @param message what, and what to do, for people
    /// @param fatal whether the node cannot go on
    record FaultOccurred(long sequence, Instant at, ErrorCode code, String message, boolean fatal)
            implements LifecycleEvent {}
}
