package org.resilientswarm.ui.bridge;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;

/// A peer that has a key and streams.
///
/// @param opener makes the streams, by type
public record MemoryPeer(PublicKey publicKey, Function<String, SwarmStream> opener)
        implements Peer {
    @Override
    public String name() {
        return "";
    }

    @Override
    public PeerInfo info() {
        throw new IllegalStateException("nobody asks");
    }

    @Override
    public SwarmStream open(String type) {
        return opener.apply(type);
    }

    @Override
    public RemoteMethods methods() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<PingResult> ping(int count) {
        throw new IllegalStateException("nobody asks");
    }
}
