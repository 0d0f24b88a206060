package org.resilientswarm.core.session;

import org.jspecify.annotations.Nullable;

/// Takes the streams that a peer opens. Called on the `swarm-loop` thread; must not block.
@FunctionalInterface
public interface StreamAcceptor {
    /// The end for a new stream, or null when nobody takes streams of its type: it is reset then.
    @Nullable StreamEnd accept(StreamHandle stream);
}
