package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.wire.GoldenMessages.ANNA;
import static org.resilientswarm.core.wire.GoldenMessages.MADE;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
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
        sign(longest, 32, longest, Protocol.MAX_ADDRESSES, MADE).verify(MADE);
    }

    @Test
    void partsBeyondTheirLimitsAreRefused() {
        String tooLong = "n".repeat(Protocol.MAX_NAME_LENGTH + 1);
        assertRefused(sign(tooLong, 32, "a", 0, MADE), MADE, ErrorCode.MESSAGE_MALFORMED);
        assertRefused(sign("n", 32, tooLong, 0, MADE), MADE, ErrorCode.MESSAGE_MALFORMED);
        assertRefused(
                sign("n", 32, "a", Protocol.MAX_ADDRESSES + 1, MADE),
                MADE,
                ErrorCode.MESSAGE_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 31, 33})
    void aPrekeyHasThirtyTwoBytes(int length) {
        assertRefused(sign("n", length, "a", 0, MADE), MADE, ErrorCode.MESSAGE_MALFORMED);
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
    void aCardCannotLiveLongerThanItsLifetime() {
        PeerCard longer = with(card, card.created(), card.expires().plus(ONE_MS));
        assertRefused(longer, MADE, ErrorCode.MESSAGE_MALFORMED);
    }

    record Change(String what, PeerCard changed) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Change> changes() {
        PeerCard c = GoldenMessages.annasCard();
        PublicKey other = Identity.ofSeed(new byte[32]).publicKey();
        byte[] signature = c.signature().clone();
        signature[40] ^= 1;
        return Stream.of(
                new Change("key", with(c, other, c.name(), c.prekey(), c.agent(), c.addresses())),
                new Change("name", with(c, c.key(), "Anne", c.prekey(), c.agent(), c.addresses())),
                new Change(
                        "prekey",
                        with(c, c.key(), c.name(), new byte[32], c.agent(), c.addresses())),
                new Change("agent", with(c, c.key(), c.name(), c.prekey(), "x", c.addresses())),
                new Change(
                        "an address less",
                        with(
                                c,
                                c.key(),
                                c.name(),
                                c.prekey(),
                                c.agent(),
                                c.addresses().subList(0, 1))),
                new Change(
                        "addresses in another order",
                        with(
                                c,
                                c.key(),
                                c.name(),
                                c.prekey(),
                                c.agent(),
                                c.addresses().reversed())),
                new Change("created", with(c, c.created().plus(ONE_MS), c.expires())),
                new Change("expires", with(c, c.created(), c.expires().minus(ONE_MS))),
                new Change(
                        "signature",
                        new PeerCard(
                                c.key(),
                                c.name(),
                                c.prekey(),
                                c.agent(),
                                c.addresses(),
                                c.created(),
                                c.expires(),
                                signature)));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangedCardIsFound(Change change) {
        assertRefused(change.changed(), MADE, ErrorCode.SIGNATURE_WRONG);
    }

    @Test
    void textsCannotMoveFromOneFieldToTheNext() {
        PeerCard moved =
                with(
                        card,
                        card.key(),
                        card.name() + "golden",
                        card.prekey(),
                        "/1",
                        card.addresses());
        assertRefused(moved, MADE, ErrorCode.SIGNATURE_WRONG);
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

    private static PeerCard with(
            PeerCard c,
            PublicKey key,
            String name,
            byte[] prekey,
            String agent,
            List<HostPort> addresses) {
        return new PeerCard(
                key, name, prekey, agent, addresses, c.created(), c.expires(), c.signature());
    }

    private static PeerCard with(PeerCard c, Instant created, Instant expires) {
        return new PeerCard(
                c.key(),
                c.name(),
                c.prekey(),
                c.agent(),
                c.addresses(),
                created,
                expires,
                c.signature());
    }

    private static void assertRefused(PeerCard card, Instant now, ErrorCode code) {
        assertThatThrownBy(() -> card.verify(now))
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
