package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.replication.Records.Times;
import org.resilientswarm.core.wire.GoldenVectors;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

class ReconciliationMessagesTest {
    private static final int MAX = 64 * 1024;
    private static final long BEGIN = 1_700_000_000_000L;

    private final RecordSet asking = golden();
    private final RecordSet answering = golden();

    ReconciliationMessagesTest() {
        answering.remove(time(5), id(5));
        answering.add(BEGIN + 123_456, id(99));
    }

    private static RecordSet golden() {
        var set = new RecordSet(new SplittableRandom(1));
        IntStream.rangeClosed(1, 20).forEach(n -> set.add(time(n), id(n)));
        return set;
    }

    private static long time(int number) {
        return BEGIN + number / 2 * 1000L;
    }

    private static RecordId id(int number) {
        try {
            byte[] text = String.valueOf(number).getBytes(StandardCharsets.US_ASCII);
            return RecordId.read(MessageDigest.getInstance("SHA-256").digest(text), 0);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] vector(String name) {
        return GoldenVectors.vector("reconciliation.txt", name);
    }

    private static byte[] answer(RecordSet set, byte[] message) throws MalformedException {
        return ReconciliationAnswer.to(set, message, MAX);
    }

    @Test
    void fingerprintsAreAsRecorded() {
        assertThat(fingerprint()).isEqualTo(recorded("fingerprint-none"));
        assertThat(fingerprint(id(1), id(2))).isEqualTo(recorded("fingerprint-of-two"));
        var largest = new RecordId(-1, -1, -1, -1);
        assertThat(fingerprint(largest, largest, id(1)))
                .isEqualTo(recorded("fingerprint-that-overflows"));
    }

    private static Fingerprint fingerprint(RecordId... ids) {
        IdSum sum = IdSum.ZERO;
        for (RecordId id : ids) {
            sum = sum.plus(id);
        }
        return Fingerprint.of(sum, ids.length);
    }

    private static Fingerprint recorded(String name) {
        var bytes = ByteBuffer.wrap(vector(name));
        return new Fingerprint(bytes.getLong(), bytes.getLong());
    }

    @Test
    void messagesAreAsRecorded() throws Exception {
        var reconciliation = new Reconciliation(asking, MAX);
        assertThat(reconciliation.first()).isEqualTo(vector("ask"));
        assertThat(answer(asking, vector("ask"))).isEqualTo(vector("answer-equal"));
        assertThat(answer(answering, vector("ask"))).isEqualTo(vector("answer-lists"));
        var step = reconciliation.take(vector("answer-lists"));
        assertThat(step.have()).containsExactly(id(5));
        assertThat(step.need()).containsExactly(id(99));
        assertThat(step.next()).isNull();
    }

    @Test
    void whoHasNothingAsksForAll() throws Exception {
        var nothing = new RecordSet(new SplittableRandom(1));
        assertThat(new Reconciliation(nothing, MAX).first()).isEqualTo(vector("ask-nothing"));
        assertThat(answer(nothing, vector("ask-nothing"))).isEqualTo(vector("ask-nothing"));
    }

    @Test
    void aMessageThatIsCutOffIsRefusedUnlessARangeEndsThere() {
        assertThat(lengthsTaken("ask")).containsExactly(1, 26, 46);
        assertThat(lengthsTaken("answer-lists")).containsExactly(1, 171, 175);
    }

    private List<Integer> lengthsTaken(String name) {
        byte[] whole = vector(name);
        var taken = new ArrayList<Integer>();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            try {
                assertThat(answer(asking, cut)).isNotEmpty();
                taken.add(length);
            } catch (MalformedException e) {
                assertThat(e.reason()).contains("cut off");
                assertRefused(() -> asked().take(cut));
            }
        }
        return taken;
    }

    private Reconciliation asked() {
        var reconciliation = new Reconciliation(asking, MAX);
        reconciliation.first();
        return reconciliation;
    }

    @Test
    void whatCannotBeIsRefused() {
        assertUnreadable(0x60);
        assertUnreadable(0x62, 0, 0, 0);
        assertUnreadable(0x61, 0, 0, 3);
        assertUnreadable(0x61, 0, 1, 0);
        assertUnreadable(0x61, 0, 1, 0, 0);
        assertUnreadable(0x61, 2, 0, 0, 1, 0, 0);
        assertUnreadable(0x61, 1, 0, 0);
        assertUnreadable(0x61, 0, 0, 0, 2, 0, 0);
        assertUnreadable(0x61, 0, 0, 0, 0, 0, 0);
        assertUnreadable(0x61, 0x80, 2, 0, 0);
        assertUnreadable(0x61, 2, 33, 0);
        assertUnreadable(0x61, 2, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0);
        assertUnreadable(0x61, 0, 0, 2, 0x81, 0x80, 0x80, 0x80, 0x80, 0);
        assertUnreadable(0x61, 0, 0, 2, 0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f);
    }

