package org.resilientswarm.core;

import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;

/// The front door: opens swarms.
public final class Swarms {
    private Swarms() {}

    /// Starts a node.
    ///
    /// @param config how it is set up
    /// @return the node; it runs already
    public static Swarm open(SwarmConfig config) {
        throw new UnsupportedOperationException(config.toString());
    }
}
