package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.resilientswarm.core.replication.Records.Times;
import org.resilientswarm.core.wire.RecordId;

class RecordSetTest {
    private static final int MANY = 100_000;

    /// Far above what chance gives a treap of some thousand blocks, far below their number.
    private static final int MAX_HEIGHT = 64;

    private final RecordSet set = new RecordSet(new SplittableRandom(1));

    @Test
    void anEmptySetHasNothing() {
        assertThat(set.size()).isZero();
        assertThat(set.contains(1, Records.prefix(1))).isFalse();
        assertThat(set.remove(1, Records.prefix(1))).isFalse();
        assertThat(set.indexOf(Position.END)).isZero();
        assertThat(set.sum(0, 0)).isEqualTo(IdSum.ZERO);
        assertThat(set.ids(0, 0)).isEmpty();
        assertThatThrownBy(() -> set.item(0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theSameIdOfTwoTimesIsTwoItems() {
        assertThat(set.add(1, Records.prefix(1))).isTrue();
        assertThat(set.add(2, Records.prefix(1))).isTrue();
        assertThat(set.add(2, Records.prefix(1))).isFalse();
        assertThat(set.size()).isEqualTo(2);
    }

    @Test
    void aTimeMayBeAnyButNegative() {
        assertThat(set.add(0, Records.prefix())).isTrue();
        assertThat(set.add(Long.MAX_VALUE, Records.prefix(255))).isTrue();
        assertThat(set.indexOf(Position.START)).isZero();
        assertThat(set.indexOf(Position.END)).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(() -> set.add(-1, Records.prefix()));
    }

    @Test
    void idsAreComparedAsUnsignedBytes() {
        set.add(1, Records.prefix(0x80));
        set.add(1, Records.prefix(0x7f));
        assertThat(set.ids(0, 2)).containsExactly(Records.prefix(0x7f), Records.prefix(0x80));
    }

    @Property(tries = 60)
    void addsAndRemovesAsANaiveSet(
            @ForAll long seed, @ForAll Times times, @ForAll @IntRange(max = 3000) int steps) {
        var random = new Random(seed);
        var tested = new RecordSet(new SplittableRandom(seed));
        var model = new TreeSet<Position>();
        var known = new ArrayList<Position>();
        for (int i = 0; i < steps; i++) {
            // Long runs of removals empty whole blocks.
            boolean remove = !known.isEmpty() && (i / 500) % 2 == 1 && random.nextInt(4) != 0;
            Position item = remove ? known.get(random.nextInt(known.size())) : times.item(random);
            if (remove) {
                assertThat(tested.remove(item.created(), item.id())).isEqualTo(model.remove(item));
            } else {
                known.add(item);
                assertThat(tested.add(item.created(), item.id())).isEqualTo(model.add(item));
                assertThat(tested.add(item.created(), item.id())).isFalse();
            }
            assertThat(tested.contains(item.created(), item.id())).isEqualTo(!remove);
        }
        assertSame(tested, model, random);
    }

    @Property(tries = 20)
    void emptiedInAnyOrderItIsEmpty(@ForAll long seed, @ForAll Times times) {
        var random = new Random(seed);
        var model = Records.items(1000, times, random);
        RecordSet tested = Records.set(model);
        for (Position item : Records.shuffled(model, random)) {
            assertThat(tested.remove(item.created(), item.id())).isTrue();
            model.remove(item);
            if (model.size() % 100 == 7) {
                assertSame(tested, model, random);
            }
        }
        assertThat(tested.size()).isZero();
        assertThat(tested.height()).isZero();
    }

    private static void assertSame(RecordSet tested, NavigableSet<Position> model, Random random) {
        var items = List.copyOf(model);
        assertThat(tested.size()).isEqualTo(items.size());
        for (int i = 0; i < 50; i++) {
            int from = random.nextInt(items.size() + 1);
            int to = from + random.nextInt(items.size() - from + 1);
            var ids = items.subList(from, to).stream().map(Position::id).toList();
            assertThat(tested.ids(from, to)).isEqualTo(ids);
            assertThat(number(tested.sum(from, to))).isEqualTo(sum(ids));
            if (from < items.size()) {
                assertThat(tested.item(from)).isEqualTo(items.get(from));
                assertThat(tested.indexOf(items.get(from))).isEqualTo(from);
            }
            Position any = Times.YEAR.item(random);
            assertThat(tested.indexOf(any)).isEqualTo(model.headSet(any).size());
        }
        assertThat(tested.ids(0, items.size())).hasSize(items.size());
        assertThat(tested.indexOf(Position.END)).isEqualTo(items.size());
    }

    private static BigInteger sum(List<RecordId> ids) {
        return ids.stream()
                .map(id -> littleEndian(id.bytes()))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .mod(BigInteger.TWO.pow(256));
    }

    private static BigInteger littleEndian(byte[] bytes) {
        BigInteger number = BigInteger.ZERO;
        for (int i = bytes.length - 1; i >= 0; i--) {
            number = number.shiftLeft(8).or(BigInteger.valueOf(bytes[i] & 0xff));
        }
        return number;
    }

    private static BigInteger number(IdSum sum) {
        return littleEndian(
                new RecordId(
                                Long.reverseBytes(sum.a()),
                                Long.reverseBytes(sum.b()),
                                Long.reverseBytes(sum.c()),
                                Long.reverseBytes(sum.d()))
                        .bytes());
    }

    @ParameterizedTest
    @EnumSource
    void noOrderOfInsertionMakesItHighOrSparse(Order order) {
        var counted = new CountingRandom();
        var tested = new RecordSet(counted);
        for (Position item : order.items()) {
            tested.add(item.created(), item.id());
        }
        assertThat(tested.size()).isEqualTo(MANY);
        assertThat(tested.height()).isBetween(2, MAX_HEIGHT);
        // One number is drawn for each block that is made.
        assertThat(counted.drawn).isLessThanOrEqualTo(MANY / 32 + 1);
    }

    @ParameterizedTest
    @EnumSource
    void blocksThatAreAlmostEmptiedGo(Order order) {
        var tested = new RecordSet(new SplittableRandom(5));
        var items = order.items();
        items.forEach(item -> tested.add(item.created(), item.id()));
        for (int i = 0; i < items.size(); i++) {
            if (i % 100 != 0) {
                tested.remove(items.get(i).created(), items.get(i).id());
            }
        }
        assertThat(tested.size()).isEqualTo(MANY / 100);
        // A thousand blocks of one item would be some 22 high; these are sixty at most.
        assertThat(tested.height()).isLessThan(17);
    }

    enum Order {
        ASCENDING,
        DESCENDING,
        SAME_TIME,
        FROM_BOTH_ENDS;

        List<Position> items() {
            var random = new Random(7);
            var items = new ArrayList<Position>(MANY);
            for (int i = 0; i < MANY; i++) {
                long place =
                        switch (this) {
                            case ASCENDING -> i;
                            case DESCENDING -> MANY - i;
                            case SAME_TIME -> 1;
                            case FROM_BOTH_ENDS -> i % 2 == 0 ? i : 2L * MANY - i;
                        };
                RecordId id = this == SAME_TIME ? new RecordId(0, 0, 0, i) : Records.id(random);
                items.add(new Position(place, id));
            }
            return items;
        }
    }

    private static final class CountingRandom implements RandomGenerator {
        private final SplittableRandom random = new SplittableRandom(3);
        private int drawn;

        @Override
        public int nextInt() {
            drawn++;
            return random.nextInt();
        }

        @Override
        public long nextLong() {
            return random.nextLong();
        }
    }
}
