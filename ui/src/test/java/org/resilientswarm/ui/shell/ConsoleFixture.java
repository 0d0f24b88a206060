package org.resilientswarm.ui.shell;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.bridge.SwarmSource;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.bridge.UiThreads;

/// A whole console on the real engine, without a display, and a pair of hands.
public final class ConsoleFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final UiThreads threads = new UiThreads();
    private final LocalNodes nodes = new LocalNodes();
    private final ConsoleWindow window;

    public ConsoleFixture(Path folder, int scalePercent, @Nullable SwarmLink join) {
        FxThread.start();
        var config =
                new ConsoleConfig(
                        folder,
                        SwarmConfig.defaults(),
                        join,
                        0,
                        Screen.GRAPH,
                        Theme.DARK,
                        scalePercent,
                        null);
        var watch = new SwarmWatch(nodes, FxThread::later, InstantSource.system());
        watch.start(threads.poll());
        var engine = new ConsoleWindow.Engine(threads, nodes, SwarmSource.engine(), watch);
        window = get(() -> new ConsoleWindow(config, Memory.load(folder), engine));
        run(() -> window.open(() -> {}));
    }

    /// Does something on the JavaFX thread and waits for it.
    public static <T> T get(Supplier<T> task) {
        if (FxThread.isCurrent()) {
            return task.get();
        }
        var done = new CompletableFuture<T>();
        FxThread.later(
                () -> {
                    try {
                        done.complete(task.get());
                    } catch (RuntimeException | Error e) {
                        done.completeExceptionally(e);
                    }
                });
        return done.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    public static void run(Runnable task) {
        get(
                () -> {
                    task.run();
                    return true;
                });
    }

    /// Starts a demo as a user does, and waits until its nodes have met.
    public void startDemo() {
        awaitFx(
                () ->
                        stage().getScene().getFocusOwner() instanceof Button button
                                && "start-demo".equals(button.getId()));
        press(KeyCode.ENTER, false);
        awaitFx(
                () ->
                        stage().getScene().lookup(".graph-view") != null
                                && desk().picture().nodes().size() == 3
                                && desk().picture().edges().size() == 3
                                && desk().picture().settled());
    }

    /// The latest picture of the swarm.
    public SwarmPicture picture() {
        return get(() -> desk().picture());
    }

    /// The member that all screens show.
    public Selection selection() {
        return desk().selection();
    }

    /// Presses a key where the keyboard is.
    public void press(KeyCode code, boolean control) {
        run(
                () -> {
                    Node owner = stage().getScene().getFocusOwner();
                    Node target = owner == null ? stage().getScene().getRoot() : owner;
                    for (var type : List.of(KeyEvent.KEY_PRESSED, KeyEvent.KEY_RELEASED)) {
                        Event.fireEvent(
                                target,
                                new KeyEvent(type, "", "", code, false, control, false, false));
                    }
                });
    }

    public void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    public void awaitFx(Supplier<Boolean> condition) {
        await(() -> get(condition));
    }

    /// The node with this style or id.
    public <N extends Node> N find(String selector, Class<N> type) {
        if (FxThread.isCurrent()) {
            return Objects.requireNonNull(type.cast(stage().getScene().lookup(selector)), selector);
        }
        var found = new AtomicReference<@Nullable Node>();
        await(
                () -> {
                    found.set(get(() -> stage().getScene().lookup(selector)));
                    return found.get() != null;
                });
        return Objects.requireNonNull(type.cast(found.get()));
    }

    public Stage stage() {
        return window.stage();
    }

    Desk desk() {
        return window.desk();
    }

    Look look() {
        return window.look();
    }

    public LocalNodes nodes() {
        return nodes;
    }

    @Override
    public void close() {
        run(window::close);
        nodes.close();
        threads.close();
    }
}
