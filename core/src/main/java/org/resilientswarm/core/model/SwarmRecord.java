package org.resilientswarm.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A record of the replicated database. Every member has every record; only its author can change
/// it, and everybody can check that.
///
/// Author, kind and name together are its key.
///
/// @param author whose record it is
/// @param kind what it is about, 1 to 64 printable ASCII characters without spaces; `peer` and
///     `network` are the swarm's own
/// @param name which one of its kind, up to 128 characters, may be empty
/// @param sequence rises with each change by the author
/// @param created when this version was made, to the millisecond
/// @param expires when it is forgotten, or null for never
/// @param body the value, not to be changed; null for a record that was deleted
public record SwarmRecord(
        PublicKey author,
        String kind,
        String name,
        long sequence,
        Instant created,
        @Nullable Instant expires,
        @Nullable JsonNode body) {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// Whether the author has deleted it; such a record is kept for a while, so that the older
    /// version does not come back.
    public boolean deleted() {
        return body == null;
    }

    /// The value as an object of a type that Jackson can make.
    ///
    /// @throws IllegalStateException when the record was deleted
    /// @throws tools.jackson.core.JacksonException when the value is not of that type
    public <T> T value(Class<T> type) {
        if (body == null) {
            throw new IllegalStateException("the record was deleted");
        }
        return MAPPER.treeToValue(body, type);
    }
}
