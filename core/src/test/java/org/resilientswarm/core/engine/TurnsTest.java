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
        int ticks;
        boolean stuck;

        @Override
        public long nextDeadline() {
            return at;
        }

        @Override
        public void tick() {
            ticks++;
            at = stuck ? at : Long.MAX_VALUE;
        }
    }

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final Timed one = new Timed();
    private final Timed other = new Timed();
    private final Turns turns = new Turns(time, List.of(one, other));

    @Test
    void whatIsDueRightAfterATurnIsDoneInTheNext() {
        turns.turn();
        one.at = time.nanos();
        turns.turn();
        assertThat(one.ticks).isEqualTo(1);
        assertThat(other.ticks).isZero();
    }

    @Test
    void turnsSetNoTimeOfTheirOwn() {
        one.at = Duration.ofSeconds(1).toNanos();
        turns.turn();
        time.pass(MILLI.dividedBy(10));
        turns.turn();
        assertThat(turns.nextDeadline()).isEqualTo(one.at);
    }

    @Test
    void whatIsDueAndCannotBeDoneIsTriedAgainAfterAPause() {
        one.stuck = true;
        one.at = time.nanos();
        turns.turn();
        assertThat(one.ticks).isEqualTo(1);
        assertThat(turns.nextDeadline()).isEqualTo(time.nanos() + MILLI.toNanos());
    }

    @Test
    void theNextTimeIsTheEarliestOfAllParts() {
        one.at = Duration.ofSeconds(2).toNanos();
        other.at = Duration.ofSeconds(1).toNanos();
        turns.turn();
        assertThat(turns.nextDeadline()).isEqualTo(other.at);
    }
}
