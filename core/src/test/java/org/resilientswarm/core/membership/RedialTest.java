package org.resilientswarm.core.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

class RedialTest {
    private static final int DRAWS = 2000;
    private static final long PROVEN = Duration.ofSeconds(15).toNanos();
    private static final List<Duration> STEPS =
            List.of(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10));

    private final Random random = new Random(1);

    @Test
    void theWaitsGrowStepByStepEachWithFullJitter() {
        for (int failures = 0; failures < STEPS.size(); failures++) {
            int before = failures;
            assertFullJitter(
                    STEPS.get(failures),
                    redial -> {
                        repeat(redial, before);
                        return redial.failed();
                    });
        }
    }

    @Test
    void aLinkThatLivedLongEnoughStartsAnew() {
        assertFullJitter(
                STEPS.get(0),
                redial -> {
                    repeat(redial, 4);
                    return redial.lost(PROVEN);
                });
    }

    @Test
    void aLinkThatWasLostTooSoonIsOneMoreFailure() {
        assertFullJitter(
                STEPS.get(4),
                redial -> {
                    repeat(redial, 4);
                    return redial.lost(PROVEN - 1);
                });
    }

    @Test
    void aPlaceThatAnotherTookIsTakenBackOnceAndThenLeftForLong() {
        assertFullJitter(STEPS.get(0), redial -> redial.displaced(PROVEN));
        var redial = new Redial(random);
        redial.displaced(PROVEN);
        assertThat(redial.displaced(PROVEN)).isEqualTo(STEPS.getLast().toNanos());
        assertThat(redial.displaced(1)).isEqualTo(STEPS.getLast().toNanos());
    }

    @Test
    void failuresAreCountedInARow() {
        var redial = new Redial(random);
        repeat(redial, 3);
        assertThat(redial.failures()).isEqualTo(3);
        redial.lost(PROVEN);
        assertThat(redial.failures()).isEqualTo(1);
    }

    private static void repeat(Redial redial, int failures) {
        for (int i = 0; i < failures; i++) {
            redial.failed();
        }
    }

    private void assertFullJitter(Duration step, ToLongFunction<Redial> wait) {
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            long nanos = wait.applyAsLong(new Redial(random));
            shortest = Math.min(shortest, nanos);
            longest = Math.max(longest, nanos);
        }
        assertThat(shortest).isBetween(1L, step.toNanos() / 100);
        assertThat(longest).isBetween(step.toNanos() / 100 * 99, step.toNanos());
    }
}