    @Test
    void theLastTimeIsABoundAndTheNextIsNot() throws Exception {
        int[] last = {0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0, 0};
        var read = new RangeReader(Records.joined(new byte[] {0x61}, last), MAX).next();
        assertThat(read)
                .isEqualTo(
                        new Range.Skip(
                                Position.START, new Position(Long.MAX_VALUE, Records.prefix())));
        byte[] beyond = Records.joined(Records.joined(new byte[] {0x61}, last), 2, 0, 0);
        assertRefused(() -> answer(asking, beyond));
        last[last.length - 3] = 1;
        assertRefused(() -> answer(asking, Records.joined(new byte[] {0x61}, last)));
        assertUnreadable(0x61, 0x83, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0, 0, 0);
    }

    private void assertUnreadable(int... message) {
        byte[] bytes = Records.joined(new byte[0], message);
        assertRefused(() -> answer(asking, bytes));
        assertRefused(() -> asked().take(bytes));
    }

    @Test
    void aMessageIsAsLongAsTheLimitAndNoLonger() throws Exception {
        byte[] message = vector("answer-lists");
        byte[] ask = vector("ask");
        var most = Math.max(message.length, Protocol.MIN_RECONCILIATION_BYTES);
        assertThat(ReconciliationAnswer.to(answering, ask, most)).isEqualTo(message);
        assertRefused(() -> new RangeReader(message, message.length - 1));
        assertThat(new RangeReader(message, message.length).next()).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReconciliationAnswer.to(answering, ask, 4095));
        assertThatIllegalArgumentException().isThrownBy(() -> new Reconciliation(asking, 4095));
    }

    @ParameterizedTest
    @ValueSource(ints = {4096, 4097, 10_000, MAX - 1, MAX})
    void answersStayWithinTheLimitAndFillIt(int limit) throws Exception {
        RecordSet many = Records.set(Records.items(20_000, Times.SAME, new Random(limit)));
        byte[] listed = ReconciliationAnswer.to(many, vector("ask-nothing"), limit);
        assertThat(listed.length).isBetween(limit - 400, limit);
    }

    @Test
    void bitsOfASumCarry() {
        var one = new IdSum(1, 0, 0, 0);
        var almost = new IdSum(-1, -1, -1, 5);
        assertThat(almost.plus(one)).isEqualTo(new IdSum(0, 0, 0, 6));
        assertThat(new IdSum(0, 0, 0, 6).minus(one)).isEqualTo(almost);
        assertThat(IdSum.ZERO.minus(one)).isEqualTo(new IdSum(-1, -1, -1, -1));
    }

    @Test
    void aBoundIsAsShortAsItCanBe() {
        var before = new Position(7, Records.prefix(1, 2, 3, 4));
        var after = new Position(7, Records.prefix(1, 2, 9, 9));
        assertThat(Position.between(before, after))
                .isEqualTo(new Position(7, Records.prefix(1, 2, 9)));
        assertThat(Position.between(before, new Position(8, Records.prefix(1))))
                .isEqualTo(new Position(8, Records.prefix()));
    }

    @Property(tries = 1000)
    void garbageIsRefusedAndNeverMore(@ForAll @Size(min = 1, max = 200) byte[] garbage) {
        garbage[0] = 0x61;
        takesOrRefuses(garbage);
    }

    @Property(tries = 1000)
    void aDamagedMessageIsRefusedAndNeverMore(
            @ForAll @IntRange(max = 600) int position, @ForAll byte value, @ForAll boolean lists) {
        byte[] damaged = vector(lists ? "answer-lists" : "ask").clone();
        damaged[position % damaged.length] = value;
        takesOrRefuses(damaged);
    }

    private void takesOrRefuses(byte[] message) {
        try {
            assertThat(answer(asking, message).length).isLessThanOrEqualTo(MAX);
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
        }
        try {
            var step = asked().take(message);
            assertThat(new TreeSet<>(step.have())).hasSameSizeAs(step.have());
        } catch (MalformedException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
        }
    }

    private interface Attempt {
        void run() throws MalformedException;
    }

    private static void assertRefused(Attempt attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
    }
}
