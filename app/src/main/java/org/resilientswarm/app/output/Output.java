package org.resilientswarm.app.output;

import java.io.PrintStream;
import tools.jackson.databind.json.JsonMapper;

/// Writes reports to a stream, a line each and flushed, whichever thread they come from.
public final class Output {
    private final PrintStream out;
    private final boolean json;
    private final Runnable onBroken;
    private final JsonMapper mapper = JsonMapper.shared();

    /// @param json whether to write JSON lines rather than sentences
    /// @param onBroken called when nobody reads the stream any more
    public Output(PrintStream out, boolean json, Runnable onBroken) {
        this.out = out;
        this.json = json;
        this.onBroken = onBroken;
    }

    /// Whether this output is for programs.
    public boolean json() {
        return json;
    }

    /// Prints a report.
    public synchronized void print(Report report) {
        out.print((json ? mapper.writeValueAsString(report.fields()) : report.sentence()) + "\n");
        // Flushes too.
        if (out.checkError()) {
            onBroken.run();
        }
    }
}
