package org.resilientswarm.core;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Spreads the cycles of a soak evenly over its time.
///
/// Start the soaks with `mvn -Psoak -pl core verify`; `-Dsoak.minutes=1` makes them shorter, 0 as
/// short as it takes, `-Dsoak.cycles=200` smaller.
public final class SoakPace {
    /// How many cycles there are.
    public static final int CYCLES = Integer.getInteger("soak.cycles", 1_000);

    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));

    private final long start = System.nanoTime();

    /// Begins now.
    public SoakPace() {}

    /// Waits until the cycle's time is over.
    public void await(int cycle) {
        long due = start + TIME.toNanos() / CYCLES * cycle;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
