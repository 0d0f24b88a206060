package org.resilientswarm.core.session;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.math.ec.rfc7748.X25519;

/// Noise_XX_25519_AESGCM_SHA256 written out from the specification (revision 34) with the JDK's
/// primitives: to compare with, and to say in a genuine handshake what no genuine node says.
final class WrittenOutNoise {
    private final byte[] staticSecret;
    private final byte[] ephemeralSecret;
    private byte[] hash = "Noise_XX_25519_AESGCM_SHA256".getBytes(StandardCharsets.US_ASCII);
    private byte[] chainingKey;
    private byte[] key = {};
    private long nonce;
    private byte[] farEphemeral = {};
    byte[] farStatic = {};

    WrittenOutNoise(byte[] staticSecret, byte[] ephemeralSecret, byte[] prologue) {
        this.staticSecret = staticSecret.clone();
        this.ephemeralSecret = ephemeralSecret.clone();
        hash = Arrays.copyOf(hash, 32);
        chainingKey = hash;
        mixHash(prologue);
    }

    /// -> e
    byte[] writeFirst() throws GeneralSecurityException {
        byte[] ephemeral = publicKey(ephemeralSecret);
        mixHash(ephemeral);
        mixHash(new byte[0]);
        return ephemeral;
    }

    void readFirst(byte[] message) {
        farEphemeral = message;
        mixHash(message);
        mixHash(new byte[0]);
    }

    /// <- e, ee, s, es
    byte[] writeSecond(byte[] payload) throws GeneralSecurityException {
        byte[] ephemeral = publicKey(ephemeralSecret);
        mixHash(ephemeral);
        mixKey(agree(ephemeralSecret, farEphemeral));
        byte[] sealedStatic = encryptAndHash(publicKey(staticSecret));
        mixKey(agree(staticSecret, farEphemeral));
        return join(ephemeral, sealedStatic, encryptAndHash(payload));
    }

    byte[] readSecond(byte[] message) throws GeneralSecurityException {
        farEphemeral = Arrays.copyOf(message, 32);
        mixHash(farEphemeral);
        mixKey(agree(ephemeralSecret, farEphemeral));
        farStatic = decryptAndHash(Arrays.copyOfRange(message, 32, 80));
        mixKey(agree(ephemeralSecret, farStatic));
        return decryptAndHash(Arrays.copyOfRange(message, 80, message.length));
    }

    /// -> s, se
    byte[] writeThird(byte[] payload) throws GeneralSecurityException {
        byte[] sealedStatic = encryptAndHash(publicKey(staticSecret));
        mixKey(agree(staticSecret, farEphemeral));
        return join(sealedStatic, encryptAndHash(payload));
    }

    byte[] readThird(byte[] message) throws GeneralSecurityException {
        farStatic = decryptAndHash(Arrays.copyOf(message, 48));
        mixKey(agree(ephemeralSecret, farStatic));
        return decryptAndHash(Arrays.copyOfRange(message, 48, message.length));
    }

    byte[] hash() {
        return hash.clone();
    }

    /// The session's keys, the caller's first, as docs/protocol.md derives them.
    byte[][] keys(byte[] callersRandom, byte[] calledsRandom, byte[] shared)
            throws GeneralSecurityException {
        byte[] split = hkdf(chainingKey, new byte[0]);
        byte[] secret =
                join(
                        callersRandom,
                        calledsRandom,
                        shared,
                        gcm(Cipher.ENCRYPT_MODE, Arrays.copyOf(split, 32), 0, new byte[32]),
                        gcm(
                                Cipher.ENCRYPT_MODE,
                                Arrays.copyOfRange(split, 32, 64),
                                0,
                                new byte[32]));
        return new byte[][] {
            expand(secret, "rswarm-session/1 caller"), expand(secret, "rswarm-session/1 called")
        };
    }

    private byte[] expand(byte[] secret, String label) throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addSalt(hash)
                                .addIKM(secret)
                                .thenExpand(label.getBytes(StandardCharsets.US_ASCII), 32));
    }

    private void mixHash(byte[] data) {
        try {
            hash = MessageDigest.getInstance("SHA-256").digest(join(hash, data));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private void mixKey(byte[] material) throws GeneralSecurityException {
        byte[] both = hkdf(chainingKey, material);
        chainingKey = Arrays.copyOf(both, 32);
        key = Arrays.copyOfRange(both, 32, 64);
        nonce = 0;
    }

    private byte[] encryptAndHash(byte[] plain) throws GeneralSecurityException {
        byte[] sealed = gcm(Cipher.ENCRYPT_MODE, key, nonce++, plain);
        mixHash(sealed);
        return sealed;
    }

    private byte[] decryptAndHash(byte[] sealed) throws GeneralSecurityException {
        byte[] plain = gcm(Cipher.DECRYPT_MODE, key, nonce++, sealed);
        mixHash(sealed);
        return plain;
    }

    private byte[] gcm(int mode, byte[] with, long counter, byte[] text)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] iv = ByteBuffer.allocate(12).putLong(4, counter).array();
        cipher.init(mode, new SecretKeySpec(with, "AES"), new GCMParameterSpec(128, iv));
        cipher.updateAAD(hash);
        return cipher.doFinal(text);
    }

    private static byte[] hkdf(byte[] chainingKey, byte[] material)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addSalt(chainingKey)
                                .addIKM(material)
                                .thenExpand(new byte[0], 64));
    }

    static byte[] publicKey(byte[] secret) {
        byte[] bytes = new byte[32];
        X25519.scalarMultBase(secret, 0, bytes, 0);
        return bytes;
    }

    private static byte[] agree(byte[] secret, byte[] theirs) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance("X25519");
        PrivateKey own =
                factory.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
        PublicKey far =
                factory.generatePublic(
                        new XECPublicKeySpec(
                                NamedParameterSpec.X25519, new BigInteger(1, reversed(theirs))));
        var agreement = KeyAgreement.getInstance("X25519");
        agreement.init(own);
        agreement.doPhase(far, true);
        return agreement.generateSecret();
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}
