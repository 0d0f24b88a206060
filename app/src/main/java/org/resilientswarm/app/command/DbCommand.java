package org.resilientswarm.app.command;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Output;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.app.place.DataFolder;
import org.resilientswarm.core.RecordFile;
import org.resilientswarm.core.model.RecordFileStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/// `rswarm db`: looks into the database of a node that does not run.
@Command(name = DbCommand.NAME, description = "Looks into a database that no node has open.")
final class DbCommand implements Callable<Integer> {
    static final String NAME = "db";

    @ParentCommand private @Nullable RswarmCommand root;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "The node's data folder. Default: this user's")
    private @Nullable Path data;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        throw RswarmCommand.wrongUsage(root, "a command is missing: db stats or dump");
    }

    @Command(name = "stats", description = "Counts what is in it, and checks the whole file.")
    int stats() {
        Path file = file();
        try (var records = RecordFile.open(file)) {
            output().print(describe(file, records.stats()));
        }
        return 0;
    }

    @Command(
            name = "dump",
            description = "Prints every record, and whether its author has signed it.")
    int dump() {
        var output = output();
        var lifetime = RswarmCommand.terminal(root).lifetime();
        try (var records = RecordFile.open(file())) {
            records.forEach(
                    entry -> {
                        output.print(RecordReport.of(entry));
                        return !lifetime.isEnding();
                    });
        }
        return 0;
    }

    private static Report describe(Path file, RecordFileStats stats) {
        return Report.of("db")
                .with("file", file.toString())
                .with("records", stats.records())
                .with("deleted", stats.deleted())
                .with("kinds", stats.kinds())
                .with("authors", stats.authors())
                .with("bytes", stats.bytes())
                .with("fileBytes", stats.fileBytes())
                .with("oldest", text(stats.oldest()))
                .with("newest", text(stats.newest()))
                .with("schema", stats.schemaVersion())
                .with("integrity", stats.integrity())
                .saying(sentence(file, stats));
    }

    private static String sentence(Path file, RecordFileStats stats) {
        var text = new StringBuilder();
        text.append(
                "%s: %d records, %d of them deleted, by %d authors%n"
                        .formatted(file, stats.records(), stats.deleted(), stats.authors()));
        stats.kinds().forEach((kind, count) -> text.append("  %8d %s%n".formatted(count, kind)));
        if (stats.oldest() != null) {
            text.append("  created %s to %s%n".formatted(stats.oldest(), stats.newest()));
        }
        return text.append(
                        "  %d bytes of records, %d on disk, schema %d, integrity: %s"
                                .formatted(
                                        stats.bytes(),
                                        stats.fileBytes(),
                                        stats.schemaVersion(),
                                        stats.integrity()))
                .toString();
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private Path file() {
        return DataFolder.database(data == null ? DataFolder.standard() : data);
    }

    private Output output() {
        return RswarmCommand.terminal(root).output(json);
    }
}
