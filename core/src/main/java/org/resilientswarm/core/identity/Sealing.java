package org.resilientswarm.core.identity;

import java.util.Optional;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;

/// Encryption to somebody's prekey: HPKE (RFC 9180) in base mode with X25519, HKDF-SHA256 and
/// AES-256-GCM.
///
/// A sealed box is the 32 bytes of the encapsulated key and then the ciphertext with its tag.
public final class Sealing {
    /// By how many bytes a box is longer than what is in it.
    public static final int OVERHEAD = 32 + 16;

    private static final int ENCAPSULATED_LENGTH = 32;

    private Sealing() {}

    /// Seals a text for the owner of the prekey.
    ///
    /// @param prekey the 32 bytes of the receiver's X25519 public key
    /// @param info for which purpose
    /// @param associated what the box is bound to without containing it
    /// @throws IllegalArgumentException when the prekey is not a usable X25519 key
    public static byte[] seal(byte[] prekey, byte[] info, byte[] associated, byte[] plain) {
        var hpke = suite();
        try {
            byte[][] sealed =
                    hpke.seal(
                            hpke.deserializePublicKey(prekey),
                            info,
                            associated,
                            plain,
                            null,
                            null,
                            null);
            byte[] box = new byte[ENCAPSULATED_LENGTH + sealed[0].length];
            System.arraycopy(sealed[1], 0, box, 0, ENCAPSULATED_LENGTH);
            System.arraycopy(sealed[0], 0, box, ENCAPSULATED_LENGTH, sealed[0].length);
            return box;
        } catch (InvalidCipherTextException | IllegalStateException e) {
            throw new IllegalArgumentException("the prekey cannot be sealed to", e);
        }
    }

    /// Opens a box, or gives nothing when it was not sealed to this prekey with the same purpose
    /// and association, or was changed.
    static Optional<byte[]> open(
            AsymmetricCipherKeyPair prekey, byte[] info, byte[] associated, byte[] box) {
        if (box.length < OVERHEAD) {
            return Optional.empty();
        }
        byte[] encapsulated = java.util.Arrays.copyOf(box, ENCAPSULATED_LENGTH);
        byte[] sealed = java.util.Arrays.copyOfRange(box, ENCAPSULATED_LENGTH, box.length);
        try {
            return Optional.of(
                    suite().open(encapsulated, prekey, info, associated, sealed, null, null, null));
        } catch (InvalidCipherTextException | IllegalStateException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    static HPKE suite() {
        return new HPKE(
                HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
    }
}
