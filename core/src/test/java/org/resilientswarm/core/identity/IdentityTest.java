package org.resilientswarm.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.PublicKey;

class IdentityTest {
    private static final String DOMAIN = "test/1";
    private static final byte[] MESSAGE = "hello".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] X509_HEADER = hex("302a300506032b6570032100");

    /// The order of the group (RFC 8032, section 5.1).
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

    private final Identity identity =
            Identity.ofSeed(
                    hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
    private final byte[] signature = identity.sign(DOMAIN, MESSAGE);

    @ParameterizedTest
    @CsvSource({
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
                + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
                + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
                + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025"
    })
    void thePublicKeyFollowsFromTheSeedAsRfc8032Says(String seed, String publicKey) {
        Identity known = Identity.ofSeed(hex(seed));
        assertThat(known.publicKey().hex()).isEqualTo(publicKey);
        assertThat(known.seed()).isEqualTo(hex(seed));
    }

    @Test
    void anotherImplementationAcceptsTheSignature() throws Exception {
        var signed = new ByteArrayOutputStream();
        signed.writeBytes(DOMAIN.getBytes(StandardCharsets.US_ASCII));
        signed.write(0);
        signed.writeBytes(MESSAGE);
        var verifier = Signature.getInstance("Ed25519");
        verifier.initVerify(
                KeyFactory.getInstance("Ed25519")
                        .generatePublic(
                                new X509EncodedKeySpec(
                                        join(X509_HEADER, identity.publicKey().bytes()))));
        verifier.update(signed.toByteArray());
        assertThat(verifier.verify(signature)).isTrue();
    }

    @Test
    void aSignatureIsAcceptedForItsKeyDomainAndMessageOnly() {
        PublicKey key = identity.publicKey();
        PublicKey other = Identity.generate(new SecureRandom()).publicKey();
        byte[] otherMessage = "hellO".getBytes(StandardCharsets.US_ASCII);
        assertThat(Identity.verify(key, DOMAIN, MESSAGE, signature)).isTrue();
        assertThat(Identity.verify(other, DOMAIN, MESSAGE, signature)).isFalse();
        assertThat(Identity.verify(key, "test/2", MESSAGE, signature)).isFalse();
        assertThat(Identity.verify(key, DOMAIN, otherMessage, signature)).isFalse();
    }

    @Test
    void theEndOfADomainCannotBecomeTheBeginningOfAMessage() {
        byte[] moved = "1\0hello".getBytes(StandardCharsets.US_ASCII);
        assertThat(Identity.verify(identity.publicKey(), "test/", moved, signature)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 128})
    void aSignatureOfAnotherLengthIsRefused(int length) {
        byte[] wrong = Arrays.copyOf(signature, length);
        assertThat(Identity.verify(identity.publicKey(), DOMAIN, MESSAGE, wrong)).isFalse();
    }

    @Test
    void aSignatureWithAnyBitFlippedIsRefused() {
        for (int bit = 0; bit < signature.length * 8; bit += 5) {
            byte[] wrong = signature.clone();
            wrong[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Identity.verify(identity.publicKey(), DOMAIN, MESSAGE, wrong))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void aSignatureHasOneFormOnly() {
        byte[] scalar = Arrays.copyOfRange(signature, 32, 64);
        byte[] shifted = littleEndian(fromLittleEndian(scalar).add(ORDER));
        byte[] second = join(Arrays.copyOf(signature, 32), shifted);
        assertThat(Identity.verify(identity.publicKey(), DOMAIN, MESSAGE, second)).isFalse();
    }

    /// Of these, everybody could sign for the first ones; the others are no points, or written in a
    /// form that is not the one form of their point.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0100000000000000000000000000000000000000000000000000000000000000",
                "0000000000000000000000000000000000000000000000000000000000000000",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
                "0200000000000000000000000000000000000000000000000000000000000000",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
            })
    void nothingIsSignedByAKeyThatNobodyCanHave(String key) {
        byte[] neutral = new byte[64];
        neutral[0] = 1;
        var weak = new PublicKey(hex(key));
        assertThat(Identity.verify(weak, DOMAIN, MESSAGE, neutral)).isFalse();
        assertThat(Identity.verify(weak, DOMAIN, MESSAGE, signature)).isFalse();
    }

    @Test
    void twoNewIdentitiesDiffer() {
        var random = new SecureRandom();
        assertThat(Identity.generate(random).publicKey())
                .isNotEqualTo(Identity.generate(random).publicKey());
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static BigInteger fromLittleEndian(byte[] bytes) {
        return new BigInteger(1, reversed(bytes));
    }

    private static byte[] littleEndian(BigInteger number) {
        byte[] bigEndian = number.toByteArray();
        byte[] bytes = Arrays.copyOf(reversed(bigEndian), 32);
        assertThat(fromLittleEndian(bytes)).isEqualTo(number);
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] result = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            result[i] = bytes[bytes.length - 1 - i];
        }
        return result;
    }
}
