package org.resilientswarm.core.simulation;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordSimulationTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void allThatRunHaveTheSameRecordsInTheEndWhateverHappened(long seed) {
        try {
            RecordLives.check(seed, 50).print("records among 50 nodes, seed " + seed);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }
}
