package org.resilientswarm.core.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.resilientswarm.core.session.WrittenOutNoise.join;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.KEM;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.GoldenVectors;
import org.resilientswarm.core.wire.MalformedException;

/// The handshake beside a second implementation, which says what the protocol says, or what no
/// genuine node would.
class HandshakeProtocolTest {
    private static final Identity ANNA = Identity.ofSeed(bytes(1));
    private static final Identity BEN = Identity.ofSeed(bytes(2));
    private static final Identity EVE = Identity.ofSeed(bytes(3));
    private static final String DOMAIN = "rswarm-session/1";

    private static final byte[] PROLOGUE =
            join(
                    "rswarm/1".getBytes(StandardCharsets.US_ASCII),
                    ANNA.publicKey().bytes(),
                    BEN.publicKey().bytes());

    /// Anna's secrets: static, ephemeral, random, for ML-KEM. Then Ben's.
    private final Handshake anna =
            Handshake.initiate(
                    new HandshakeIdentity(ANNA, new ListedRandom(11, 12, 13, 14)), BEN.publicKey());

    private final Handshake ben =
            Handshake.respond(
                    new HandshakeIdentity(BEN, new ListedRandom(21, 22, 23, 24, 25)),
                    ANNA.publicKey());

    private final WrittenOutNoise otherAnna = new WrittenOutNoise(bytes(11), bytes(12), PROLOGUE);
    private final WrittenOutNoise otherBen = new WrittenOutNoise(bytes(21), bytes(22), PROLOGUE);
    private final byte[] annasSignature = ANNA.sign(DOMAIN, WrittenOutNoise.publicKey(bytes(11)));
    private final byte[] bensSignature = BEN.sign(DOMAIN, WrittenOutNoise.publicKey(bytes(21)));
    private KeyPair bensKemKeys = new KeyPair(null, null);

    @BeforeEach
    void makeKeys() throws Exception {
        bensKemKeys = KeyPairGenerator.getInstance("ML-KEM-768").generateKeyPair();
    }

    @Test
    void aHandshakeGoesAsRecorded() throws Exception {
        byte[] first = anna.first();
        byte[] second = requireNonNull(ben.take(first, 0));
        byte[] third = requireNonNull(anna.take(second, 0));
        ben.take(third, 0);
        assertThat(first).isEqualTo(recorded("first"));
        assertThat(second).isEqualTo(recorded("second"));
        assertThat(third).isEqualTo(recorded("third"));
        assertThat(keys(anna).sending()).isEqualTo(recorded("caller-key"));
        assertThat(keys(anna).receiving()).isEqualTo(recorded("called-key"));
    }

    @Test
    void anotherImplementationMayCall() throws Exception {
        byte[] second = requireNonNull(ben.take(otherAnna.writeFirst(), 0));
        byte[] heard = otherAnna.readSecond(second);
        assertThat(otherAnna.farStatic).isEqualTo(WrittenOutNoise.publicKey(bytes(21)));
        assertThat(heard).startsWith(join(BEN.publicKey().bytes(), bensSignature, bytes(23)));
        var secret = encapsulate(Arrays.copyOfRange(heard, 128, 1312));
        ben.take(otherAnna.writeThird(annasPayload(secret.encapsulation())), 0);
        var expected = otherAnna.keys(bytes(13), bytes(23), secret.key().getEncoded());
        assertThat(keys(ben).receiving()).isEqualTo(expected[0]);
        assertThat(keys(ben).sending()).isEqualTo(expected[1]);
    }

    @Test
    void anotherImplementationMayBeCalled() throws Exception {
        byte[] third = requireNonNull(anna.take(otherBensAnswer(bensPayload(bensKemKey())), 0));
        byte[] heard = otherBen.readThird(third);
        assertThat(heard).startsWith(join(ANNA.publicKey().bytes(), annasSignature, bytes(13)));
        byte[] shared =
                KEM.getInstance("ML-KEM-768")
                        .newDecapsulator(bensKemKeys.getPrivate())
                        .decapsulate(Arrays.copyOfRange(heard, 128, 1216))
                        .getEncoded();
        var expected = otherBen.keys(bytes(13), bytes(23), shared);
        assertThat(keys(anna).sending()).isEqualTo(expected[0]);
        assertThat(keys(anna).receiving()).isEqualTo(expected[1]);
    }

    @Test
    void whoAnswersUnderAnotherNameIsRefused() throws Exception {
        byte[] signature = EVE.sign(DOMAIN, WrittenOutNoise.publicKey(bytes(21)));
        byte[] payload = join(EVE.publicKey().bytes(), signature, bytes(23), bensKemKey());
        assertRefused(anna, otherBensAnswer(payload), "in place of the peer");
    }

    @Test
    void whoCallsUnderAnotherNameIsRefused() throws Exception {
        byte[] signature = EVE.sign(DOMAIN, WrittenOutNoise.publicKey(bytes(11)));
        byte[] payload = join(EVE.publicKey().bytes(), signature, bytes(13), new byte[1088]);
        assertRefused(ben, otherAnnasProof(payload), "in place of the peer");
    }

    @Test
    void whoAnswersWithASignatureOfSomebodyElsesIsRefused() throws Exception {
        byte[] signature = EVE.sign(DOMAIN, WrittenOutNoise.publicKey(bytes(21)));
        byte[] payload = join(BEN.publicKey().bytes(), signature, bytes(23), bensKemKey());
        assertRefused(anna, otherBensAnswer(payload), "has not signed");
    }

