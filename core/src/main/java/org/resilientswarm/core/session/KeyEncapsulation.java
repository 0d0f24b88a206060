package org.resilientswarm.core.session;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import javax.security.auth.DestroyFailedException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;

/// ML-KEM-768 (FIPS 203) with keys as bare bytes: a key pair for one use.
final class KeyEncapsulation {
    static final int KEY_BYTES = 1184;
    static final int CIPHERTEXT_BYTES = 1088;

    private static final String ALGORITHM = "ML-KEM-768";
    private static final String PROVIDER = "SunJCE";

    /// What RFC 9935 puts before the 1184 bytes: SEQUENCE { SEQUENCE { OID id-alg-ml-kem-768 }, BIT
    /// STRING }. The JDK knows no other form.
    private static final byte[] KEY_PREFIX =
            HexFormat.of().parseHex("308204b2300b0609608648016503040402038204a100");

    private final byte[] publicKey;
    private final PrivateKey privateKey;

    KeyEncapsulation(SecureRandom random) {
        try {
            var generator = KeyPairGenerator.getInstance(ALGORITHM, PROVIDER);
            generator.initialize(NamedParameterSpec.ML_KEM_768, random);
            var pair = generator.generateKeyPair();
            publicKey = bare(pair.getPublic().getEncoded());
            privateKey = pair.getPrivate();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }

    private static byte[] bare(byte[] encoded) {
        int at = KEY_PREFIX.length;
        if (encoded.length != at + KEY_BYTES || !Arrays.equals(encoded, 0, at, KEY_PREFIX, 0, at)) {
            throw new IllegalStateException("an " + ALGORITHM + " key in an unknown encoding");
        }
        return Arrays.copyOfRange(encoded, at, encoded.length);
    }

    byte[] publicKey() {
        return publicKey.clone();
    }

    /// Makes a secret for the owner of a key.
    ///
    /// @param key [#KEY_BYTES] bytes
    /// @throws MalformedException when they are no key
    static Encapsulated encapsulate(byte[] key, SecureRandom random) throws MalformedException {
        byte[] encoded = Arrays.copyOf(KEY_PREFIX, KEY_PREFIX.length + KEY_BYTES);
        System.arraycopy(key, 0, encoded, KEY_PREFIX.length, KEY_BYTES);
        try {
            var spec = new X509EncodedKeySpec(encoded);
            var publicKey = KeyFactory.getInstance(ALGORITHM, PROVIDER).generatePublic(spec);
            var kem = KEM.getInstance(ALGORITHM, PROVIDER);
            var made = kem.newEncapsulator(publicKey, null, random).encapsulate();
            return new Encapsulated(made.encapsulation(), made.key().getEncoded());
        } catch (InvalidKeySpecException | InvalidKeyException e) {
            throw new MalformedException(
                    ErrorCode.HANDSHAKE_FAILED,
                    "a handshake message with an " + ALGORITHM + " key that is none",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no " + ALGORITHM, e);
        }
    }

    /// The secret in a ciphertext; one that nobody else knows when the ciphertext was not made for
    /// this key.
    ///
    /// @param ciphertext [#CIPHERTEXT_BYTES] bytes
    byte[] decapsulate(byte[] ciphertext) {
        try {
            var kem = KEM.getInstance(ALGORITHM, PROVIDER);
            return kem.newDecapsulator(privateKey).decapsulate(ciphertext).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " fails on its own key", e);
        }
    }

    /// Forgets the private key.
    void destroy() {
        try {
            privateKey.destroy();
        } catch (DestroyFailedException e) {
            throw new IllegalStateException("an " + ALGORITHM + " key that stays in memory", e);
        }
    }

    record Encapsulated(byte[] ciphertext, byte[] secret) {}
}
