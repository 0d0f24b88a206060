package org.resilientswarm.ui.bridge;

import java.util.Comparator;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// What names a record, in the order in which records are found.
///
/// @param kind what it is about
/// @param name which one of its kind
/// @param author whose it is
public record RecordKey(String kind, String name, PublicKey author)
        implements Comparable<RecordKey> {
    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::kind)
                    .thenComparing(RecordKey::name)
                    .thenComparing(RecordKey::author);

    /// The key of a record.
    public static RecordKey of(SwarmRecord record) {
        return new RecordKey(record.kind(), record.name(), record.author());
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}
