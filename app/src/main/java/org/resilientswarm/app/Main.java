package org.resilientswarm.app;

import org.resilientswarm.app.command.RswarmCommand;
import org.resilientswarm.app.command.Terminal;
import org.resilientswarm.app.place.Logs;

/// Where the program begins.
public final class Main {
    private Main() {}

    /// Runs the command that the arguments name, and ends with its status: 0 done, 1 failed, 2
    /// wrong usage.
    public static void main(String[] args) {
        Logs.toStandardError();
        var terminal = Terminal.system();
        int status = RswarmCommand.run(terminal, args);
        // Native threads of libwebrtc complain on standard output while Java ends. Once closed,
        // Java redirects it to nothing.
        terminal.out().close();
        terminal.lifetime().finish(status);
    }
}
