package org.resilientswarm.core;

import java.util.List;
import org.resilientswarm.core.api.Swarm;

/// A swarm of several nodes in this process over real connections on loopback, with an exchange of
/// its own: to try things out. Nothing leaves the machine.
///
/// Safe on every thread.
public final class DemoSwarm implements AutoCloseable {
    /// The most nodes that a demo may have.
    public static final int MAX_NODES = 100;

    private DemoSwarm() {}

    /// Starts the nodes, named `node1`, `node2` and so on. They do not know each other yet.
    ///
    /// @param nodes how many, 1 to [#MAX_NODES]
    public static DemoSwarm open(int nodes) {
        throw new UnsupportedOperationException("" + nodes);
    }

    /// Lets every node but the second call another one, so that all meet: the first calls the
    /// second, the third the first, each further one the one before it. Returns at once.
    public void meet() {
        throw new UnsupportedOperationException();
    }

    /// The nodes that run, in the order in which they were started.
    public List<Swarm> nodes() {
        throw new UnsupportedOperationException();
    }

    /// Starts one more node and lets it call the first.
    public Swarm add() {
        throw new UnsupportedOperationException();
    }

    /// Stops all nodes and the exchange.
    @Override
    public void close() {}
}
