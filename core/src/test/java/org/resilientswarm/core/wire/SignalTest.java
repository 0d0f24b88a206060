package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.wire.GoldenMessages.ANNA;
import static org.resilientswarm.core.wire.GoldenMessages.BEN;
import static org.resilientswarm.core.wire.GoldenMessages.MADE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.identity.PrekeyRing;
import org.resilientswarm.core.identity.TestPrekeys;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;

class SignalTest {
    private static final byte[] BODY = "the body".getBytes(StandardCharsets.UTF_8);
    private static final Duration ONE_MS = Duration.ofMillis(1);
    private static final PublicKey OTHER = Identity.ofSeed(new byte[32]).publicKey();

    private final PrekeyRing bensPrekeys = TestPrekeys.of(GoldenMessages.BENS_PREKEY_SECRET, MADE);
    private final Signal sealed =
            Signal.seal(
                    ANNA,
                    GoldenMessages.bensCard(),
                    new byte[Signal.ID_LENGTH],
                    SignalKind.OFFER,
                    BODY,
                    MADE);

    @Test
    void theReceiverReadsWhatTheSenderSealed() throws Exception {
        sealed.verify(MADE);
        assertThat(sealed.open(bensPrekeys)).isEqualTo(BODY);
        assertThat(sealed.ttl()).isEqualTo(Protocol.SIGNAL_TTL);
        assertThat(sealed.created()).isEqualTo(MADE);
    }

    @Test
    void aSignalThatWasStoredStillOpens() throws Exception {
        byte[] recorded = GoldenVectors.vector("signals.txt", "sealed");
        var routed = (HopFrame.RoutedSignal) HopCodec.decode(recorded).get(0);
        routed.signal().verify(MADE);
        assertThat(SignalBodyCodec.decode(SignalKind.OFFER, routed.signal().open(bensPrekeys)))
                .usingRecursiveComparison()
                .isEqualTo(GoldenMessages.offer());
    }

    @Test
    void nobodyElseReadsIt() {
        var strangers = TestPrekeys.of(GoldenMessages.ANNAS_PREKEY_SECRET, MADE);
        assertRefused(ErrorCode.SIGNAL_UNREADABLE, () -> sealed.open(strangers));
    }

    @Test
    void thePreviousPrekeyStillOpensAndTheOneBeforeItDoesNot() throws Exception {
        Instant tomorrow = MADE.plus(PrekeyRing.LIFETIME);
        assertThat(bensPrekeys.renewWhenOld(tomorrow)).isTrue();
        assertThat(sealed.open(bensPrekeys)).isEqualTo(BODY);
        assertThat(bensPrekeys.renewWhenOld(tomorrow.plus(PrekeyRing.LIFETIME))).isTrue();
        assertRefused(ErrorCode.SIGNAL_UNREADABLE, () -> sealed.open(bensPrekeys));
    }

    record Change(String what, Signal changed) {
        @Override
        public String toString() {
            return what;
        }
    }

    /// The box is bound to all of these.
    static Stream<Change> changesOfTheHeader() {
        Signal s = new SignalTest().sealed;
        return Stream.of(
                new Change("to", with(s, OTHER, s.from(), s.id(), s.kind(), s.created(), s.ttl())),
                new Change("from", with(s, s.to(), OTHER, s.id(), s.kind(), s.created(), s.ttl())),
                new Change(
                        "id",
                        with(s, s.to(), s.from(), flipped(s.id()), s.kind(), s.created(), s.ttl())),
                new Change(
                        "kind",
                        with(s, s.to(), s.from(), s.id(), SignalKind.ANSWER, s.created(), s.ttl())),
                new Change(
                        "created",
                        with(
                                s,
                                s.to(),
                                s.from(),
                                s.id(),
                                s.kind(),
                                s.created().plus(ONE_MS),
                                s.ttl())),
                new Change(
                        "ttl",
                        with(
                                s,
                                s.to(),
                                s.from(),
                                s.id(),
                                s.kind(),
                                s.created(),
                                s.ttl().minus(ONE_MS))));
    }

    @ParameterizedTest
    @MethodSource("changesOfTheHeader")
    void aChangedHeaderIsFoundByEverybodyAndUnreadable(Change change) {
        assertRefused(ErrorCode.SIGNATURE_WRONG, () -> change.changed().verify(MADE));
        assertRefused(ErrorCode.SIGNAL_UNREADABLE, () -> change.changed().open(bensPrekeys));
    }

