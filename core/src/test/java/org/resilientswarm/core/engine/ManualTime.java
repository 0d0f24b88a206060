package org.resilientswarm.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;

/// A clock that a test moves on by hand. Tasks run when it passes their time, on the test's thread.
final class ManualTime implements Clock, Timers {
    private static final class Task {
        final long at;
        final long number;
        final Runnable work;
        boolean cancelled;

        Task(long at, long number, Runnable work) {
            this.at = at;
            this.number = number;
            this.work = work;
        }
    }

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(
                    Comparator.<Task>comparingLong(task -> task.at)
                            .thenComparingLong(task -> task.number));
    private long nanos;
    private long given;

    @Override
    public Instant now() {
        return EPOCH.plusNanos(nanos);
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    @Override
    public Runnable after(Duration delay, Runnable work) {
        var task = new Task(nanos + delay.toNanos(), ++given, work);
        tasks.add(task);
        return () -> task.cancelled = true;
    }

    /// Runs all that is due now.
    void settle() {
        passes(Duration.ZERO);
    }

    /// Lets the time go on.
    void passes(Duration time) {
        long end = nanos + time.toNanos();
        for (Task task = tasks.peek(); task != null && task.at <= end; task = tasks.peek()) {
            tasks.remove();
            nanos = task.at;
            if (!task.cancelled) {
                task.work.run();
            }
        }
        nanos = end;
    }
}
