package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;

/// How much a book takes.
///
/// What an author's applications have and what the swarm has of it are counted apart: so it never
/// depends on what came first whether a record fits, and all nodes say the same.
///
/// @param authorRecords records of one author's applications
/// @param authorBytes their bytes
/// @param records of all authors
/// @param bytes of all records
record BookLimits(int authorRecords, int authorBytes, int records, long bytes) {
    static final BookLimits PROTOCOL =
            new BookLimits(
                    Protocol.MAX_AUTHOR_RECORDS - Protocol.AUTHOR_RESERVE_RECORDS,
                    Protocol.MAX_AUTHOR_BYTES - Protocol.AUTHOR_RESERVE_BYTES,
                    Protocol.MAX_RECORDS,
                    Protocol.MAX_RECORDS_BYTES);

    /// How many records of one author may be in the same share as those of this kind ...
    int shareRecords(String kind) {
        return RecordKey.isSwarmKind(kind) ? Protocol.AUTHOR_RESERVE_RECORDS : authorRecords;
    }

    /// ... and how many bytes.
    int shareBytes(String kind) {
        return RecordKey.isSwarmKind(kind) ? Protocol.AUTHOR_RESERVE_BYTES : authorBytes;
    }
}
