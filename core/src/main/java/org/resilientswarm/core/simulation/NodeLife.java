package org.resilientswarm.core.simulation;

import java.time.Duration;
import org.resilientswarm.core.time.Timers;

/// The thread of one node in one of its lives: when that ends, nothing that the node had in mind
/// happens any more.
final class NodeLife implements Timers {
    private final Timers timers;
    private boolean over;

    NodeLife(Timers timers) {
        this.timers = timers;
    }

    void end() {
        over = true;
    }

    @Override
    public void execute(Runnable task) {
        timers.execute(whileItLives(task));
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        return timers.after(delay, whileItLives(task));
    }

    private Runnable whileItLives(Runnable task) {
        return () -> {
            if (!over) {
                task.run();
            }
        };
    }
}
