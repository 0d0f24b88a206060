package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.replication.Records.Times;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

class ReconciliationTest {
    private static final int SMALL = Protocol.MIN_RECONCILIATION_BYTES;
    private static final int LARGE = 64 * 1024;

    @Property(tries = 150)
    void bothSidesLearnExactlyWhatTheyDoNotHaveInCommon(
            @ForAll long seed,
            @ForAll Times times,
            @ForAll @IntRange(max = 5000) int common,
            @ForAll @IntRange(max = 300) int mine,
            @ForAll @IntRange(max = 300) int theirs)
            throws Exception {
        var sides = new Sides(seed, times, common, mine, theirs);
        Conversation done = sides.conversation(LARGE).run();
        sides.assertFound(done);
        int differences = mine + theirs;
        assertThat(done.bytes()).isLessThanOrEqualTo(1100 + 1200L * differences);
        assertThat(done.rounds).isLessThanOrEqualTo(4 + (int) (4 * done.bytes() / LARGE));
        assertThat(done.longestMessage).isLessThanOrEqualTo(LARGE);
    }

    @Property(tries = 60)
    void smallMessagesFindTheSame(
            @ForAll long seed,
            @ForAll Times times,
            @ForAll @IntRange(max = 2000) int common,
            @ForAll @IntRange(max = 2000) int mine,
            @ForAll @IntRange(max = 2000) int theirs,
            @ForAll @IntRange(min = SMALL, max = SMALL + 100) int maxMessageBytes)
            throws Exception {
        var sides = new Sides(seed, times, common, mine, theirs);
        Conversation done = sides.conversation(maxMessageBytes).run();
        sides.assertFound(done);
        assertThat(done.longestMessage).isLessThanOrEqualTo(maxMessageBytes);
        assertThat(done.rounds)
                .as("rounds for %d bytes", done.bytes())
                .isLessThanOrEqualTo(8 + (int) (4 * done.bytes() / maxMessageBytes));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 9, 31, 32, 33, 255, 256, 257, 5000, 20_000})
    void equalSetsTakeOneSmallMessageEachWay(int number) throws Exception {
        for (Times times : Times.values()) {
            var sides = new Sides(number, times, number, 0, 0);
            Conversation done = sides.conversation(LARGE).run();
            sides.assertFound(done);
            assertThat(done.rounds).isEqualTo(1);
            assertThat(done.bytes()).isLessThanOrEqualTo(1024);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1000, 20_000})
    void whoHasNothingLearnsAllIdsAtTheirCost(int number) throws Exception {
        for (Times times : Times.values()) {
            var newcomer = new Sides(number, times, 0, 0, number);
            Conversation done = newcomer.conversation(LARGE).run();
            newcomer.assertFound(done);
            assertThat(done.bytes()).isLessThan(32L * number + 100L * done.rounds);
            assertThat(done.rounds).isLessThanOrEqualTo(1 + 32 * number / (LARGE - 1024));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 1000, 20_000})
    void whoMeetsANewcomerLearnsThatItHasNothing(int number) throws Exception {
        for (Times times : Times.values()) {
            var host = new Sides(number, times, 0, number, 0);
            Conversation done = host.conversation(LARGE).run();
            host.assertFound(done);
            assertThat(done.rounds).isEqualTo(1);
            assertThat(done.bytes()).isLessThan(2048);
        }
    }

    @Test
    void answersWithoutRoomMakeQuestionsShorter() throws Exception {
        var sides = new Sides(1, Times.YEAR, 20_000, 1000, 1000);
        Conversation done = sides.conversation(SMALL).run();
        sides.assertFound(done);
        assertThat(done.sentBytes).isLessThan(done.receivedBytes / 2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 31, 32, 33, 2000})
    void oneDifferenceIsFoundWhereverItIs(int number) throws Exception {
        var items = new ArrayList<>(Records.items(number, Times.FEW, new Random(number)));
        RecordSet all = Records.set(items);
        for (int i = 0; i < number; i += 1 + number / 50) {
            RecordSet without = Records.set(items);
            without.remove(items.get(i).created(), items.get(i).id());
            var lacking = new Conversation(without, all, LARGE).run();
            assertThat(lacking.need).containsExactly(items.get(i).id());
            assertThat(lacking.have).isEmpty();
            var having = new Conversation(all, without, LARGE).run();
            assertThat(having.have).containsExactly(items.get(i).id());
            assertThat(having.need).isEmpty();
            assertThat(having.rounds).isLessThanOrEqualTo(3);
        }
    }

    @Property(tries = 40)
    void setsThatChangeMeanwhileEndAndAgreeAfterTheNextRun(
            @ForAll long seed, @ForAll Times times, @ForAll @IntRange(max = 2000) int common)
            throws Exception {
        var random = new Random(seed);
        var sides = new Sides(seed, times, common, 300, 300);
        Conversation disturbed =
                sides.conversation(SMALL)
                        .run(
                                () -> {
                                    sides.changeOne(sides.mine, sides.asking, times, random);
                                    sides.changeOne(sides.theirs, sides.answering, times, random);
                                });
        assertThat(disturbed.have).doesNotHaveDuplicates();
        assertThat(disturbed.need).doesNotHaveDuplicates();
        sides.assertFound(sides.conversation(SMALL).run());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "8, 1", "9, 2", "248, 31", "249, 32", "256, 32", "100000, 32"})
    void aRangeHasAsManyPartsAsItsItemsFill(int items, int parts) {
        assertThat(Bucket.number(items)).isEqualTo(parts);
    }

    @ParameterizedTest
    @CsvSource({"31, 1", "32, 4", "33, 5"})
    void aFewIdsAreListedAtOnceAndMoreAreDivided(int items, int ranges) throws Exception {
        RecordSet set = Records.set(Records.items(items, Times.YEAR, new Random(items)));
        var question = new RangeWriter(LARGE);
        question.fingerprint(Position.END, new Fingerprint(1, 2));
        byte[] answer = ReconciliationAnswer.to(set, question.message(), LARGE);
        var reader = new RangeReader(answer, LARGE);
        int read = 0;
        for (Range range = reader.next(); range != null; range = reader.next()) {
            assertThat(range instanceof Range.Ids).isEqualTo(ranges == 1);
            read++;
        }
        assertThat(read).isEqualTo(ranges);
    }

    /// Two sets and what a reconciliation must find.
    private static final class Sides {
        private final NavigableSet<Position> mine;
        private final NavigableSet<Position> theirs;
        private final RecordSet asking;
        private final RecordSet answering;

        Sides(long seed, Times times, int common, int onlyMine, int onlyTheirs) {
            var random = new Random(seed);
            NavigableSet<Position> both = Records.items(common, times, random);
            mine = Records.items(onlyMine, times, random);
            theirs = Records.items(onlyTheirs, times, random);
            mine.addAll(both);
            theirs.addAll(both);
            asking = Records.set(mine);
            answering = Records.set(theirs);
        }

        Conversation conversation(int maxMessageBytes) {
            return new Conversation(asking, answering, maxMessageBytes);
        }

        void assertFound(Conversation done) throws MalformedException {
            assertThat(done.have).containsExactlyInAnyOrderElementsOf(lackingIn(theirs, mine));
            assertThat(done.need).containsExactlyInAnyOrderElementsOf(lackingIn(mine, theirs));
        }

        private static List<RecordId> lackingIn(
                NavigableSet<Position> set, NavigableSet<Position> other) {
            return other.stream().filter(item -> !set.contains(item)).map(Position::id).toList();
        }

        void changeOne(NavigableSet<Position> items, RecordSet set, Times times, Random random) {
            Position added = times.item(random);
            items.add(added);
            set.add(added.created(), added.id());
            Position near = items.ceiling(times.item(random));
            if (near != null && random.nextBoolean()) {
                items.remove(near);
                set.remove(near.created(), near.id());
            }
        }
    }
}
