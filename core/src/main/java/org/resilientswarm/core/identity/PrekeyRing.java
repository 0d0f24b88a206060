package org.resilientswarm.core.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PublicKeyParameters;
import org.jspecify.annotations.Nullable;

/// The X25519 keys that others seal signals to: one that is published now, and the one before it,
/// so that what was sealed just before a renewal can still be opened. Owned by one thread.
public final class PrekeyRing {
    /// After this time a prekey is renewed; the old one opens boxes for as long again.
    public static final Duration LIFETIME = Duration.ofDays(1);

    private final SecureRandom random;
    private AsymmetricCipherKeyPair current;
    private @Nullable AsymmetricCipherKeyPair previous;
    private Instant renewed;

    /// Makes the first prekey.
    public PrekeyRing(SecureRandom random, Instant now) {
        this(random, now, new X25519PrivateKeyParameters(random));
    }

    /// Begins with a known prekey.
    PrekeyRing(SecureRandom random, Instant now, X25519PrivateKeyParameters secret) {
        this.random = random;
        this.current = pair(secret);
        this.renewed = now;
    }

    /// Renews the prekey when it is older than a day.
    ///
    /// @return whether there is a new one to publish
    public boolean renewWhenOld(Instant now) {
        if (now.isBefore(renewed.plus(LIFETIME))) {
            return false;
        }
        previous = current;
        current = pair(new X25519PrivateKeyParameters(random));
        renewed = now;
        return true;
    }

    /// The 32 bytes to publish.
    public byte[] published() {
        return ((X25519PublicKeyParameters) current.getPublic()).getEncoded();
    }

    /// Opens a box that was sealed to the current or the previous prekey, see [Sealing#seal].
    public Optional<byte[]> open(byte[] info, byte[] associated, byte[] box) {
        var opened = Sealing.open(current, info, associated, box);
        if (opened.isEmpty() && previous != null) {
            return Sealing.open(previous, info, associated, box);
        }
        return opened;
    }

    private static AsymmetricCipherKeyPair pair(X25519PrivateKeyParameters secret) {
        return new AsymmetricCipherKeyPair(secret.generatePublicKey(), secret);
    }
}
