package org.resilientswarm.app.command;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    /// The output of a command that ends when nobody reads it any more. People read it in the
    /// charset of their terminal, programs in UTF-8 wherever they run.
    Output output(boolean json) {
        var stream = json ? new PrintStream(out, false, StandardCharsets.UTF_8) : out;
        return new Output(stream, json, lifetime::end);
    }
}
