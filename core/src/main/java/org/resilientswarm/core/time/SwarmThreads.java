package org.resilientswarm.core.time;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Makes every thread of this module, named, and with a handler for what escapes from it.
///
/// docs/threading.md says what each thread owns and what it may never do.
public final class SwarmThreads {
    private final BiConsumer<Thread, Throwable> strayHandler;

    /// @param strayHandler hears of every exception that escapes from a thread; called on that
    ///     thread
    public SwarmThreads(BiConsumer<Thread, Throwable> strayHandler) {
        this.strayHandler = strayHandler;
    }

    /// One platform thread with timers.
    ///
    /// What a task throws reaches the handler given at construction, and the next task runs all the
    /// same.
    ///
    /// @param name the thread's name
    public ScheduledExecutorService timed(String name) {
        var executor =
                new ScheduledThreadPoolExecutor(1, factory(name)) {
                    @Override
                    protected void afterExecute(Runnable task, @Nullable Throwable thrown) {
                        // It keeps what a task throws in a future that nobody reads.
                        if (task instanceof Future<?> future
                                && future.state() == Future.State.FAILED) {
                            stray(Thread.currentThread(), future.exceptionNow());
                        }
                    }
                };
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /// One platform thread that runs what it is given, in order.
    ///
    /// @param name the thread's name
    public ExecutorService single(String name) {
        return pool(name, 1);
    }

    /// Platform threads for native calls that block; a virtual thread would pin its carrier there.
    ///
    /// @param name the threads' common name, a number is added when there is more than one
    /// @param threads how many at most
    public ExecutorService pool(String name, int threads) {
        var executor =
                new ThreadPoolExecutor(
                        threads,
                        threads,
                        30,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(),
                        factory(name));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /// A virtual thread for each task that blocks.
    ///
    /// @param name the threads' common name
    public ExecutorService virtual(String name) {
        return Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual()
                        .name(name + "-", 1)
                        .uncaughtExceptionHandler(this::stray)
                        .factory());
    }

    private ThreadFactory factory(String name) {
        return task ->
                Thread.ofPlatform()
                        .name(name)
                        .daemon(true)
                        .uncaughtExceptionHandler(this::stray)
                        .unstarted(task);
    }

    private void stray(Thread thread, Throwable thrown) {
        strayHandler.accept(thread, thrown);
    }
}
