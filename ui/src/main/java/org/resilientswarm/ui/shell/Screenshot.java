package org.resilientswarm.ui.shell;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.animation.PauseTransition;
import javafx.beans.InvalidationListener;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.ui.bridge.FxThread;
import org.resilientswarm.ui.bridge.NodeView;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.bridge.UiThreads;

/// Waits until the window shows what it is going to show, and writes that into a file.
///
/// The demo must be complete and every link up, and the graph must have found its places; then,
/// when nothing has changed for a second, the picture is taken. On the traffic screen a frame is
/// looked at before, so that its fields and bytes show, and on the database screen a record, and on
/// the links screen the worst link.
final class Screenshot {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final javafx.util.Duration CALM = javafx.util.Duration.seconds(1);

    private final ConsoleConfig config;
    private final ConsoleWindow window;
    private final UiThreads threads;
    private final CompletableFuture<Void> closed;
    private final PauseTransition calm = new PauseTransition(CALM);
    private boolean looked;
    private boolean taken;

    Screenshot(
            ConsoleConfig config,
            ConsoleWindow window,
            UiThreads threads,
            CompletableFuture<Void> closed) {
        this.config = config;
        this.window = window;
        this.threads = threads;
        this.closed = closed;
    }

    void begin() {
        var _ =
                threads.poll()
                        .schedule(
                                () -> FxThread.later(this::giveUp),
                                LIMIT.toMillis(),
                                TimeUnit.MILLISECONDS);
        InvalidationListener look = _ -> check();
        window.graph().settledProperty().addListener(look);
        window.graph().onShapeChange(this::check);
        window.join().failureProperty().addListener((_, _, failed) -> failed(failed));
        calm.setOnFinished(_ -> take());
        check();
    }

    private void failed(@Nullable Object failure) {
        if (failure != null) {
            closed.completeExceptionally(new IllegalStateException(failure.toString()));
        }
    }

    private void check() {
        if (ready()) {
            calm.playFromStart();
        } else {
            calm.stop();
        }
    }

    private boolean ready() {
        if (config.demoNodes() == 0) {
            return true;
        }
        SwarmPicture picture = window.desk().picture();
        long here = picture.nodes().stream().filter(NodeView::here).count();
        return here == config.demoNodes()
                && (picture.settled() || here == 1)
                && window.graph().settledProperty().get();
    }

    private void giveUp() {
        if (!taken) {
            closed.completeExceptionally(
                    new IllegalStateException(
                            "after " + LIMIT.toSeconds() + " s the demo was not complete"));
        }
    }

    private void take() {
        if (!looked) {
            looked = true;
            if (look()) {
                calm.playFromStart();
                return;
            }
        }
        taken = true;
        WritableImage image = window.stage().getScene().snapshot(null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader()
                .getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        threads.work().execute(() -> write(new Png(width, height, pixels)));
    }

    /// Opens what is to be seen of one row, on the screens that have that.
    private boolean look() {
        switch (config.screen()) {
            case TRAFFIC -> window.traffic().lookAtLongest();
            case DATABASE -> window.database().lookAtFirst();
            case LINKS -> window.links().lookAtWorst();
            case START, GRAPH, PEERS, PATHS -> {
                return false;
            }
        }
        return true;
    }

    private void write(Png png) {
        Path file = Objects.requireNonNull(config.screenshot());
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            png.write(out);
        } catch (IOException e) {
            closed.completeExceptionally(e);
            return;
        }
        closed.complete(null);
    }
}
