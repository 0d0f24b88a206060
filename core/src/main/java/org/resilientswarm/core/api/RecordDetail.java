package org.resilientswarm.core.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// A record and what is known of it here.
///
/// @param record the record
/// @param from the neighbour that it came from, null when this node made it
/// @param received when it was stored here
/// @param bytes the record as it travels, its last 64 bytes the signature; not to be changed
/// @param verified whether the signature is the author's, checked just now
public record RecordDetail(
        SwarmRecord record,
        @Nullable PublicKey from,
        Instant received,
        byte[] bytes,
        boolean verified) {}
