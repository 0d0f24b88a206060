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
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.core.store.MemoryStore;

/// One node of a [Simulation].
public final class SimulatedNode {
    private final String name;
    private final Identity identity;
    private final List<SwarmEvent> events = new ArrayList<>();
    private final Set<PublicKey> peers = new HashSet<>();
    private boolean keepsEvents = true;
    private MemoryStore store;
    private int lives;
    private @Nullable Engine engine;
    private @Nullable NodeLife life;

    SimulatedNode(String name, Identity identity, MemoryStore store) {
        this.name = name;
        this.identity = identity;
        this.store = store;
    }

    /// Where the next life is reached: what is on the way to the last one must not arrive there.
    String nextAddress() {
        lives++;
        return address();
    }

    String address() {
        return name + "." + lives;
    }

    /// Whose address that is.
    static String name(String address) {
        return address.substring(0, address.lastIndexOf('.'));
    }

    void run(Engine newEngine, NodeLife newLife) {
        engine = newEngine;
        life = newLife;
        peers.clear();
    }

    void stopped() {
        if (life != null) {
            life.end();
        }
        engine = null;
    }

    void rests() {
        if (engine != null) {
            throw new IllegalStateException(name + " runs");
        }
    }

    void lose(MemoryStore emptyStore) {
        store = emptyStore;
    }

    Identity identity() {
        return identity;
    }

    /// What it has stored, whether it runs or not.
    MemoryStore store() {
        return store;
    }

    void happened(SwarmEvent event) {
        if (keepsEvents) {
            events.add(event);
        }
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
        return identity.publicKey();
    }

    /// Whether it runs.
    public boolean running() {
        return engine != null;
    }

    /// Everything that happened to it, in order.
    public List<SwarmEvent> events() {
        return List.copyOf(events);
    }

    /// Keeps no events any more: those of a large swarm fill the memory.
    public void keepNoEvents() {
        keepsEvents = false;
        events.clear();
    }

    /// How many peers it talks with; asked after every step of a simulation.
    int peerCount() {
        return peers.size();
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
