package org.resilientswarm.core.time;

import java.time.Duration;

/// Runs things on the one thread that owns the engine's state, now or later.
public interface Timers {
    /// Runs the task on that thread after all that was given before. May be called by every thread.
    void execute(Runnable task);

    /// Runs the task on that thread after the delay.
    ///
    /// @return ends the wait; does nothing when the task has begun
    Runnable after(Duration delay, Runnable task);
}
