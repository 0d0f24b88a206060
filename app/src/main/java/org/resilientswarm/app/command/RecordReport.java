package org.resilientswarm.app.command;

import java.util.Locale;
import org.resilientswarm.app.node.RecordText;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.RecordFile.Entry;
import org.resilientswarm.core.RecordFile.Verdict;

/// A record of a database as it is printed.
final class RecordReport {
    private RecordReport() {}

    static Report of(Entry entry) {
        var report = Report.of("record");
        RecordText.fields(entry.record()).forEach(report::with);
        return report.with("deleted", entry.record().deleted())
                .with("verdict", entry.verdict().name().toLowerCase(Locale.ROOT))
                .saying(RecordText.sentence(entry.record(), note(entry.verdict())));
    }

    private static String note(Verdict verdict) {
        return verdict == Verdict.VALID ? "" : " (" + verdict + ")";
    }
}
