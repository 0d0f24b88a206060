package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.SignedRecord;

/// Passes on what is new: whole records to a few neighbours, chosen at random, so that they go far
/// fast; ids to all others, who ask for what nobody else has sent them.
final class Pushes {
    /// Neighbours that are sent a record of this node at once.
    static final int OWN_COPIES = 3;

    /// Neighbours that are sent a record of somebody else at once: its author has sent some itself.
    static final int PASSED_COPIES = 1;

    private final Collection<Neighbour> neighbours;
    private final RandomGenerator random;

    /// @param neighbours those that are connected
    Pushes(Collection<Neighbour> neighbours, RandomGenerator random) {
        this.neighbours = neighbours;
        this.random = random;
    }

    /// Passes on records that are in the store now.
    ///
    /// @param from who sent them, null when this node made them
    void spread(List<SignedRecord> records, @Nullable Neighbour from) {
        if (records.isEmpty()) {
            return;
        }
        var others = new ArrayList<>(neighbours);
        others.remove(from);
        int copies = Math.min(from == null ? OWN_COPIES : PASSED_COPIES, others.size());
        for (int i = 0; i < others.size(); i++) {
            if (i < copies) {
                Collections.swap(others, i, random.nextInt(i, others.size()));
            }
            Neighbour to = others.get(i);
            if (i < copies) {
                to.outbox.pushNow(
                        records.stream()
                                .filter(record -> !to.known.contains(record.id()))
                                .toList());
            } else {
                to.outbox.announce(records.stream().map(SignedRecord::id).toList());
            }
        }
    }

    /// Tells the others of records without sending any.
    void announce(List<RecordId> ids, @Nullable Neighbour from) {
        for (Neighbour to : List.copyOf(neighbours)) {
            if (to != from) {
                to.outbox.announce(ids);
            }
        }
    }
}
