package org.resilientswarm.core.time;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// [Timers] on a real thread. What is handed in after the thread was shut down is dropped: nobody
/// is left to hear of it.
public final class LoopTimers implements Timers {
    private final ScheduledExecutorService loop;
    private final Thread.UncaughtExceptionHandler strayHandler;

    /// @param loop the thread, as made by [SwarmThreads#timed]
    /// @param strayHandler hears of what a task throws; the loop goes on
    public LoopTimers(ScheduledExecutorService loop, Thread.UncaughtExceptionHandler strayHandler) {
        this.loop = loop;
        this.strayHandler = strayHandler;
    }

    @Override
    public void execute(Runnable task) {
        try {
            loop.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            assert loop.isShutdown();
        }
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        try {
            var timer = loop.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> timer.cancel(false);
        } catch (RejectedExecutionException closed) {
            assert loop.isShutdown();
            return () -> {};
        }
    }

    /// A scheduled executor keeps what its tasks throw in futures that nobody reads.
    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error thrown) {
                strayHandler.uncaughtException(Thread.currentThread(), thrown);
            }
        };
    }
}
