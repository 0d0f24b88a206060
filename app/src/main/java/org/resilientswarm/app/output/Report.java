package org.resilientswarm.app.output;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;

/// Something to print: fields for programs, and a sentence for people. Built on one thread, then
/// handed to an [Output].
public final class Report {
    private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    private String sentence = "";

    private Report(String event) {
        fields.put("event", event);
    }

    /// A report of an event with this name.
    public static Report of(String event) {
        return new Report(event);
    }

    /// A report of an error that people should know of.
    ///
    /// @param fatal whether it ends the process
    public static Report error(SwarmException error, boolean fatal) {
        return of("error")
                .with("code", error.code().name())
                .with("message", error.getMessage())
                .with("fatal", fatal)
                .saying(error.code() + " " + error.getMessage());
    }

    /// Adds a field: text, number, boolean, list or map.
    public Report with(String name, @Nullable Object value) {
        fields.put(name, value);
        return this;
    }

    /// Sets the sentence; without one, a report is for programs only.
    public Report saying(String text) {
        sentence = text;
        return this;
    }

    /// The fields in the order in which they were added, `event` first.
    public Map<String, @Nullable Object> fields() {
        return Collections.unmodifiableMap(fields);
    }

    /// The sentence, which may be several lines.
    public String sentence() {
        return sentence;
    }
}
