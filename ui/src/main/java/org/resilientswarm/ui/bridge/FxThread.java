package org.resilientswarm.ui.bridge;

import java.util.concurrent.CountDownLatch;
import javafx.application.Platform;

/// The JavaFX thread, and the toolkit behind it.
public final class FxThread {
    private FxThread() {}

    /// Starts the toolkit, or joins the one that runs already, and waits until it is ready.
    ///
    /// @return whether this call started it; who started it stops it
    public static boolean start() {
        var ready = new CountDownLatch(1);
        boolean started = true;
        try {
            Platform.startup(ready::countDown);
        } catch (IllegalStateException runningAlready) {
            started = false;
            Platform.runLater(ready::countDown);
        }
        Platform.setImplicitExit(false);
        Waiting.forLatch(ready, "the JavaFX toolkit did not start");
        return started;
    }

    /// Stops the toolkit.
    public static void stop() {
        Platform.exit();
    }

    /// Runs the task later on the JavaFX thread.
    public static void later(Runnable task) {
        Platform.runLater(task);
    }

    /// Whether the caller runs on the JavaFX thread.
    public static boolean isCurrent() {
        return Platform.isFxApplicationThread();
    }
}
