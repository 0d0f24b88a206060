package org.resilientswarm.app.command;

import java.util.Locale;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.RecordFile.Entry;
import org.resilientswarm.core.RecordFile.Verdict;
import org.resilientswarm.core.model.SwarmRecord;

/// A record of a database as it is printed.
final class RecordReport {
    private RecordReport() {}

    static Report of(Entry entry) {
        SwarmRecord record = entry.record();
        return Report.of("record")
                .with("author", record.author().text())
                .with("kind", record.kind())
                .with("name", record.name())
                .with("sequence", record.sequence())
                .with("created", record.created().toString())
                .with("expires", record.expires() == null ? null : record.expires().toString())
                .with("deleted", record.deleted())
                .with("body", record.body())
                .with("verdict", entry.verdict().name().toLowerCase(Locale.ROOT))
                .saying(sentence(entry));
    }

    /// A line for people: names and bodies come from anybody, so nothing in them may steer the
    /// terminal.
    private static String sentence(Entry entry) {
        SwarmRecord record = entry.record();
        String what = record.body() == null ? "deleted" : record.body().toString();
        String verdict = entry.verdict() == Verdict.VALID ? "" : " (" + entry.verdict() + ")";
        return "%s %s \"%s\" %d%s %s"
                .formatted(
                        record.author().shortText(),
                        record.kind(),
                        visible(record.name()),
                        record.sequence(),
                        verdict,
                        visible(what));
    }

    private static String visible(String text) {
        return text.codePoints()
                .map(
                        c ->
                                Character.isISOControl(c)
                                                || Character.getType(c) == Character.FORMAT
                                        ? '?'
                                        : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
