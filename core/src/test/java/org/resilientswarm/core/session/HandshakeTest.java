package org.resilientswarm.core.session;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;

class HandshakeTest {
    private static final Identity ANNA = Identity.ofSeed(seed(1));
    private static final Identity BEN = Identity.ofSeed(seed(2));
    private static final Identity EVE = Identity.ofSeed(seed(3));

    private final ListedRandom annasRandom = new ListedRandom(11, 12, 13, 14);
    private final ListedRandom bensRandom = new ListedRandom(21, 22, 23, 24, 25);
    private final HandshakeIdentity annasIdentity = new HandshakeIdentity(ANNA, annasRandom);
    private final HandshakeIdentity bensIdentity = new HandshakeIdentity(BEN, bensRandom);

    /// The same handshake each time, so that one side may be damaged and begun anew.
    private final byte[] first = annaCalls().first();

    private final byte[] second = answer(benIsCalled(), first);
    private final byte[] third = answer(annaHasCalled(), second);

    @Test
    void bothSidesEndWithTheSameKeys() throws Exception {
        var anna = Handshake.initiate(fresh(ANNA), BEN.publicKey());
        var ben = Handshake.respond(fresh(BEN), ANNA.publicKey());
        byte[] proof = answer(anna, answer(ben, anna.first()));
        assertThat(ben.keys()).isNull();
        assertThat(ben.take(proof, 0)).isNull();
        var annas = keys(anna);
        var bens = keys(ben);
        assertThat(annas.sending()).hasSize(32).isEqualTo(bens.receiving());
        assertThat(annas.receiving()).hasSize(32).isEqualTo(bens.sending());
        assertThat(annas.sending()).isNotEqualTo(annas.receiving());
    }

    @Test
    void whoCarriesTheMessagesSeesNeitherKeysNorSignatures() {
        for (byte[] message : List.of(first, second, third)) {
            for (HandshakeIdentity side : List.of(annasIdentity, bensIdentity)) {
                assertThat(contains(message, side.publicKey().bytes())).isFalse();
                assertThat(contains(message, side.signature())).isFalse();
            }
        }
        assertThat(contains(annasIdentity.signature(), annasIdentity.signature())).isTrue();
    }

