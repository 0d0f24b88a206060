package org.resilientswarm.core.session;

import com.southernstorm.noise.protocol.DHState;
import java.security.SecureRandom;
import java.util.Arrays;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;

/// Who a node is in handshakes: its identity, and a Noise static key that the identity has signed,
/// fresh in each process. Immutable.
public final class HandshakeIdentity {
    /// What the signature over a static key is for.
    static final String DOMAIN = "rswarm-session/1";

    private final PublicKey publicKey;
    private final DHState staticKey;
    private final byte[] signature;
    private final SecureRandom random;

    /// Makes the static key and signs it.
    ///
    /// @param random where its secret comes from, and those of all handshakes
    public HandshakeIdentity(Identity identity, SecureRandom random) {
        this.publicKey = identity.publicKey();
        this.random = random;
        this.staticKey = NoiseXx.newKey();
        byte[] secret = secret();
        staticKey.setPrivateKey(secret, 0);
        Arrays.fill(secret, (byte) 0);
        this.signature = identity.sign(DOMAIN, NoiseXx.publicBytes(staticKey));
    }

    /// The node's key.
    public PublicKey publicKey() {
        return publicKey;
    }

    DHState staticKey() {
        return staticKey;
    }

    byte[] signature() {
        return signature.clone();
    }

    SecureRandom random() {
        return random;
    }

    /// 32 fresh random bytes.
    byte[] secret() {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return secret;
    }
}
