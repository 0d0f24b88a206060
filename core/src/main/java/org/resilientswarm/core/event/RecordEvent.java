package org.resilientswarm.core.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// What happened in the replicated database.
public sealed interface RecordEvent extends SwarmEvent {
    /// A record, or a newer version of one, was accepted and stored; once for each.
    ///
    /// @param record the record, without a body when it was deleted
    /// @param from the neighbour that it came from, null when this node made it
    record RecordAccepted(long sequence, Instant at, SwarmRecord record, @Nullable PublicKey from)
            implements RecordEvent {}
}
