package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.Protocol;

/// How much a book takes.
///
/// @param authorRecords records of one author
/// @param authorBytes their bytes
/// @param records of all authors
/// @param bytes of all records
record BookLimits(int authorRecords, int authorBytes, int records, long bytes) {
    static final BookLimits PROTOCOL =
            new BookLimits(
                    Protocol.MAX_AUTHOR_RECORDS,
                    Protocol.MAX_AUTHOR_BYTES,
                    Protocol.MAX_RECORDS,
                    Protocol.MAX_RECORDS_BYTES);
}
