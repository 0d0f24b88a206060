package org.resilientswarm.ui.database;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// Which records to show.
///
/// @param kind only those of this kind, or null
/// @param own only those of the own node
record RecordChoice(@Nullable String kind, boolean own) {
    static final RecordChoice ALL = new RecordChoice(null, false);
    static final RecordChoice OWN = new RecordChoice(null, true);

    static RecordChoice ofKind(String kind) {
        return new RecordChoice(kind, false);
    }

    /// Deleted ones are found too: they are kept for a while and count.
    RecordQuery query(PublicKey self, int limit) {
        RecordQuery all = RecordQuery.all().withDeleted().limit(limit);
        RecordQuery authored = own ? all.by(self) : all;
        return kind == null ? authored : authored.ofKind(kind);
    }

    boolean fits(SwarmRecord record, PublicKey self) {
        return (kind == null || kind.equals(record.kind()))
                && (!own || self.equals(record.author()));
    }
}
