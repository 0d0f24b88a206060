package org.resilientswarm.core.api;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// Which records to find. Start from [#all] and narrow it down.
///
/// @param kind only those of this kind, null for all
/// @param author only those of this author, null for all
/// @param deleted whether deleted ones are found as well
/// @param after only those behind this one in the order of kind, name and author; null from the
///     beginning
/// @param limit how many at most, 1 to [#MAX_LIMIT]
public record RecordQuery(
        @Nullable String kind,
        @Nullable PublicKey author,
        boolean deleted,
        @Nullable SwarmRecord after,
        int limit) {
    /// The most records of one answer.
    public static final int MAX_LIMIT = 10_000;

    /// Checks the limit.
    ///
    /// @throws IllegalArgumentException when it is out of range
    public RecordQuery {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException(limit + " records; 1 to " + MAX_LIMIT);
        }
    }

    /// The first 1,000 records that were not deleted.
    public static RecordQuery all() {
        return new RecordQuery(null, null, false, null, 1000);
    }

    /// The same, only of this kind.
    public RecordQuery ofKind(String wanted) {
        return new RecordQuery(wanted, author, deleted, after, limit);
    }

    /// The same, only of this author.
    public RecordQuery by(PublicKey wanted) {
        return new RecordQuery(kind, wanted, deleted, after, limit);
    }

    /// The same with deleted ones.
    public RecordQuery withDeleted() {
        return new RecordQuery(kind, author, true, after, limit);
    }

    /// The same, behind this record: the next page.
    public RecordQuery after(SwarmRecord last) {
        return new RecordQuery(kind, author, deleted, last, limit);
    }

    /// The same with another number of records at most.
    public RecordQuery limit(int most) {
        return new RecordQuery(kind, author, deleted, after, most);
    }
}
