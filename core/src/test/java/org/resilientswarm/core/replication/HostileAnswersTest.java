package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.replication.Records.Times;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

class HostileAnswersTest {
    private static final int MAX = 64 * 1024;
    private static final Fingerprint WRONG = new Fingerprint(1, 2);
    private static final int ITEMS = 100;

    private final Random random = new Random(11);
    private final RecordSet set = Records.set(Records.items(ITEMS, Times.YEAR, random));
    private final RecordSet nothing = Records.set(List.of());
    private int rounds;

    @Test
    void whoHandsTheQuestionBackAnswersNothing() {
        assertRefused(
                set,
                out -> {
                    out.skip(Position.between(set.item(6), set.item(7)));
                    out.fingerprint(Position.between(set.item(14), set.item(15)), WRONG);
                });
    }

    @Test
    void whoGivesARemainderForAllAnswersNothing() {
        assertLeadsNowhere(
                set,
                message -> {
                    var out = new RangeWriter(MAX);
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "answers nothing");
    }

    @Test
    void whoSettlesAMillisecondARoundIsStopped() {
        long begin = set.item(0).created();
        assertLeadsNowhere(
                set,
                message -> {
                    var out = new RangeWriter(MAX);
                    out.skip(new Position(begin + ++rounds, Records.prefix()));
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "lead nowhere");
        assertThat(rounds).isLessThanOrEqualTo(17 + 2 * ITEMS);
    }

    @Test
    void whoListsWithoutEndIsStopped() {
        assertLeadsNowhere(
                nothing,
                message -> {
                    var out = new RangeWriter(MAX);
                    out.skip(new Position(rounds, Records.prefix()));
                    out.ids(
                            new Position(++rounds, Records.prefix()),
                            Records.items(2000, Times.SAME, random).stream()
                                    .map(Position::id)
                                    .toList());
                    out.fingerprint(Position.END, WRONG);
                    return out.message();
                },
                "more ids than anybody may have");
        assertThat(rounds).isEqualTo(Protocol.MAX_RECORDS / 2000 + 1);
    }

    @Test
    void whoDividesWithoutEndIsStopped() {
        var reconciliation = new Reconciliation(set, Protocol.MIN_RECONCILIATION_BYTES);
        assertThatThrownBy(
                        () -> {
                            byte[] message = reconciliation.first();
                            while (message != null) {
                                message = reconciliation.take(quarters(message)).next();
                            }
                        })
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("ranges open");
    }

    /// Divides the first ranges of a question into four each.
    private static byte[] quarters(byte[] question) throws MalformedException {
        var in = new RangeReader(question, Protocol.MIN_RECONCILIATION_BYTES);
        var out = new RangeWriter(Protocol.MIN_RECONCILIATION_BYTES);
        int divided = 0;
        Range range = in.next();
        for (; range != null && divided < 16; range = in.next()) {
            BigInteger lower = number(range.lower());
            BigInteger width = number(range.upper()).subtract(lower);
            out.skip(range.lower());
            if (!(range instanceof Range.Skip) && width.bitLength() > 2) {
                for (long i = 1; i < 4; i++) {
                    BigInteger at = width.multiply(BigInteger.valueOf(i)).shiftRight(2).add(lower);
                    out.fingerprint(position(at), WRONG);
                }
                out.fingerprint(range.upper(), WRONG);
                divided++;
            }
        }
        if (range != null) {
            out.skip(range.lower());
            out.fingerprint(Position.END, WRONG);
        }
        return out.message();
    }

    /// All positions, but for END, are numbers below 2^319.
    private static BigInteger number(Position position) {
        return position.equals(Position.END)
                ? BigInteger.ONE.shiftLeft(319)
                : BigInteger.valueOf(position.created())
                        .shiftLeft(256)
                        .add(new BigInteger(1, position.id().bytes()));
    }

    private static Position position(BigInteger number) {
        byte[] bytes = new byte[RecordId.LENGTH];
        for (int i = 0; i < bytes.length; i++) {
            bytes[bytes.length - 1 - i] = number.shiftRight(8 * i).byteValue();
        }
        return new Position(number.shiftRight(256).longValueExact(), RecordId.read(bytes, 0));
    }

    private void assertLeadsNowhere(RecordSet asking, UnaryOperator<byte[]> partner, String why) {
        var reconciliation = new Reconciliation(asking, MAX);
        assertThatThrownBy(
                        () -> {
                            byte[] message = reconciliation.first();
                            while (message != null) {
                                message = reconciliation.take(partner.apply(message)).next();
                            }
                        })
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
                            assertThat(e.reason()).contains(why);
                        });
    }

