package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.SignedRecord;

/// Passes on what is new: whole records to a few neighbours, chosen at random, so that they go far
/// fast; ids to all others, who ask for what nobody else has sent them.
///
/// Whom the sender of a record has a link with hears of it from there. Telling it again would cost
/// a full mesh of n nodes n² messages for each record, so it is told later, in case that link has
/// failed just then: self-pruning, after Lim and Kim, "Flooding in wireless ad hoc networks"
/// (2001).
final class Pushes {
    /// Neighbours that are sent a record of this node at once.
    static final int OWN_COPIES = 3;

    /// Neighbours that are sent a record of somebody else at once: its author has sent some itself.
    static final int PASSED_COPIES = 1;

    private static final long DELAY_NANOS = Protocol.ANNOUNCE_DELAY.toNanos();

    private final Collection<Neighbour> neighbours;
    private final Surroundings around;

    /// @param neighbours those that are connected
    Pushes(Collection<Neighbour> neighbours, Surroundings around) {
        this.neighbours = neighbours;
        this.around = around;
    }

    /// Passes on records that are in the store now.
    ///
    /// @param from who sent them, null when this node made them
    void spread(List<SignedRecord> records, @Nullable Neighbour from) {
        if (records.isEmpty()) {
            return;
        }
        RandomGenerator random = around.random();
        List<RecordId> ids = records.stream().map(SignedRecord::id).toList();
        List<Neighbour> others = others(ids, from);
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
                to.outbox.announce(ids);
            }
        }
    }

    /// Those who must hear of the records now; the rest is told later.
    private List<Neighbour> others(List<RecordId> ids, @Nullable Neighbour from) {
        var others = new ArrayList<Neighbour>();
        long at = around.clock().nanos() + DELAY_NANOS + around.random().nextLong(DELAY_NANOS);
        for (Neighbour to : neighbours) {
            if (from == null || (to != from && !around.host().linked(from.key, to.key))) {
                others.add(to);
            } else if (to != from) {
                to.outbox.announceLater(ids, at);
            }
        }
        return others;
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
