package org.resilientswarm.core.replication;

import java.util.List;
import org.resilientswarm.core.wire.RecordId;

/// What a message says of the items from one position to below another.
sealed interface Range {
    /// The mode of [Skip] on the wire.
    int SKIP = 0;
    /// Of [Print].
    int PRINT = 1;
    /// Of [Ids].
    int IDS = 2;

    /// The most bytes of a range beside its ids: time, length, name, mode, fingerprint.
    int MAX_BYTES = Varint.MAX_BYTES + 1 + RecordId.LENGTH + 1 + Fingerprint.LENGTH;

    Position lower();

    Position upper();

    /// Nothing is to be said of it.
    record Skip(Position lower, Position upper) implements Range {}

    /// The fingerprint of what the sender has there.
    record Print(Position lower, Position upper, Fingerprint fingerprint) implements Range {}

    /// All ids that the sender has there.
    record Ids(Position lower, Position upper, List<RecordId> ids) implements Range {}
}
