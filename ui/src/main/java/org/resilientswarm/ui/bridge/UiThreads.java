package org.resilientswarm.ui.bridge;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes every thread of the console, named, and with a handler for what escapes from it.
///
/// - `ui-poll` takes the pictures and keeps the time of steps; it never waits.
/// - `ui-layout` arranges the graph.
/// - `ui-traffic` reads, filters and decodes what was captured.
/// - `ui-records` asks the database, and filters and writes out what it answers.
/// - `ui-paths` asks for ways to peers.
/// - `ui-work-N`, virtual, waits for the engine and for files.
public final class UiThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UiThreads.class);

    private final ScheduledExecutorService poll;
    private final ExecutorService layout;
    private final ScheduledExecutorService traffic;
    private final ScheduledExecutorService records;
    private final ScheduledExecutorService paths;
    private final ExecutorService work;

    /// Makes the threads; they start when there is something to do.
    public UiThreads() {
        poll = timed("ui-poll");
        layout = timed("ui-layout");
        traffic = timed("ui-traffic");
        records = timed("ui-records");
        paths = timed("ui-paths");
        work =
                Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual()
                                .name("ui-work-", 1)
                                .uncaughtExceptionHandler(UiThreads::stray)
                                .factory());
    }

    private static ScheduledExecutorService timed(String name) {
        var executor =
                new ScheduledThreadPoolExecutor(
                        1,
                        task ->
                                Thread.ofPlatform()
                                        .name(name)
                                        .daemon(true)
                                        .uncaughtExceptionHandler(UiThreads::stray)
                                        .unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return executor;
    }

    /// What escapes from a task ends up here.
    public static void stray(Thread thread, Throwable thrown) {
        LOG.error("thread={} an error escaped", thread.getName(), thrown);
    }

    /// A task that reports what it throws; a periodic one goes on all the same.
    public static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                stray(Thread.currentThread(), e);
            }
        };
    }

    /// The thread for pictures and timers.
    public ScheduledExecutorService poll() {
        return poll;
    }

    /// The thread that arranges the graph.
    public ExecutorService layout() {
        return layout;
    }

    /// The thread that owns what was captured.
    public ScheduledExecutorService traffic() {
        return traffic;
    }

    /// The thread that owns what is shown of the database.
    public ScheduledExecutorService records() {
        return records;
    }

    /// The thread that owns what is shown of paths.
    public ScheduledExecutorService paths() {
        return paths;
    }

    /// Threads that may wait.
    public ExecutorService work() {
        return work;
    }

    /// Ends the threads without waiting for what they do.
    @Override
    public void close() {
        poll.shutdownNow();
        layout.shutdownNow();
        traffic.shutdownNow();
        records.shutdownNow();
        paths.shutdownNow();
        work.shutdown();
    }
}
