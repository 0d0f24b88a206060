package org.resilientswarm.app.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import org.resilientswarm.app.output.Output;

/// What a command has around it.
///
/// @param in standard input
/// @param out standard output
/// @param err standard error
/// @param environment the environment variables
/// @param lifetime until when the command runs
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Lifetime lifetime) {
    /// The terminal of this process.
    public static Terminal system() {
        return new Terminal(System.in, System.out, System.err, System.getenv(), new Lifetime());
    }

    /// The output of a command that ends when nobody reads it any more.
    Output output(boolean json) {
        return new Output(out, json, lifetime::end);
    }
}
