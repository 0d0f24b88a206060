package org.resilientswarm.ui.bridge;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.SwarmRecord;
import tools.jackson.databind.JsonNode;

/// A record as a line of a table.
///
/// @param record the record
/// @param line the beginning of its body as JSON, empty when it was deleted
/// @param bytes the length of its body as JSON, in UTF-8
/// @param changedAt when it changed while somebody looked, or null
public record RecordRow(SwarmRecord record, String line, int bytes, @Nullable Instant changedAt) {
    private static final int LINE_LENGTH = 300;

    /// The line of a record.
    ///
    /// @param changedAt when it changed while somebody looked, or null
    public static RecordRow of(SwarmRecord record, @Nullable Instant changedAt) {
        JsonNode body = record.body();
        String json = body == null ? "" : body.toString();
        String begin = json.length() <= LINE_LENGTH ? json : json.substring(0, LINE_LENGTH) + "…";
        return new RecordRow(
                record,
                PlainText.line(begin),
                json.getBytes(StandardCharsets.UTF_8).length,
                changedAt);
    }

    /// What names the record.
    public RecordKey key() {
        return RecordKey.of(record);
    }
}
