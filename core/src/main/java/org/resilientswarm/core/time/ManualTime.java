package org.resilientswarm.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/// A clock that goes only when there is something to do, and then at once: for tests and the
/// simulation. Not thread-safe.
public final class ManualTime implements Clock, Timers {
    private static final class Task implements Comparable<Task> {
        final long at;
        final long number;
        final Runnable work;
        boolean cancelled;

        Task(long at, long number, Runnable work) {
            this.at = at;
            this.number = number;
            this.work = work;
        }

        @Override
        public int compareTo(Task other) {
            return at == other.at ? Long.compare(number, other.number) : Long.compare(at, other.at);
        }
    }

    private final Instant epoch;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private long nanos;
    private long given;

    /// @param epoch the time of day at the beginning
    public ManualTime(Instant epoch) {
        this.epoch = epoch;
    }

    @Override
    public Instant now() {
        return epoch.plusNanos(nanos);
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

    /// Runs until the condition holds or the time is over.
    ///
    /// @return whether the condition holds
    public boolean run(Duration limit, BooleanSupplier condition) {
        long end = nanos + limit.toNanos();
        while (!condition.getAsBoolean()) {
            Task task = tasks.peek();
            if (task == null || task.at > end) {
                nanos = end;
                return condition.getAsBoolean();
            }
            tasks.remove();
            if (!task.cancelled) {
                nanos = task.at;
                task.work.run();
            }
        }
        return true;
    }

    /// Lets the time go on.
    public void pass(Duration time) {
        run(time, () -> false);
    }
}
