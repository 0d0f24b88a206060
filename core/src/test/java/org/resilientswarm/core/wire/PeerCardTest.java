package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.wire.GoldenMessages.ANNA;
import static org.resilientswarm.core.wire.GoldenMessages.MADE;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;

class PeerCardTest {
    private static final Duration ONE_MS = Duration.ofMillis(1);
    private static final HostPort ADDRESS = new HostPort("192.0.2.7", 7900);

    private final PeerCard card = GoldenMessages.annasCard();

    @Test
    void aCardKeepsWhatWasSignedToTheMillisecond() throws Exception {
        PeerCard made = sign("Anna", 32, "agent/1", 1, MADE.plusNanos(1_999_999));
        made.verify(MADE);
        assertThat(made.created()).isEqualTo(MADE.plus(ONE_MS));
        assertThat(made.expires()).isEqualTo(made.created().plus(Protocol.CARD_LIFETIME));
    }

    @Test
    void partsAreAsLongAsTheirLimits() throws Exception {
        String longest = "n".repeat(Protocol.MAX_NAME_LENGTH);
        PeerCard made = sign(longest, 32, longest, Protocol.MAX_ADDRESSES, MADE);
        assertThat(PeerCard.of(made.record())).usingRecursiveComparison().isEqualTo(made);
    }

    @Test
    void partsBeyondTheirLimitsAreRefused() {
        String tooLong = "n".repeat(Protocol.MAX_NAME_LENGTH + 1);
        assertNoCard(sign(tooLong, 32, "a", 0, MADE).record());
        assertNoCard(sign("n", 32, tooLong, 0, MADE).record());
        assertNoCard(sign("n", 32, "a", Protocol.MAX_ADDRESSES + 1, MADE).record());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aPrekeyHasThirtyTwoBytes(int length) {
        assertNoCard(sign("n", length, "a", 0, MADE).record());
    }

    @Test
    void onlyTheRecordOfItsKindIsACard() {
        SignedRecord r = card.record();
        PublicKey author = r.key().author();
        assertNoCard(with(new RecordKey(author, "pear", ""), r.body()));
        assertNoCard(with(new RecordKey(author, PeerCard.KIND, "x"), r.body()));
        assertNoCard(with(r.key(), new byte[] {1}));
        assertNoCard(with(r.key(), new byte[0]));
    }

    @Test
    void theHigherSequenceIsTheNewerCard() {
        PeerCard later = sign("Anna", 32, "agent/1", 1, MADE.plus(ONE_MS));
        assertThat(later.isNewerThan(card)).isTrue();
        assertThat(card.isNewerThan(later)).isFalse();
        assertThat(card.isNewerThan(card)).isFalse();
    }

    @Test
    void aCardExpiresToTheMillisecond() throws Exception {
        Instant end = MADE.plus(Protocol.CARD_LIFETIME);
        card.verify(end.minus(ONE_MS));
        assertRefused(card, end, ErrorCode.SIGNAL_EXPIRED);
    }

    @Test
    void aCardFromTheFutureIsRefusedBeyondTheSkewOfClocks() throws Exception {
        Instant earliest = MADE.minus(Protocol.MAX_CLOCK_SKEW);
        card.verify(earliest);
        assertRefused(card, earliest.minus(ONE_MS), ErrorCode.CLOCK_SKEWED);
    }

    @Test
    void aCardCannotLiveLongerThanItsLifetime() throws Exception {
        SignedRecord r = card.record();
        var longer =
                SignedRecord.sign(
                        ANNA, r.key(), r.sequence(), r.created(), r.expires() + 1, false, r.body());
        assertRefused(PeerCard.of(longer), MADE, ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void timesAreCheckedWithoutTheSignatureToo() throws Exception {
        PeerCard.of(signedBy(new byte[64])).verifyTimes(MADE);
        assertThatThrownBy(() -> card.verifyTimes(MADE.plus(Protocol.CARD_LIFETIME)))
                .isInstanceOf(MalformedException.class);
    }

    record Change(String what, SignedRecord changed) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Change> changes() {
        SignedRecord r = GoldenMessages.annasCard().record();
        PublicKey other = Identity.ofSeed(new byte[32]).publicKey();
        byte[] signature = r.signature().clone();
        signature[40] ^= 1;
        byte[] body = r.body().clone();
        int inTheName = new String(body, StandardCharsets.ISO_8859_1).indexOf("Anna");
        body[inTheName] = 'H';
        return Stream.of(
                new Change("key", with(new RecordKey(other, PeerCard.KIND, ""), r.body())),
                new Change("name", with(r.key(), body)),
                new Change("sequence", with(r.sequence() + 1, r.created(), r.expires())),
                new Change("created", with(r.sequence(), r.created() + 1, r.expires())),
                new Change("expires", with(r.sequence(), r.created(), r.expires() - 1)),
                new Change("signature", signedBy(signature)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangedCardIsFound(Change change) throws Exception {
        assertRefused(PeerCard.of(change.changed()), MADE, ErrorCode.SIGNATURE_WRONG);
    }

    private static PeerCard sign(
            String name, int prekeyLength, String agent, int addresses, Instant created) {
        return PeerCard.sign(
                ANNA,
                name,
                new byte[prekeyLength],
                agent,
                Collections.nCopies(addresses, ADDRESS),
                created);
    }

    private static SignedRecord with(RecordKey key, byte[] body) {
        SignedRecord r = GoldenMessages.annasCard().record();
        return new SignedRecord(
                key, r.sequence(), r.created(), r.expires(), false, body, r.signature(), r.id());
    }

    private static SignedRecord with(long sequence, long created, long expires) {
        SignedRecord r = GoldenMessages.annasCard().record();
        return new SignedRecord(
                r.key(), sequence, created, expires, false, r.body(), r.signature(), r.id());
    }

    private static SignedRecord signedBy(byte[] signature) {
        SignedRecord r = GoldenMessages.annasCard().record();
        return new SignedRecord(
                r.key(),
                r.sequence(),
                r.created(),
                r.expires(),
                false,
                r.body(),
                signature,
                r.id());
    }

    private static void assertNoCard(SignedRecord record) {
        assertThatThrownBy(() -> PeerCard.of(record))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }

    private static void assertRefused(PeerCard card, Instant now, ErrorCode code) {
        assertThatThrownBy(() -> card.verify(now))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
