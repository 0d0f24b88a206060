package org.resilientswarm.core.model;

/// What one reconciliation with a neighbour came to.
///
/// @param peer the neighbour
/// @param rounds messages there and back
/// @param differences records that only one of the two had
/// @param bytesSent bytes of messages sent, records not included
/// @param bytesReceived bytes of messages received, records not included
/// @param recordsSent records sent because the neighbour lacked them; one that lacks very many is
///     told so and fetches them by itself
/// @param recordsReceived records received because this node lacked them
public record SyncResult(
        PublicKey peer,
        int rounds,
        int differences,
        long bytesSent,
        long bytesReceived,
        int recordsSent,
        int recordsReceived) {}
