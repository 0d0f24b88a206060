package org.resilientswarm.app.command;

import java.util.concurrent.Callable;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.ui.shell.ConsoleApplication;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `rswarm console`: the window.
@Command(
        name = "console",
        description = "Opens the console. Where there is no display, runs the demo.")
final class ConsoleCommand implements Callable<Integer> {
    @ParentCommand private @Nullable RswarmCommand root;

    @Override
    public Integer call() {
        var terminal = RswarmCommand.terminal(root);
        if (!Display.isPresent(terminal.environment())) {
            terminal.err()
                    .println("rswarm: there is no display here, so the demo runs in the terminal");
            return RswarmCommand.run(terminal, "demo");
        }
        Application.launch(ConsoleApplication.class);
        return 0;
    }
}