    @Test
    void anIdMayBeListedOnce() throws Exception {
        RecordId id = Records.id(random);
        assertThat(taken(nothing, out -> out.ids(Position.END, List.of(id))).need())
                .containsExactly(id);
        assertRefused(nothing, out -> out.ids(Position.END, List.of(id, id)));
    }

    @Test
    void onlyWhatWasAskedMayBeAnswered() throws Exception {
        Position middle = set.item(ITEMS / 2);
        assertRefused(set, out -> out.ids(Position.END, List.of()));
        assertRefused(set, out -> out.fingerprint(middle, WRONG));
        assertRefused(
                set,
                out -> {
                    out.skip(Position.END);
                    out.ids(new Position(Long.MAX_VALUE, Records.prefix()), List.of());
                });
    }

    @Test
    void whatWasSettledMayNotBeAnsweredAgain() throws Exception {
        var reconciliation = new Reconciliation(set, MAX);
        reconciliation.first();
        Position lower = Position.between(set.item(6), set.item(7));
        var divided = new RangeWriter(MAX);
        divided.skip(lower);
        divided.fingerprint(Position.between(set.item(10), set.item(11)), WRONG);
        assertThat(reconciliation.take(divided.message()).next()).isNotNull();
        var again = new RangeWriter(MAX);
        again.ids(lower, List.of());
        assertThatThrownBy(() -> reconciliation.take(again.message()))
                .isInstanceOf(MalformedException.class)
                .hasMessageContaining("nobody asked");
    }

    @Test
    void nothingFollowsARemainder() throws Exception {
        var part = new Position(1, Records.prefix());
        var longer = new Position(2, Records.prefix());
        assertRefused(
                nothing,
                out -> {
                    out.ids(part, List.of(Records.id(random)));
                    out.ids(part, List.of());
                });
        assertThat(
                        taken(
                                        nothing,
                                        out -> {
                                            out.ids(part, List.of(Records.id(random)));
                                            out.fingerprint(longer, WRONG);
                                        })
                                .next())
                .isNotNull();
    }

    @Test
    void anEmptyAnswerSettlesAll() throws Exception {
        var step = taken(set, out -> {});
        assertThat(step.next()).isNull();
        assertThat(step.have()).isEmpty();
        assertThat(step.need()).isEmpty();
    }

    @Test
    void anAnswerIsTakenOnce() throws Exception {
        var reconciliation = new Reconciliation(set, MAX);
        byte[] answer = ReconciliationAnswer.to(set, reconciliation.first(), MAX);
        assertThat(reconciliation.take(answer).next()).isNull();
        assertThatIllegalStateException().isThrownBy(() -> reconciliation.take(answer));
    }

    @Test
    void aQuestionOfManyRangesIsAnsweredWithinTheLimit() throws Exception {
        RecordSet many = Records.set(Records.items(5_000, Times.YEAR, random));
        var out = new RangeWriter(MAX);
        // Each second range is equal, so that a skip comes before every list.
        for (int i = 5; i < 1000; i += 5) {
            out.fingerprint(many.item(i), i % 2 == 0 ? many.fingerprint(i - 5, i) : WRONG);
        }
        byte[] question = Arrays.copyOf(out.message(), 4000);
        byte[] whole = wholeRanges(question);
        for (int limit = 4096; limit < 4196; limit++) {
            assertThat(ReconciliationAnswer.to(many, whole, limit).length)
                    .isBetween(limit - 350, limit);
        }
    }

    /// What is left of a message when the range that is cut off is left out.
    private static byte[] wholeRanges(byte[] cut) {
        for (int length = cut.length; ; length--) {
            byte[] shorter = Arrays.copyOf(cut, length);
            try {
                var in = new RangeReader(shorter, MAX);
                for (Range range = in.next(); range != null; range = in.next()) {
                    assertThat(range).isInstanceOf(Range.Print.class);
                }
                return shorter;
            } catch (MalformedException e) {
                assertThat(e.reason()).contains("cut off");
            }
        }
    }

    private interface Written {
        void to(RangeWriter out);
    }

    private static Reconciliation.Step taken(RecordSet asking, Written answer)
            throws MalformedException {
        var reconciliation = new Reconciliation(asking, MAX);
        reconciliation.first();
        var out = new RangeWriter(MAX);
        answer.to(out);
        return reconciliation.take(out.message());
    }

    private static void assertRefused(RecordSet asking, Written answer) {
        assertThatThrownBy(() -> taken(asking, answer))
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }
}
