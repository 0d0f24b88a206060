package org.resilientswarm.app.output;

import java.io.PrintStream;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/// Writes reports to a stream, a line each and flushed, whichever thread they come from.
public final class Output {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f&&[^\\n\\t]]");

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

    /// Prints a report; for people nothing when it has no sentence.
    public synchronized void print(Report report) {
        if (!json && report.sentence().isEmpty()) {
            return;
        }
        out.print(
                (json ? mapper.writeValueAsString(report.fields()) : shown(report.sentence()))
                        + "\n");
        // Flushes too.
        if (out.checkError()) {
            onBroken.run();
        }
    }

    /// What peers say may have characters in it that command a terminal.
    private static String shown(String sentence) {
        return CONTROL.matcher(sentence).replaceAll("\uFFFD");
    }
}