    @Test
    void whoShowsASignatureOverAnotherStaticKeyIsRefused() throws Exception {
        byte[] signature = BEN.sign(DOMAIN, WrittenOutNoise.publicKey(bytes(99)));
        byte[] payload = join(BEN.publicKey().bytes(), signature, bytes(23), bensKemKey());
        assertRefused(anna, otherBensAnswer(payload), "has not signed");
    }

    @Test
    void whoShowsASignatureForAnotherPurposeIsRefused() throws Exception {
        byte[] signature = ANNA.sign("rswarm-card/1", WrittenOutNoise.publicKey(bytes(11)));
        byte[] payload = join(ANNA.publicKey().bytes(), signature, bytes(13), new byte[1088]);
        assertRefused(ben, otherAnnasProof(payload), "has not signed");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1184, -1, 1, 64})
    void anAnswerWithAnEncapsulationKeyOfAnotherLengthIsRefused(int more) throws Exception {
        byte[] key = Arrays.copyOf(bensKemKey(), 1184 + more);
        assertRefused(anna, otherBensAnswer(bensPayload(key)), "bytes in place of 1408");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1088, -1, 1, 96})
    void aProofWithACiphertextOfAnotherLengthIsRefused(int more) throws Exception {
        byte[] proof = otherAnnasProof(annasPayload(new byte[1088 + more]));
        assertRefused(ben, proof, "bytes in place of 1280");
    }

    @Test
    void anEncapsulationKeyThatIsNoneIsRefused() throws Exception {
        byte[] key = new byte[1184];
        Arrays.fill(key, (byte) 0xff);
        assertRefused(anna, otherBensAnswer(bensPayload(key)), "ML-KEM-768 key that is none");
    }

    @Test
    void aCiphertextForAnotherKeyGivesKeysThatNobodyElseHas() throws Exception {
        byte[] second = requireNonNull(ben.take(otherAnna.writeFirst(), 0));
        otherAnna.readSecond(second);
        var secret = encapsulate(bensKemKey());
        ben.take(otherAnna.writeThird(annasPayload(secret.encapsulation())), 0);
        var expected = otherAnna.keys(bytes(13), bytes(23), secret.key().getEncoded());
        assertThat(keys(ben).receiving()).isNotEqualTo(expected[0]);
        assertThat(keys(ben).sending()).isNotEqualTo(expected[1]);
    }

    @Test
    void whoExpectsAnotherPairIsRefused() throws Exception {
        byte[] swapped =
                join(
                        "rswarm/1".getBytes(StandardCharsets.US_ASCII),
                        BEN.publicKey().bytes(),
                        ANNA.publicKey().bytes());
        var stranger = new WrittenOutNoise(bytes(21), bytes(22), swapped);
        stranger.readFirst(anna.first());
        assertRefused(anna, stranger.writeSecond(bensPayload(bensKemKey())), "not for this");
    }

    /// All encodings of the points of low order, on the curve and on its twist.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0000000000000000000000000000000000000000000000000000000000000000",
                "0100000000000000000000000000000000000000000000000000000000000000",
                "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
                "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
                "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
                "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            })
    void aWeakKeyIsRefused(String point) {
        byte[] weak = HexFormat.of().parseHex(point);
        byte[] answer = Arrays.copyOf(weak, Handshake.SECOND_BYTES);
        anna.first();
        assertRefused(anna, answer, "weak key");
        weak[31] |= (byte) 0x80;
        assertRefused(ben, weak, "weak key");
    }

    private byte[] otherBensAnswer(byte[] payload) throws GeneralSecurityException {
        otherBen.readFirst(anna.first());
        return otherBen.writeSecond(payload);
    }

    private byte[] otherAnnasProof(byte[] payload) throws Exception {
        otherAnna.readSecond(requireNonNull(ben.take(otherAnna.writeFirst(), 0)));
        return otherAnna.writeThird(payload);
    }

    private byte[] annasPayload(byte[] ciphertext) {
        return join(ANNA.publicKey().bytes(), annasSignature, bytes(13), ciphertext);
    }

    private byte[] bensPayload(byte[] key) {
        return join(BEN.publicKey().bytes(), bensSignature, bytes(23), key);
    }

    private byte[] bensKemKey() {
        byte[] encoded = bensKemKeys.getPublic().getEncoded();
        return Arrays.copyOfRange(encoded, encoded.length - 1184, encoded.length);
    }

    private KEM.Encapsulated encapsulate(byte[] key) throws GeneralSecurityException {
        byte[] encoded = bensKemKeys.getPublic().getEncoded();
        System.arraycopy(key, 0, encoded, encoded.length - 1184, 1184);
        var spec = new X509EncodedKeySpec(encoded);
        var publicKey = KeyFactory.getInstance("ML-KEM-768").generatePublic(spec);
        return KEM.getInstance("ML-KEM-768").newEncapsulator(publicKey).encapsulate();
    }

    private static byte[] bytes(int value) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] recorded(String name) {
        return GoldenVectors.vector("handshake.txt", name);
    }

    private static SessionKeys keys(Handshake side) {
        return requireNonNull(side.keys());
    }

    private static void assertRefused(Handshake side, byte[] message, String why) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> side.take(message, 0))
                .withMessageContaining(why)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HANDSHAKE_FAILED));
        assertThat(side.keys()).isNull();
    }
}
