package org.resilientswarm.core.session;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The same as [DeliveryTest], for long: `-Dfuzz.lives` says how many lives of a session.
class DeliveryFuzz {
    @Test
    void everyStreamDeliversExactlyWhatWasWrittenWhateverHappensToThePath() {
        int lives = Integer.getInteger("fuzz.lives", 10_000);
        var random = new Random();
        for (int i = 0; i < lives; i++) {
            long seed = random.nextLong();
            try {
                Deliveries.check(seed);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        System.out.printf("%,d lives of sessions, and not a byte wrong%n", lives);
    }
}
