package org.resilientswarm.core.session;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;

/// One side of a Noise XX handshake with ML-KEM-768 joined in. Owned by the `swarm-loop` thread.
///
/// Skeleton: see docs/protocol.md, Session.
public final class Handshake {
    private Handshake() {}

    /// Begins as the side that calls.
    public static Handshake initiate(HandshakeIdentity own, PublicKey peer) {
        throw new UnsupportedOperationException();
    }

    /// Begins as the side that is called.
    public static Handshake respond(HandshakeIdentity own, PublicKey peer) {
        throw new UnsupportedOperationException();
    }

    /// The caller's first message.
    public byte[] first() {
        throw new UnsupportedOperationException();
    }

    /// Takes the far side's message.
    ///
    /// @param message holds the Noise message from `at` to its end
    /// @return the answer, or null when none is due
    /// @throws MalformedException `HANDSHAKE_FAILED` when it is out of order, damaged, or somebody
    ///     else's; the handshake is of no use any more
    public byte @Nullable [] take(byte[] message, int at) throws MalformedException {
        throw new UnsupportedOperationException();
    }

    /// The traffic keys, or null while the handshake is under way.
    public @Nullable SessionKeys keys() {
        throw new UnsupportedOperationException();
    }
}
