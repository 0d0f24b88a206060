package org.resilientswarm.core.model;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How records are shared with one neighbour, since it was connected.
///
/// @param peer the neighbour
/// @param reconciledAt when the last reconciliation was done, whichever side began it, or null
/// @param rounds messages there and back in that reconciliation
/// @param differences records that only one of the two had then
/// @param bytesIn bytes received about records
/// @param bytesOut bytes sent about records
/// @param recordsIn records received and taken
/// @param recordsOut records sent
/// @param wanted records that this neighbour is to send and has not sent yet
/// @param refused what it sent and was refused, by reason
public record SyncInfo(
        PublicKey peer,
        @Nullable Instant reconciledAt,
        int rounds,
        int differences,
        long bytesIn,
        long bytesOut,
        long recordsIn,
        long recordsOut,
        int wanted,
        Map<ErrorCode, Long> refused) {
    /// Copies the map.
    public SyncInfo {
        refused = Map.copyOf(refused);
    }
}
