package org.resilientswarm.core.replication;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.SignedRecord;

/// Records that came together and are being verified or stored; handed to the host and back.
public final class Arrival {
    final @Nullable Neighbour neighbour;
    private final List<SignedRecord> records;

    /// Parallel to the records, once they are reserved in the book.
    final List<Reservation> reservations;

    /// The bytes of the frame that brought them.
    final int heldBytes;

    Arrival(
            @Nullable Neighbour neighbour,
            List<SignedRecord> records,
            List<Reservation> reservations,
            int heldBytes) {
        this.neighbour = neighbour;
        this.records = List.copyOf(records);
        this.reservations = List.copyOf(reservations);
        this.heldBytes = heldBytes;
    }

    /// The records.
    public List<SignedRecord> records() {
        return records;
    }

    /// The neighbour that sent them, null when this node made them.
    public @Nullable PublicKey from() {
        return neighbour == null ? null : neighbour.key;
    }
}
