package org.resilientswarm.ui.database;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.ui.control.Texts;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record that is being written.
///
/// @param changes whether it takes the place of one that is there
/// @param kind what it is about
/// @param name which one of its kind
/// @param json its value
/// @param lifetime for how long it is kept, null for good
record RecordDraft(
        boolean changes, String kind, String name, String json, @Nullable Duration lifetime) {
    private static final int MAX_KIND_LENGTH = 64;
    private static final int MAX_NAME_BYTES = 256;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    static final RecordDraft EMPTY = new RecordDraft(false, "", "", "", null);

    /// Whether a draft can be stored.
    ///
    /// @param draft what was looked at
    /// @param value its value, or null when there is none yet
    /// @param kindFault what is wrong with the kind, or empty
    /// @param nameFault what is wrong with the name, or empty
    /// @param jsonFault what is wrong with the value, or empty
    record Verdict(
            RecordDraft draft,
            @Nullable JsonNode value,
            String kindFault,
            String nameFault,
            String jsonFault) {
        boolean valid() {
            return value != null && kindFault.isEmpty() && nameFault.isEmpty();
        }
    }

    /// Begins with what a record holds, and keeps it for as long.
    static RecordDraft of(SwarmRecord record, String json) {
        var expires = record.expires();
        return new RecordDraft(
                true,
                record.kind(),
                record.name(),
                json,
                expires == null ? null : Duration.between(record.created(), expires));
    }

    RecordDraft with(String otherKind, String otherName, String otherJson) {
        return new RecordDraft(changes, otherKind, otherName, otherJson, lifetime);
    }

    /// Whether these are the swarm's own records, which only the engine writes.
    static boolean isReserved(String kind) {
        return kind.equals("peer") || kind.equals("network");
    }

    /// Whether there are bytes in a value, which would become text in JSON.
    static boolean hasBytes(JsonNode value) {
        return value.isBinary() || value.valueStream().anyMatch(RecordDraft::hasBytes);
    }

    /// A value in several lines; empty when there is none.
    static String pretty(@Nullable JsonNode value) {
        return value == null
                ? ""
                : MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /// Looks for faults.
    Verdict check() {
        String fault = "";
        JsonNode value = null;
        try {
            JsonNode read = MAPPER.readTree(json);
            if (read.isMissingNode()) {
                fault = Texts.of("database.draft.json.none");
            } else {
                value = read;
            }
        } catch (JacksonException e) {
            fault = wrong(e);
        }
        return new Verdict(this, value, kindFault(), nameFault(), fault);
    }

    private static String wrong(JacksonException e) {
        var place = e.getLocation();
        String what = e.getOriginalMessage().lines().findFirst().orElse("");
        return place == null
                ? Texts.of("database.draft.json.wrong", what)
                : Texts.of(
                        "database.draft.json.wrong-at",
                        place.getLineNr(),
                        place.getColumnNr(),
                        what);
    }

    private String kindFault() {
        if (kind.isEmpty()) {
            return Texts.of("database.draft.kind.none");
        }
        if (isReserved(kind)) {
            return Texts.of("database.draft.kind.reserved", kind);
        }
        boolean plain = kind.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return plain && kind.length() <= MAX_KIND_LENGTH
                ? ""
                : Texts.of("database.draft.kind.wrong", MAX_KIND_LENGTH);
    }

    private String nameFault() {
        return name.getBytes(StandardCharsets.UTF_8).length <= MAX_NAME_BYTES
                ? ""
                : Texts.of("database.draft.name.long", MAX_NAME_BYTES);
    }
}
