package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Earliest;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

/// The records that this node lacks and knows who has. Each is asked of one neighbour at a time; of
/// the next one that has it when it does not come, or when the neighbour goes. One that nobody
/// gives is forgotten: reconciliation finds it again.
final class Wanted {
    /// Records that one neighbour is asked for at a time: with small ones, what a link of 100 ms
    /// carries at 10 Mbit/s.
    static final int WINDOW = 256;

    /// Records that may wait for one neighbour ...
    static final int MAX_OF_NEIGHBOUR = 32_768;

    /// ... and for all.
    static final int MAX = 131_072;

    private static final long TIMEOUT_NANOS = Protocol.WANT_TIMEOUT.toNanos();
    private static final long LIMIT_NANOS = Protocol.WANT_LIMIT.toNanos();

    private final Map<RecordId, Want> wants = new HashMap<>();
    private final Clock clock;
    private final Earliest dueAt;
    private final Conduct conduct;

    Wanted(Surroundings around, Conduct conduct) {
        this.clock = around.clock();
        this.dueAt = around.dueAt();
        this.conduct = conduct;
    }

    int size() {
        return wants.size();
    }

    /// The neighbour has this record, which is not in the book. Call [#ask] after the last.
    ///
    /// @param run the reconciliation that found it, or null
    /// @return false when no more can be remembered
    boolean offer(Neighbour neighbour, RecordId id, @Nullable Run run) {
        Want known = wants.get(id);
        if (known != null) {
            known.offeredBy(neighbour);
            if (known.run == null && run != null) {
                known.run = run;
                run.outstanding++;
            }
            return true;
        }
        if (wants.size() >= MAX || neighbour.waiting >= MAX_OF_NEIGHBOUR) {
            return false;
        }
        var want = new Want(id, neighbour, run);
        wants.put(id, want);
        if (run != null) {
            run.outstanding++;
        }
        line(want);
        return true;
    }

    private static void line(Want want) {
        want.stage = Want.Stage.LINED;
        want.holder.asks.add(want);
        want.holder.waiting++;
    }

    /// Asks the neighbour for as much as may be under way.
    void ask(Neighbour neighbour) {
        while (neighbour.connected
                && neighbour.asked.size() < WINDOW
                && !neighbour.asks.isEmpty()
                && !neighbour.outbox.congested()) {
            var ids = new ArrayList<RecordId>();
            long now = clock.nanos();
            while (neighbour.asked.size() < WINDOW && !neighbour.asks.isEmpty()) {
                Want want = neighbour.asks.remove();
                if (want.stage == Want.Stage.LINED && want.holder == neighbour) {
                    neighbour.waiting--;
                    want.stage = Want.Stage.ASKED;
                    want.askedAt = now;
                    neighbour.asked.put(want.id, want);
                    ids.add(want.id);
                }
            }
            if (!ids.isEmpty()) {
                dueAt.noLaterThan(deadline(neighbour));
                neighbour.outbox.control(new DbFrame.Want(ids));
            }
        }
    }

    /// The neighbour has sent this record; whether it is of use is seen later.
    void arrived(Neighbour neighbour, RecordId id) {
        Want want = neighbour.asked.remove(id);
        if (want != null) {
            want.stage = Want.Stage.CAME;
            neighbour.lastGiven = clock.nanos();
            neighbour.unkept = 0;
        }
    }

    /// This record is in the book and the store, or is none that is taken.
    ///
    /// @return the want, if it was wanted
    @Nullable Want settle(RecordId id, boolean taken) {
        Want want = forget(id);
        if (want == null) {
            return null;
        }
        Want.Stage before = want.stage;
        want.stage = Want.Stage.SETTLED;
        if (before == Want.Stage.LINED) {
            want.holder.waiting--;
        } else if (before == Want.Stage.ASKED) {
            want.holder.asked.remove(id);
            ask(want.holder);
        }
        if (want.run != null) {
            want.run.settle(taken);
        }
        return want;
    }

    /// What the neighbour sent under this id was forged, or is not looked at any more.
    void useless(Neighbour neighbour, RecordId id) {
        Want want = wants.get(id);
        if (want != null && want.holder == neighbour && want.stage == Want.Stage.CAME) {
            turn(want);
        }
    }

    /// The neighbour cannot give these.
    void missing(Neighbour neighbour, List<RecordId> ids) {
        for (RecordId id : ids) {
            Want want = neighbour.asked.remove(id);
            if (want != null) {
                neighbour.lastGiven = clock.nanos();
                turn(want);
                conduct.unkept(neighbour);
            }
        }
        ask(neighbour);
    }

    private void turn(Want want) {
        if (want.turn()) {
            line(want);
            ask(want.holder);
        } else {
            forget(want.id);
            want.stage = Want.Stage.SETTLED;
            if (want.run != null) {
                want.run.settle(false);
            }
        }
    }

    private @Nullable Want forget(RecordId id) {
        Want want = wants.remove(id);
        if (want != null && wants.size() == Reconciliations.FEW_WANTED - 1) {
            dueAt.noLaterThan(clock.nanos()); // Somebody else may be asked what there is now.
        }
        return want;
    }

    /// The neighbour is gone.
    void gone(Neighbour neighbour) {
        var orphans = new ArrayList<>(neighbour.asked.values());
        neighbour.asks.stream()
                .filter(want -> want.stage == Want.Stage.LINED)
                .forEach(orphans::add);
        neighbour.asked.clear();
        neighbour.asks.clear();
        neighbour.waiting = 0;
        orphans.forEach(this::turn);
    }

    /// Turns to others when the neighbour does not give what it was asked for.
    void tick(Neighbour neighbour) {
        long now = clock.nanos();
        var late = new ArrayList<Want>();
        for (Want want : neighbour.asked.values()) {
            if (deadline(neighbour, want) > now) {
                break;
            }
            late.add(want);
        }
        for (Want want : late) {
            if (neighbour.asked.remove(want.id, want)) {
                turn(want);
                conduct.unkept(neighbour);
            }
        }
        ask(neighbour);
    }

    /// When [#tick] has something to do for the neighbour, or [Long#MAX_VALUE].
    long deadline(Neighbour neighbour) {
        return neighbour.asked.isEmpty()
                ? Long.MAX_VALUE
                : deadline(neighbour, neighbour.asked.values().iterator().next());
    }

    private static long deadline(Neighbour neighbour, Want want) {
        return Math.min(
                Math.max(want.askedAt, neighbour.lastGiven) + TIMEOUT_NANOS,
                want.askedAt + LIMIT_NANOS);
    }
}
