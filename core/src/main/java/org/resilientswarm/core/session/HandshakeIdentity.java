package org.resilientswarm.core.session;

import java.security.SecureRandom;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;

/// Who a node is in handshakes: its identity, and a Noise static key that the identity has signed,
/// fresh in each process. Immutable.
public final class HandshakeIdentity {
    /// Makes the static key and signs it.
    public HandshakeIdentity(Identity identity, SecureRandom random) {
        throw new UnsupportedOperationException();
    }

    /// The node's key.
    public PublicKey publicKey() {
        throw new UnsupportedOperationException();
    }
}
