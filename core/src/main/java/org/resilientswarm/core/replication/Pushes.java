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
/// (2001). Of the others, where many could tell each of them, a node tells only some at once: as in
/// gossip a few copies reach everybody, and all others are told later.
final class Pushes {
    /// Neighbours that are sent a record of this node at once.
    static final int OWN_COPIES = 3;

    /// Neighbours that are sent a record of somebody else at once: its author has sent some itself.
    static final int PASSED_COPIES = 1;

    /// About so many of those who could tell a node that the sender does not tell send it the
    /// record at once ...
    static final int PUSHERS = 2;

    /// ... and so many announce it at once.
    static final int ANNOUNCERS = 6;

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
            double tellers = from == null ? 0 : around.host().between(from.key, to.key);
            if (i < copies && isOneOf(tellers, PUSHERS * others.size())) {
                to.outbox.pushNow(
                        records.stream()
                                .filter(record -> !to.known.contains(record.id()))
                                .toList());
            } else if (isOneOf(tellers, ANNOUNCERS)) {
                to.outbox.announce(ids);
            } else {
                later(to, ids);
            }
        }
    }

    /// Whether this node is one of so many that do at once what each of the tellers could do.
    private boolean isOneOf(double tellers, int wanted) {
        return tellers <= wanted || around.random().nextDouble() * tellers < wanted;
    }

    /// Those whom the sender does not tell itself; who it does is told later.
    private List<Neighbour> others(List<RecordId> ids, @Nullable Neighbour from) {
        var others = new ArrayList<Neighbour>();
        for (Neighbour to : neighbours) {
            if (from == null || (to != from && !around.host().linked(from.key, to.key))) {
                others.add(to);
            } else if (to != from) {
                later(to, ids);
            }
        }
        return others;
    }

    private void later(Neighbour to, List<RecordId> ids) {
        long delay = DELAY_NANOS + around.random().nextLong(DELAY_NANOS);
        to.outbox.announceLater(ids, around.clock().nanos() + delay);
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
