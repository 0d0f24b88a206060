package org.resilientswarm.core.identity;

import java.security.SecureRandom;
import java.time.Instant;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/// Makes rings of prekeys whose first secret is known, for stored boxes that must still open.
public final class TestPrekeys {
    private TestPrekeys() {}

    /// A ring that begins with this secret.
    ///
    /// @param secret 32 bytes
    public static PrekeyRing of(byte[] secret, Instant now) {
        return new PrekeyRing(new SecureRandom(), now, new X25519PrivateKeyParameters(secret));
    }
}