    @Test
    void aChangedBoxIsFoundByEverybodyAndUnreadable() {
        for (int at = 0; at < sealed.box().length; at += 7) {
            byte[] box = sealed.box().clone();
            box[at] ^= 1;
            Signal changed = with(box, sealed.signature());
            assertRefused(ErrorCode.SIGNATURE_WRONG, () -> changed.verify(MADE));
            assertRefused(ErrorCode.SIGNAL_UNREADABLE, () -> changed.open(bensPrekeys));
        }
    }

    @Test
    void aBoxThatIsCutOffIsUnreadable() {
        for (int length : List.of(0, 31, 32, 47, 48, sealed.box().length - 1)) {
            Signal cut = with(java.util.Arrays.copyOf(sealed.box(), length), sealed.signature());
            assertRefused(ErrorCode.SIGNAL_UNREADABLE, () -> cut.open(bensPrekeys));
        }
    }

    @Test
    void aChangedSignatureIsFound() {
        assertRefused(
                ErrorCode.SIGNATURE_WRONG,
                () -> with(sealed.box(), flipped(sealed.signature())).verify(MADE));
        assertRefused(
                ErrorCode.SIGNATURE_WRONG, () -> with(sealed.box(), new byte[0]).verify(MADE));
    }

    @Test
    void aSignalFromTheFutureIsRefusedBeyondTheSkewOfClocks() throws Exception {
        Instant earliest = MADE.minus(Protocol.MAX_CLOCK_SKEW);
        sealed.verify(earliest);
        assertRefused(ErrorCode.CLOCK_SKEWED, () -> sealed.verify(earliest.minus(ONE_MS)));
    }

    @Test
    void anOldSignalIsRefusedBeyondItsTimeToLiveAndTheSkewOfClocks() throws Exception {
        Instant end = MADE.plus(Protocol.SIGNAL_TTL).plus(Protocol.MAX_CLOCK_SKEW);
        sealed.verify(end.minus(ONE_MS));
        assertRefused(ErrorCode.SIGNAL_EXPIRED, () -> sealed.verify(end));
    }

    @Test
    void itsTimeToLiveEndsToTheMillisecond() {
        Instant end = MADE.plus(Protocol.SIGNAL_TTL);
        assertThat(sealed.expired(end.minus(ONE_MS))).isFalse();
        assertThat(sealed.expired(end)).isTrue();
    }

    @Test
    void aTimeToLiveIsAsLongAsTheLimitAndNoLonger() throws Exception {
        signal(16, 64, Duration.ZERO).verify(MADE);
        signal(16, 64, Protocol.SIGNAL_TTL).verify(MADE);
        assertMalformed(signal(16, 64, Protocol.SIGNAL_TTL.plus(ONE_MS)));
        assertMalformed(signal(16, 64, ONE_MS.negated()));
    }

    @Test
    void aBoxIsAsLargeAsTheLimitAndNoLarger() throws Exception {
        int most = Protocol.MAX_SIGNAL_BOX_BYTES;
        signal(16, most, Protocol.SIGNAL_TTL).verify(MADE);
        assertRefused(
                ErrorCode.MESSAGE_OVERSIZED,
                () -> signal(16, most + 1, Protocol.SIGNAL_TTL).verify(MADE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void anIdHasSixteenBytes(int length) {
        assertMalformed(signal(length, 64, Protocol.SIGNAL_TTL));
    }

    private static Signal signal(int idLength, int boxLength, Duration ttl) {
        return TestSignals.signal(
                ANNA, BEN.publicKey(), new byte[idLength], new byte[boxLength], MADE, ttl);
    }

    private static Signal with(
            Signal s,
            PublicKey to,
            PublicKey from,
            byte[] id,
            SignalKind kind,
            Instant created,
            Duration ttl) {
        return new Signal(to, from, id, kind, created, ttl, s.box(), s.signature());
    }

    private Signal with(byte[] box, byte[] signature) {
        return new Signal(
                sealed.to(),
                sealed.from(),
                sealed.id(),
                sealed.kind(),
                sealed.created(),
                sealed.ttl(),
                box,
                signature);
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    private static void assertMalformed(Signal signal) {
        assertRefused(ErrorCode.MESSAGE_MALFORMED, () -> signal.verify(MADE));
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
