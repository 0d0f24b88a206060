package org.resilientswarm.ui.shell;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.SwarmSource;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.bridge.UiThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The console: what the program calls to show its window.
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);
    private static final long LEAVE_SECONDS = 5;

    private Console() {}

    /// Shows the console until its window is closed, then leaves the swarm. Not for the JavaFX
    /// thread.
    ///
    /// @throws IllegalStateException when a screenshot was asked for and could not be made
    public static void launch(ConsoleConfig config) {
        launch(config, SwarmSource.engine());
    }

    /// The same with nodes from elsewhere.
    static void launch(ConsoleConfig config, SwarmSource source) {
        Memory memory = Memory.load(config.dataFolder());
        boolean started = FxThread.start();
        try (var threads = new UiThreads()) {
            var nodes = new LocalNodes();
            try {
                run(config, memory, source, threads, nodes);
            } finally {
                leave(threads, nodes);
            }
        } finally {
            if (started) {
                FxThread.stop();
            }
        }
        if (config.screenshot() == null) {
            memory.save();
        }
    }

    private static void run(
            ConsoleConfig config,
            Memory memory,
            SwarmSource source,
            UiThreads threads,
            LocalNodes nodes) {
        var watch = new SwarmWatch(nodes, FxThread::later, InstantSource.system());
        watch.start(threads.poll());
        var engine = new ConsoleWindow.Engine(threads, nodes, source, watch);
        var closed = new CompletableFuture<Void>();
        FxThread.later(
                () -> {
                    try {
                        open(config, memory, engine, closed);
                    } catch (RuntimeException | Error e) {
                        closed.completeExceptionally(e);
                    }
                });
        try {
            closed.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the console could not go on", e.getCause());
        }
    }

    private static void open(
            ConsoleConfig config,
            Memory memory,
            ConsoleWindow.Engine engine,
            CompletableFuture<Void> closed) {
        Thread.currentThread().setUncaughtExceptionHandler(UiThreads::stray);
        var window = new ConsoleWindow(config, memory, engine);
        closed.whenComplete((_, _) -> FxThread.later(window::close));
        window.open(() -> closed.complete(null));
        if (config.screenshot() != null) {
            new Screenshot(config, window, engine.threads(), closed).begin();
        }
    }

    /// Says goodbye to the swarm, but does not let a dead network keep the program alive.
    private static void leave(UiThreads threads, LocalNodes nodes) {
        var left = CompletableFuture.runAsync(nodes::close, threads.work());
        try {
            left.get(LEAVE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn("seconds={} the swarm could not be left in time", LEAVE_SECONDS);
        } catch (ExecutionException e) {
            LOG.error("the swarm could not be left", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
