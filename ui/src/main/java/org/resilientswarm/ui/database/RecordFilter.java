package org.resilientswarm.ui.database;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import tools.jackson.databind.JsonNode;

/// Words that must all stand somewhere in a record.
///
/// @param words in small letters
/// @param labels what members are called
record RecordFilter(List<String> words, Map<PublicKey, String> labels) {
    static final RecordFilter ALL = new RecordFilter(List.of(), Map.of());

    RecordFilter {
        words = List.copyOf(words);
        labels = Map.copyOf(labels);
    }

    static RecordFilter of(String text, Map<PublicKey, String> labels) {
        String stripped = text.strip().toLowerCase(Locale.ROOT);
        return new RecordFilter(
                stripped.isEmpty() ? List.of() : List.of(stripped.split("\\s+")), labels);
    }

    boolean fits(SwarmRecord record) {
        if (words.isEmpty()) {
            return true;
        }
        JsonNode body = record.body();
        String searched =
                String.join(
                                "\n",
                                labels.getOrDefault(record.author(), ""),
                                record.author().text(),
                                record.kind(),
                                record.name(),
                                body == null ? "" : body.toString())
                        .toLowerCase(Locale.ROOT);
        return words.stream().allMatch(searched::contains);
    }
}
