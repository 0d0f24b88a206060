package org.resilientswarm.core.simulation;

import java.io.Serial;
import java.security.SecureRandom;
import java.util.Random;

/// What looks like secure randomness to the nodes of a simulation and follows from its seed, so
/// that the keys of a run are those of the next.
final class SeededRandom extends SecureRandom {
    @Serial private static final long serialVersionUID = 1;

    private final Random random;

    SeededRandom(long seed) {
        random = new Random(seed);
    }

    @Override
    public void nextBytes(byte[] bytes) {
        random.nextBytes(bytes);
    }
}
