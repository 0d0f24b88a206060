package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.time.Timers;

/// A real `swarm-loop` thread whose timers go by virtual time: only [#pass] lets it go on.
final class TestLoop implements Timers, Clock, AutoCloseable {
    private final ScheduledExecutorService thread;
    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private volatile Thread loop = Thread.currentThread();

    TestLoop(SwarmThreads threads) {
        thread = threads.timed("swarm-loop");
        loop = on(Thread::currentThread);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(task);
    }

    @Override
    public Runnable after(Duration delay, Runnable task) {
        requireLoop();
        return time.after(delay, task);
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public long nanos() {
        return time.nanos();
    }

    void requireLoop() {
        if (Thread.currentThread() != loop) {
            throw new IllegalStateException("on " + Thread.currentThread() + ", not on the loop");
        }
    }

    /// Runs something on the loop after all that was given before, and waits for it.
    <T> T on(Callable<T> task) {
        try {
            return thread.submit(task).get(20, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    void pass(Duration duration) {
        on(
                () -> {
                    time.pass(duration);
                    return true;
                });
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
