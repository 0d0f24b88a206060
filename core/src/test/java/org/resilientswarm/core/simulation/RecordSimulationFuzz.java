package org.resilientswarm.core.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The same as [RecordSimulationTest] with more nodes, for as long as `-Dfuzz.records` says, in
/// minutes; `-Dfuzz.records.nodes` says among how many nodes, `-Dfuzz.records.seed` which life
/// alone.
class RecordSimulationFuzz {
    @Test
    void allThatRunHaveTheSameRecordsInTheEndWhateverHappened() {
        Long only = Long.getLong("fuzz.records.seed");
        int nodes = Integer.getInteger("fuzz.records.nodes", 20);
        long end =
                System.nanoTime()
                        + Duration.ofMinutes(Integer.getInteger("fuzz.records", 10)).toNanos();
        var all = new RecordLives.Spread(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        var random = new Random();
        int lives = 0;
        do {
            long seed = only == null ? random.nextLong() : only;
            try {
                RecordLives.Spread spread = RecordLives.check(seed, nodes);
                all.whileCalm().addAll(spread.whileCalm());
                all.afterPartition().addAll(spread.afterPartition());
                all.inChurn().addAll(spread.inChurn());
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", " + nodes + " nodes", e);
            }
            lives++;
        } while (only == null && System.nanoTime() < end);
        all.print(String.format(Locale.ROOT, "%,d lives of records among %d nodes", lives, nodes));
    }
}
