package org.resilientswarm.core.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The same as [RecordSimulationTest] among 50 nodes: `-Dfuzz.records` says how many lives,
/// `-Dfuzz.records.minutes` for how long at most, `-Dfuzz.records.nodes` among how many nodes,
/// `-Dfuzz.records.seed` which life alone.
class RecordSimulationFuzz {
    @Test
    void allThatRunHaveTheSameRecordsInTheEndWhateverHappened() {
        Long only = Long.getLong("fuzz.records.seed");
        int nodes = Integer.getInteger("fuzz.records.nodes", 50);
        int most = only == null ? Integer.getInteger("fuzz.records", 1000) : 1;
        long end =
                System.nanoTime()
                        + Duration.ofMinutes(Integer.getInteger("fuzz.records.minutes", 10_000))
                                .toNanos();
        var all = new RecordLives.Spread(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var random = new Random();
        int lives = 0;
        while (lives < most && System.nanoTime() < end) {
            long seed = only == null ? random.nextLong() : only;
            try {
                RecordLives.Spread spread = RecordLives.check(seed, nodes);
                spread.print(nodes + " nodes, seed " + seed);
                all.add(spread);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", " + nodes + " nodes", e);
            }
            lives++;
        }
        all.print("%,d lives of records among %d nodes".formatted(lives, nodes));
    }
}
