package org.resilientswarm.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.time.Instant;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealingTest {
    private static final byte[] INFO = ascii("for a test");
    private static final byte[] BOUND = ascii("bound to this");
    private static final byte[] PLAIN = ascii("the text");

    private final X25519PrivateKeyParameters secret =
            new X25519PrivateKeyParameters(new SecureRandom());
    private final byte[] prekey = secret.generatePublicKey().getEncoded();
    private final PrekeyRing ring = new PrekeyRing(new SecureRandom(), Instant.EPOCH, secret);
    private final byte[] box = Sealing.seal(prekey, INFO, BOUND, PLAIN);

    @Test
    void whatWasSealedOpens() {
        assertThat(ring.open(INFO, BOUND, box)).hasValueSatisfying(this::isPlain);
        assertThat(box).hasSize(PLAIN.length + Sealing.OVERHEAD);
    }

    @Test
    void aBoxMayBeEmpty() {
        byte[] empty = Sealing.seal(prekey, INFO, BOUND, new byte[0]);
        assertThat(empty).hasSize(Sealing.OVERHEAD);
        assertThat(ring.open(INFO, BOUND, empty)).hasValueSatisfying(b -> assertThat(b).isEmpty());
    }

    @Test
    void noTwoBoxesAreTheSame() {
        assertThat(Sealing.seal(prekey, INFO, BOUND, PLAIN)).isNotEqualTo(box);
    }

    @Test
    void aBoxIsForOnePurposeAndBoundToOneThing() {
        assertThat(ring.open(ascii("for another"), BOUND, box)).isEmpty();
        assertThat(ring.open(INFO, ascii("bound to that"), box)).isEmpty();
    }

    @Test
    void aBoxWithAnyByteChangedDoesNotOpen() {
        for (int at = 0; at < box.length; at++) {
            byte[] changed = box.clone();
            changed[at] ^= 1;
            assertThat(ring.open(INFO, BOUND, changed)).as("byte %d", at).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 47})
    void aBoxThatIsTooShortDoesNotOpen(int length) {
        assertThat(ring.open(INFO, BOUND, Arrays.copyOf(box, length))).isEmpty();
    }

    @Test
    void aBoxWhoseEncapsulatedKeyIsWeakDoesNotOpen() {
        byte[] weak = box.clone();
        Arrays.fill(weak, 0, 32, (byte) 0);
        assertThat(ring.open(INFO, BOUND, weak)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aPrekeyOfAnotherLengthCannotBeSealedTo(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealing.seal(new byte[length], INFO, BOUND, PLAIN));
    }

    @Test
    void aWeakPrekeyCannotBeSealedTo() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sealing.seal(new byte[32], INFO, BOUND, PLAIN));
    }

    @Test
    void anotherImplementationOfRfc9180OpensIt() throws Exception {
        isPlain(openAsTheRfcSays());
    }

    private void isPlain(byte[] opened) {
        assertThat(opened).isEqualTo(PLAIN);
    }

    /// RFC 9180 written down step by step, with the JDK's primitives.
    private byte[] openAsTheRfcSays() throws GeneralSecurityException {
        byte[] encapsulated = Arrays.copyOf(box, 32);
        byte[] sealed = Arrays.copyOfRange(box, 32, box.length);
        byte[] kem = join(ascii("KEM"), new byte[] {0, 0x20});
        byte[] eae = extract(kem, new byte[0], "eae_prk", agree(encapsulated));
        byte[] shared = expand(kem, eae, "shared_secret", join(encapsulated, prekey), 32);

        byte[] suite = join(ascii("HPKE"), new byte[] {0, 0x20, 0, 1, 0, 2});
        byte[] context =
                join(
                        new byte[] {0},
                        extract(suite, new byte[0], "psk_id_hash", new byte[0]),
                        extract(suite, new byte[0], "info_hash", INFO));
        byte[] secretBytes = extract(suite, shared, "secret", new byte[0]);
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(expand(suite, secretBytes, "key", context, 32), "AES"),
                new GCMParameterSpec(128, expand(suite, secretBytes, "base_nonce", context, 12)));
        cipher.updateAAD(BOUND);
        return cipher.doFinal(sealed);
    }

    private byte[] agree(byte[] theirs) throws GeneralSecurityException {
        var factory = KeyFactory.getInstance("X25519");
        byte[] bigEndian = new byte[32];
        for (int i = 0; i < 32; i++) {
            bigEndian[i] = theirs[31 - i];
        }
        var agreement = KeyAgreement.getInstance("X25519");
        agreement.init(
                factory.generatePrivate(
                        new XECPrivateKeySpec(NamedParameterSpec.X25519, secret.getEncoded())));
        agreement.doPhase(
                factory.generatePublic(
                        new XECPublicKeySpec(
                                NamedParameterSpec.X25519, new BigInteger(1, bigEndian))),
                true);
        return agreement.generateSecret();
    }

    private static byte[] extract(byte[] suite, byte[] salt, String label, byte[] material)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.ofExtract()
                                .addSalt(salt)
                                .addIKM(join(ascii("HPKE-v1"), suite, ascii(label), material))
                                .extractOnly());
    }

    private static byte[] expand(byte[] suite, byte[] key, String label, byte[] info, int length)
            throws GeneralSecurityException {
        byte[] labeled =
                join(new byte[] {0, (byte) length}, ascii("HPKE-v1"), suite, ascii(label), info);
        return KDF.getInstance("HKDF-SHA256")
                .deriveData(
                        HKDFParameterSpec.expandOnly(
                                new SecretKeySpec(key, "HKDF"), labeled, length));
    }

    private static byte[] join(byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
