package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.time.ManualTime;

class TurnsTest {
    private static final Duration MILLI = Duration.ofMillis(1);

    private static final class Timed implements Turns.Part {
        long at = Long.MAX_VALUE;
        int asked;
        int ticks;

        @Override
        public long nextDeadline() {
            asked++;
            return at;
        }

        @Override
        public void tick() {
            ticks++;
            at = Long.MAX_VALUE;
        }
    }

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final Timed one = new Timed();
    private final Timed other = new Timed();
    private int links;
    private final Turns turns = new Turns(time, () -> links, List.of(one, other));

    @Test
    void afterAPauseWhatIsDueIsDoneInTheSameTurn() {
        time.pass(MILLI);
        one.at = time.nanos();
        turns.turn();
        assertThat(one.ticks).isEqualTo(1);
        assertThat(other.ticks).isZero();
    }

    @Test
    void withFewLinksWhatIsDueRightAfterATurnIsDoneInTheNext() {
        links = 8;
        turns.turn();
        one.at = time.nanos();
        turns.turn();
        assertThat(one.ticks).isEqualTo(1);
    }

    @Test
    void withFewLinksTurnsSetNoTimeOfTheirOwn() {
        one.at = Duration.ofSeconds(1).toNanos();
        turns.turn();
        time.pass(MILLI.dividedBy(10));
        turns.turn();
        assertThat(turns.nextDeadline()).isEqualTo(one.at);
    }

    @Test
    void withManyLinksWhatIsDueRightAfterATurnIsDoneSoon() {
        links = 20;
        turns.turn();
        one.at = time.nanos();
        turns.turn();
        assertThat(one.ticks).isZero();
        assertThat(turns.nextDeadline()).isEqualTo(time.nanos() + 2 * MILLI.toNanos());
        time.pass(MILLI.multipliedBy(2));
        turns.turn();
        assertThat(one.ticks).isEqualTo(1);
    }

    @Test
    void theNextTimeIsTheEarliestOfAllParts() {
        one.at = Duration.ofSeconds(2).toNanos();
        other.at = Duration.ofSeconds(1).toNanos();
        turns.turn();
        assertThat(turns.nextDeadline()).isEqualTo(other.at);
    }

    @Test
    void manyTurnsAskSeldomAndTheMoreSeldomTheMoreLinksThereAre() {
        links = 9;
        assertThat(askedIn(1_000)).isLessThanOrEqualTo(2 * 101);
        links = 180;
        assertThat(askedIn(1_000)).isLessThanOrEqualTo(2 * 11);
    }

    /// How often a part is asked in turns that are 0.1 ms apart.
    private int askedIn(int count) {
        one.asked = 0;
        for (int i = 0; i < count; i++) {
            turns.turn();
            time.pass(MILLI.dividedBy(10));
        }
        return one.asked;
    }
}
