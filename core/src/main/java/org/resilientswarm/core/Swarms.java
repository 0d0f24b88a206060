package org.resilientswarm.core;

import java.util.function.Consumer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.link.webrtc.WebRtcOptions;

/// The front door: opens swarms. The composition root, where all parts of a node are put together.
public final class Swarms {
    private Swarms() {}

    /// Starts a node. Returns when it runs, which needs no exchange to be reachable. A database of
    /// many thousand records is read after that; what needs the records waits until then.
    ///
    /// @param config how it is set up
    /// @throws org.resilientswarm.core.api.SwarmException `KEY_FILE_…` when the key file cannot be
    ///     used, `LISTEN_FAILED` when the node's own exchange cannot listen
    public static Swarm open(SwarmConfig config) {
        return open(config, _ -> {});
    }

    /// Starts a node and lets a listener hear everything from its first event on.
    ///
    /// @param config how it is set up
    /// @param listener hears every event on the `swarm-events` thread
    /// @throws org.resilientswarm.core.api.SwarmException as for [#open(SwarmConfig)]
    public static Swarm open(SwarmConfig config, Consumer<SwarmEvent> listener) {
        return new NodeAssembly(config, WebRtcOptions.direct()).open(listener);
    }

    /// Starts a node whose links stay within this machine.
    static Swarm openOnLoopback(SwarmConfig config) {
        return new NodeAssembly(config, WebRtcOptions.loopback()).open(_ -> {});
    }
}
