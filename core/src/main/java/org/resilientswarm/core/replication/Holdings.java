package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.RecordId;

/// What a node has and lacks.
///
/// @param set what is compared with others
/// @param book what there is
/// @param wanted what is lacking, and who has it
/// @param unwelcome what is lacking and was refused of late, or has expired
record Holdings(RecordSet set, RecordBook book, Wanted wanted, RecentIds unwelcome) {
    /// Whether a record that the neighbour has is worth asking it for.
    boolean lacks(Neighbour neighbour, RecordId id) {
        return book.find(id) == null
                && !unwelcome.contains(id)
                && !neighbour.verifying.contains(id);
    }
}
