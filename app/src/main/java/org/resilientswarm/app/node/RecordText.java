package org.resilientswarm.app.node;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.SwarmRecord;

/// A record, put into fields and words.
public final class RecordText {
    private RecordText() {}

    /// All that there is to a record, for programs.
    public static Map<String, @Nullable Object> fields(SwarmRecord record) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("author", record.author().text());
        fields.put("kind", record.kind());
        fields.put("name", record.name());
        fields.put("sequence", record.sequence());
        fields.put("created", record.created().toString());
        fields.put("expires", record.expires() == null ? null : record.expires().toString());
        fields.put("body", record.body());
        return fields;
    }

    /// A line for people: names and bodies come from anybody, so nothing in them may steer the
    /// terminal or pass for a line of its own.
    ///
    /// @param note what else to say of it, in front of the body
    public static String sentence(SwarmRecord record, String note) {
        String body = record.body() == null ? "deleted" : record.body().toString();
        return "%s %s \"%s\" %d%s %s"
                .formatted(
                        record.author().shortText(),
                        record.kind(),
                        visible(record.name()),
                        record.sequence(),
                        note,
                        visible(body));
    }

    private static String visible(String text) {
        return text.codePoints()
                .map(RecordText::visible)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static int visible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    '?';
            default -> c;
        };
    }
}
