package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// The way of a record from a neighbour: judged, verified, judged again, reserved, stored,
/// committed and passed on. What cannot be taken anyway is not verified: that costs more than all
/// else.
///
/// The bytes that brought records count as used up only when those are stored or refused, so that
/// the credit of the stream bounds how many are under way. As long as none of a neighbour's is, the
/// bytes of a frame that is still coming do count: it may be larger than the credit.
final class Intake {
    private final Holdings holdings;
    private final Conduct conduct;
    private final Pushes pushes;
    private final OwnRecords own;
    private final Surroundings around;

    Intake(Holdings holdings, Conduct conduct, Pushes pushes, OwnRecords own, Surroundings around) {
        this.holdings = holdings;
        this.conduct = conduct;
        this.pushes = pushes;
        this.own = own;
        this.around = around;
    }

    /// Takes the records of a frame.
    ///
    /// @param frameBytes how long it was
    void came(Neighbour neighbour, List<SignedRecord> records, int frameBytes) {
        var useful = new ArrayList<SignedRecord>(records.size());
        for (SignedRecord record : records) {
            neighbour.known.add(record.id());
            holdings.wanted().arrived(neighbour, record.id());
            RecordSummary summary = RecordSummary.of(record);
            ErrorCode code = holdings.book().judge(summary, now());
            if (code == null) {
                useful.add(record);
            } else {
                refuse(neighbour, summary, code);
            }
        }
        holdings.wanted().ask(neighbour);
        if (!neighbour.connected) {
            useful.forEach(record -> holdings.wanted().useless(neighbour, record.id()));
        } else if (!useful.isEmpty()) {
            neighbour.heldBytes += frameBytes;
            useful.forEach(record -> neighbour.verifying.add(record.id()));
            around.host().verify(new Arrival(neighbour, useful, List.of(), frameBytes));
        }
    }

    private void refuse(Neighbour neighbour, RecordSummary summary, ErrorCode code) {
        RecordId id = summary.id();
        if (holdings.book().find(id) == null) {
            holdings.unwelcome().add(id);
        }
        holdings.wanted().settle(id, false);
        boolean impossible =
                code == ErrorCode.RECORD_EARLY
                        && summary.created() > now() + 2 * Protocol.MAX_RECORD_SKEW.toMillis();
        if (impossible) {
            conduct.bad(neighbour, code);
        } else {
            conduct.refuse(neighbour, code);
        }
    }

    /// The signatures have been checked.
    ///
    /// @param valid parallel to the records
    void verified(Arrival arrival, boolean[] valid) {
        Neighbour neighbour = sender(arrival);
        arrival.records().forEach(record -> neighbour.verifying.remove(record.id()));
        var taken = new ArrayList<SignedRecord>();
        var reservations = new ArrayList<Reservation>();
        for (int i = 0; i < valid.length; i++) {
            SignedRecord record = arrival.records().get(i);
            if (!valid[i]) {
                holdings.wanted().useless(neighbour, record.id());
                conduct.bad(neighbour, ErrorCode.RECORD_FORGED);
                continue;
            }
            RecordSummary summary = RecordSummary.of(record);
            ErrorCode code = holdings.book().judge(summary, now());
            if (code == null) {
                own.notice(record);
                taken.add(record);
                reservations.add(holdings.book().reserve(summary));
            } else {
                refuse(neighbour, summary, code);
            }
        }
        if (taken.isEmpty()) {
            release(arrival);
        } else {
            around.host().store(new Arrival(neighbour, taken, reservations, arrival.heldBytes));
        }
    }

    private static Neighbour sender(Arrival arrival) {
        Neighbour neighbour = arrival.neighbour;
        if (neighbour == null) {
            throw new IllegalArgumentException("a node's own records need no verification");
        }
        return neighbour;
    }

    /// The records are in the store: they are passed on. Those that a comparison found are only
    /// announced, since others may have them; when it found many, the others are compared with
    /// rather than told, see [Reconciliations].
    void stored(Arrival arrival) {
        Neighbour from = arrival.neighbour;
        arrival.reservations.forEach(holdings.book()::commit);
        var news = new ArrayList<SignedRecord>();
        var compared = new ArrayList<RecordId>();
        for (SignedRecord record : arrival.records()) {
            around.host().accepted(record, arrival.from());
            boolean many = holdings.wanted().size() >= Reconciliations.FEW_WANTED;
            Want want = holdings.wanted().settle(record.id(), true);
            Run run = want == null ? null : want.run;
            if (run == null) {
                news.add(record);
            } else if (run.lacking < Reconciliations.MANY || !many) {
                compared.add(record.id());
            }
        }
        if (from != null) {
            from.recordsIn += arrival.records().size();
        }
        pushes.spread(news, from);
        pushes.announce(compared, from);
        release(arrival);
    }

    /// The store could not write.
    void storeFailed(Arrival arrival) {
        arrival.reservations.forEach(holdings.book()::rollback);
        arrival.records().forEach(record -> holdings.wanted().settle(record.id(), false));
        release(arrival);
    }

    private void release(Arrival arrival) {
        Neighbour neighbour = arrival.neighbour;
        if (neighbour != null) {
            neighbour.heldBytes -= arrival.heldBytes;
            credit(neighbour);
        }
    }

    /// Tells the host what is used up.
    void credit(Neighbour neighbour) {
        long coming = neighbour.heldBytes > 0 ? neighbour.reader.held() : 0;
        long used = neighbour.receivedBytes - neighbour.heldBytes - coming;
        if (neighbour.connected && used > neighbour.creditedBytes) {
            around.host().consumed(neighbour.key, (int) (used - neighbour.creditedBytes));
            neighbour.creditedBytes = used;
        }
    }

    private long now() {
        return around.clock().now().toEpochMilli();
    }
}
