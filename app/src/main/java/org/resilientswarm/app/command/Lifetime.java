package org.resilientswarm.app.command;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// How long a command runs: until it is told to end, its time is over, or the system sends SIGINT
/// (Ctrl-C) or SIGTERM. In each case the command itself leaves the swarm and the process ends with
/// the command's own status.
///
/// Safe on every thread.
public final class Lifetime {
    /// A swarm says goodbye within two seconds; the machine may be slow on top of that.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CountDownLatch ending = new CountDownLatch(1);
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    /// The lifetime of a command that has not begun.
    public Lifetime() {}

    /// From now on signals of the system end the command properly. To be called by commands that
    /// run until they are told to end, and wait for that here.
    public void heedSignals() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::endBySignal, "rswarm-exit"));
    }

    /// Tells the command to end.
    public void end() {
        ending.countDown();
    }

    /// Whether the command should end.
    public boolean isEnding() {
        return ending.getCount() == 0;
    }

    /// Waits until the command should end.
    public void await() throws InterruptedException {
        ending.await();
    }

    /// Waits until the command should end, or the time is over.
    public void await(Duration time) throws InterruptedException {
        if (!ending.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
            end();
        }
    }

    /// Ends the process.
    ///
    /// @param code its exit status
    public void finish(int code) {
        status.complete(code);
        System.exit(code);
    }

    /// Runs in a shutdown hook, where only halting sets the exit status.
    private void endBySignal() {
        if (!status.isDone()) {
            end();
            Runtime.getRuntime().halt(statusWithPatience());
        }
    }

    private int statusWithPatience() {
        try {
            return status.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        }
    }
}
