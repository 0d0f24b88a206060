package org.resilientswarm.core.simulation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.engine.Engine;
import org.resilientswarm.core.event.PeerEvent.PeerJoined;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmSnapshot;

/// One node of a [Simulation].
public final class SimulatedNode {
    private final String name;
    private final PublicKey key;
    private final List<SwarmEvent> events = new ArrayList<>();
    private final Set<PublicKey> peers = new HashSet<>();
    private @Nullable Engine engine;

    SimulatedNode(String name, PublicKey key) {
        this.name = name;
        this.key = key;
    }

    void run(Engine newEngine) {
        engine = newEngine;
    }

    void crashed() {
        engine = null;
    }

    void happened(SwarmEvent event) {
        events.add(event);
        switch (event) {
            case PeerJoined joined -> peers.add(joined.peer());
            case PeerLeft left -> peers.remove(left.peer());
            default -> {
                // The other events do not change who is there.
            }
        }
    }

    /// The node's name in the simulation.
    public String name() {
        return name;
    }

    /// The node's key.
    public PublicKey key() {
        return key;
    }

    /// Whether it runs.
    public boolean running() {
        return engine != null;
    }

    /// Everything that happened to it, in order.
    public List<SwarmEvent> events() {
        return List.copyOf(events);
    }

    /// The keys of the peers that it talks with.
    public Set<PublicKey> peers() {
        return Set.copyOf(peers);
    }

    /// The picture of this moment.
    ///
    /// @throws IllegalStateException when it does not run
    public SwarmSnapshot snapshot() {
        return engine().snapshot();
    }

    Engine engine() {
        if (engine == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return engine;
    }
}
