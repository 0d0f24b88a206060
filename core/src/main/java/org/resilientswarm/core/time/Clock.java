package org.resilientswarm.core.time;

import java.time.Instant;

/// The two clocks that the engine reads.
public interface Clock {
    /// The time of day, for what people and other nodes see. May jump.
    Instant now();

    /// Nanoseconds since an arbitrary moment, for measuring and timers. Never jumps back.
    long nanos();

    /// The clocks of this machine.
    static Clock system() {
        return new Clock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }
        };
    }
}