    /// Whether the message has any eight bytes of the secret in a row.
    private static boolean contains(byte[] message, byte[] secret) {
        for (int at = 0; at + 8 <= message.length; at++) {
            for (int from = 0; from + 8 <= secret.length; from++) {
                if (Arrays.equals(message, at, at + 8, secret, from, from + 8)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void noTwoHandshakesHaveAKeyInCommon() throws Exception {
        var anna = fresh(ANNA);
        var ben = fresh(BEN);
        var one = meet(anna, ben);
        var other = meet(anna, ben);
        assertThat(one.sending()).isNotEqualTo(other.sending());
        assertThat(one.receiving()).isNotEqualTo(other.receiving());
    }

    @Test
    void messagesMayStandBehindOtherBytes() throws Exception {
        byte[] behind = new byte[7 + first.length];
        System.arraycopy(first, 0, behind, 7, first.length);
        assertThat(benIsCalled().take(behind, 7)).isEqualTo(second);
    }

    @Test
    void messagesHaveOneLengthEach() {
        assertThat(first).hasSize(Handshake.FIRST_BYTES).hasSize(32);
        assertThat(second).hasSize(Handshake.SECOND_BYTES).hasSize(1408);
        assertThat(third).hasSize(Handshake.THIRD_BYTES).hasSize(1280);
    }

    @Test
    void aFirstMessageWithAnyByteChangedComesToNothing() throws Exception {
        for (int bit = 0; bit < 8 * first.length; bit += 7) {
            var ben = benIsCalled();
            byte[] answer;
            try {
                answer = requireNonNull(ben.take(flipped(first, bit), 0));
            } catch (MalformedException weakKey) {
                assertThat(weakKey.code()).isEqualTo(ErrorCode.HANDSHAKE_FAILED);
                continue;
            }
            assertRefused(annaHasCalled(), answer);
            assertRefused(ben, third);
        }
    }

    @Test
    void anAnswerWithAnyByteChangedIsRefused() {
        for (int bit = 0; bit < 8 * second.length; bit += 7) {
            assertRefused(annaHasCalled(), flipped(second, bit));
        }
    }

    @Test
    void aProofWithAnyByteChangedIsRefused() {
        for (int bit = 0; bit < 8 * third.length; bit += 7) {
            assertRefused(benHasAnswered(), flipped(third, bit));
        }
    }

    @Test
    void aMessageThatIsCutOffIsRefused() {
        for (int length = 0; length < first.length; length++) {
            assertRefused(benIsCalled(), Arrays.copyOf(first, length));
        }
        for (int length = 0; length < second.length; length++) {
            assertRefused(annaHasCalled(), Arrays.copyOf(second, length));
        }
        for (int length = 0; length < third.length; length++) {
            assertRefused(benHasAnswered(), Arrays.copyOf(third, length));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 65_536})
    void aMessageThatGoesOnIsRefused(int more) {
        assertRefused(benIsCalled(), Arrays.copyOf(first, first.length + more));
        assertRefused(annaHasCalled(), Arrays.copyOf(second, second.length + more));
        assertRefused(benHasAnswered(), Arrays.copyOf(third, third.length + more));
    }

    @Test
    void aPlaceBeyondTheMessageIsRefused() {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> benIsCalled().take(first, first.length + 1));
    }

    @Test
    void messagesOutOfOrderAreRefused() {
        assertRefused(benIsCalled(), second);
        assertRefused(benIsCalled(), third);
        assertRefused(benHasAnswered(), first);
        assertRefused(benHasAnswered(), second);
        assertRefused(annaHasCalled(), first);
        assertRefused(annaHasCalled(), third);
        assertRefused(annaCalls(), second);
    }

    @Test
    void afterARefusalNothingIsTaken() {
        var ben = benHasAnswered();
        assertRefused(ben, flipped(third, 0));
        assertRefused(ben, third);
        var anna = annaHasCalled();
        assertRefused(anna, flipped(second, 0));
        assertRefused(anna, second);
    }

    @Test
    void aRepeatedMessageDoesNotUndoAHandshakeThatIsDone() throws Exception {
        var anna = annaHasCalled();
        answer(anna, second);
        byte[] sending = keys(anna).sending().clone();
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> anna.take(second, 0));
        assertThat(keys(anna).sending()).isEqualTo(sending);

        var ben = benHasAnswered();
        ben.take(third, 0);
        assertThatExceptionOfType(MalformedException.class).isThrownBy(() -> ben.take(third, 0));
        assertThat(keys(ben).receiving()).isEqualTo(sending);
    }

    @Test
    void messagesOfAnotherHandshakeOfTheSameTwoAreRefused() throws Exception {
        var anna = Handshake.initiate(fresh(ANNA), BEN.publicKey());
        var ben = Handshake.respond(fresh(BEN), ANNA.publicKey());
        byte[] otherSecond = answer(ben, anna.first());
        byte[] otherThird = answer(anna, otherSecond);
        assertRefused(annaHasCalled(), otherSecond);
        assertRefused(benHasAnswered(), otherThird);
    }

    @Test
    void whoAnswersInPlaceOfThePeerIsRefused() throws Exception {
        var eve = Handshake.respond(fresh(EVE), ANNA.publicKey());
        assertRefused(annaHasCalled(), answer(eve, first));
    }

    @Test
    void whoCallsInPlaceOfThePeerIsRefused() throws Exception {
        var eve = Handshake.initiate(fresh(EVE), BEN.publicKey());
        var ben = benIsCalled();
        assertRefused(eve, answer(ben, eve.first()));
    }

    @Test
    void whoIsMeantToCallAnotherIsRefused() throws Exception {
        var anna = Handshake.initiate(fresh(ANNA), EVE.publicKey());
        assertRefused(anna, answer(benIsCalled(), anna.first()));
    }

    @Test
    void bothMayNotCall() {
        var ben = Handshake.initiate(fresh(BEN), ANNA.publicKey());
        ben.first();
        assertRefused(ben, first);
    }

    @Test
    void onlyTheCallerBeginsAndOnlyOnce() {
        assertThatIllegalStateException().isThrownBy(() -> benIsCalled().first());
        assertThatIllegalStateException().isThrownBy(() -> annaHasCalled().first());
    }

    @Test
    void whatWasGivenUpTakesNothing() {
        var ben = benHasAnswered();
        ben.destroy();
        assertRefused(ben, third);
    }

    private static byte[] seed(int value) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) value);
        return seed;
    }

    private static HandshakeIdentity fresh(Identity identity) {
        return new HandshakeIdentity(identity, new SecureRandom());
    }

    private Handshake annaCalls() {
        annasRandom.goBackTo(1);
        return Handshake.initiate(annasIdentity, BEN.publicKey());
    }

    private Handshake annaHasCalled() {
        var anna = annaCalls();
        anna.first();
        return anna;
    }

    private Handshake benIsCalled() {
        bensRandom.goBackTo(1);
        return Handshake.respond(bensIdentity, ANNA.publicKey());
    }

    private Handshake benHasAnswered() {
        var ben = benIsCalled();
        answer(ben, first);
        return ben;
    }

    private static byte[] answer(Handshake side, byte[] message) {
        try {
            return requireNonNull(side.take(message, 0));
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static SessionKeys meet(HandshakeIdentity caller, HandshakeIdentity called)
            throws MalformedException {
        var one = Handshake.initiate(caller, called.publicKey());
        var other = Handshake.respond(called, caller.publicKey());
        other.take(answer(one, answer(other, one.first())), 0);
        return keys(other);
    }

    private static SessionKeys keys(Handshake side) {
        return requireNonNull(side.keys());
    }

    private static byte[] flipped(byte[] message, int bit) {
        byte[] flipped = message.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        return flipped;
    }

    private static void assertRefused(Handshake side, byte @Nullable [] message) {
        assertThatExceptionOfType(MalformedException.class)
                .isThrownBy(() -> side.take(requireNonNull(message), 0))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.HANDSHAKE_FAILED));
        assertThat(side.keys()).isNull();
    }
}
