package org.resilientswarm.core.engine;

import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;

/// A peer as the application sees it. Safe on every thread.
final class EnginePeer implements Peer {
    private final EngineSwarm swarm;
    private final PublicKey key;

    /// Written on the `swarm-loop` thread.
    private volatile PeerInfo info;

    EnginePeer(EngineSwarm swarm, PeerInfo info) {
        this.swarm = swarm;
        this.key = info.key();
        this.info = info;
    }

    void update(PeerInfo newInfo) {
        info = newInfo;
    }

    @Override
    public PublicKey publicKey() {
        return key;
    }

    @Override
    public String name() {
        return info.name();
    }

    @Override
    public PeerInfo info() {
        return info;
    }

    @Override
    public SwarmStream open(String type) {
        return swarm.open(key, type);
    }

    @Override
    public CompletableFuture<PingResult> ping(int count) {
        return swarm.ping(key, count);
    }

    @Override
    public RemoteMethods methods() {
        return swarm.methods(key);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EnginePeer peer && key.equals(peer.key);
    }

    @Override
    public int hashCode() {
        return key.hashCode();
    }

    @Override
    public String toString() {
        return label();
    }
}
