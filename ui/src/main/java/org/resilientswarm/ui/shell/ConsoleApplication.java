package org.resilientswarm.ui.shell;

import javafx.application.Application;
import javafx.stage.Stage;

/// The console as a JavaFX application: opens the window on the first-run page.
public final class ConsoleApplication extends Application {
    /// Called by the JavaFX launcher.
    public ConsoleApplication() {}

    @Override
    public void start(Stage stage) {
        stage.show();
    }
}
