package org.resilientswarm.ui.bridge;

import java.util.List;
import org.resilientswarm.core.DemoSwarm;
import org.resilientswarm.core.Swarms;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;

/// Where the console gets its nodes from. Both commands may take a while: not for the JavaFX
/// thread.
public interface SwarmSource {
    /// Starts a node.
    Swarm open(SwarmConfig config);

    /// Starts a demo and lets its nodes meet.
    Demo demo(int nodes);

    /// Several nodes in this process.
    interface Demo extends AutoCloseable {
        /// The nodes that run, in the order in which they were started.
        List<Swarm> nodes();

        /// Starts one more and lets it join.
        Swarm add();

        @Override
        void close();
    }

    /// The engine of this program.
    static SwarmSource engine() {
        return new SwarmSource() {
            @Override
            public Swarm open(SwarmConfig config) {
                return Swarms.open(config);
            }

            @Override
            public Demo demo(int nodes) {
                DemoSwarm swarm = DemoSwarm.open(nodes);
                swarm.meet();
                return new EngineDemo(swarm);
            }
        };
    }

    /// A demo of the engine.
    ///
    /// @param swarm its nodes
    record EngineDemo(DemoSwarm swarm) implements Demo {
        @Override
        public List<Swarm> nodes() {
            return swarm.nodes();
        }

        @Override
        public Swarm add() {
            return swarm.add();
        }

        @Override
        public void close() {
            swarm.close();
        }
    }
}
