package org.resilientswarm.app;

/// Where the program begins.
public final class Main {
    private Main() {}

    /// Runs the command that the arguments name.
    public static void main(String[] args) {
        javafx.application.Application.launch(
                org.resilientswarm.ui.shell.ConsoleApplication.class, args);
    }
}
