package org.resilientswarm.core.api;

import java.util.concurrent.CompletableFuture;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;

/// Another member that this node talks with. Equal when the keys are.
public interface Peer {
    /// The peer's public key.
    PublicKey publicKey();

    /// What the peer calls itself, empty when it has no name.
    String name();

    /// The name, or the short form of the key when there is none.
    default String label() {
        return name().isEmpty() ? publicKey().shortText() : name();
    }

    /// The latest picture of this peer; once it is gone, the last one.
    PeerInfo info();

    /// Sends probes one after the other and waits for their answers, a second each at most.
    ///
    /// @param count how many, 1 to 1000
    /// @return what came back; fails with a [SwarmException] when the peer is not connected
    CompletableFuture<PingResult> ping(int count);

    /// Opens a stream to this peer; returns at once, and what is written goes out when the peer's
    /// session has room. When the peer is gone, or takes no streams of this type, the stream is
    /// reset.
    ///
    /// @param type what it is for, 1 to 64 printable ASCII characters; `db`, `rpc` and `relay` are
    ///     the swarm's own
    /// @throws IllegalArgumentException when the type is none or the swarm's own
    SwarmStream open(String type);

    /// The methods that this peer offers.
    RemoteMethods methods();
}
