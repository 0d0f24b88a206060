package org.resilientswarm.core.signal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
    /// Draws the largest number that it may.
    private static final RandomGenerator LARGEST =
            new RandomGenerator() {
                @Override
                public long nextLong() {
                    throw new UnsupportedOperationException();
                }

                @Override
                public long nextLong(long bound) {
                    return bound - 1;
                }
            };

    @Test
    void theLimitDoublesFromOneSecondToSixty() {
        var backoff = new Backoff(LARGEST);
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(seconds));
        }
        backoff.reset();
        assertThat(backoff.next()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void theWaitIsAnythingUpToTheLimit() {
        var backoff = new Backoff(new Random(3));
        long below = 0;
        for (int i = 0; i < 1_000; i++) {
            backoff.reset();
            Duration wait = backoff.next();
            assertThat(wait).isBetween(Duration.ZERO, Duration.ofSeconds(1));
            below += wait.toMillis() < 500 ? 1 : 0;
        }
        assertThat(below).isBetween(400L, 600L);
    }
}
