package org.resilientswarm.core.replication;

import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;

/// Answers the rounds of runs that neighbours begin, as often as an honest one asks, and hears what
/// came of them.
final class AskedRuns {
    private final RecordSet set;
    private final Conduct conduct;
    private final Clock clock;

    AskedRuns(RecordSet set, Conduct conduct, Clock clock) {
        this.set = set;
        this.conduct = conduct;
        this.clock = clock;
    }

    void asked(Neighbour neighbour, DbFrame.Ask ask) throws MalformedException {
        if (ask.run() != neighbour.theirRun) {
            begin(neighbour, ask.run());
        }
        if (++neighbour.theirRounds > Protocol.MAX_RECONCILE_ROUNDS) {
            conduct.cutOff(neighbour, "its reconciliation does not end");
        }
        if (neighbour.connected) {
            byte[] answer =
                    ReconciliationAnswer.to(set, ask.message(), Protocol.MAX_RECONCILE_BYTES);
            neighbour.outbox.answer(new DbFrame.Answer(ask.run(), answer));
        }
    }

    /// The neighbour says what came of its run. That may be a lie, but is no more than a figure.
    void done(Neighbour neighbour, DbFrame.Reconciled done) {
        if (done.run() == neighbour.theirRun && neighbour.theirRounds > 0) {
            neighbour.reconciled(clock.now(), done.rounds(), done.differences());
        } else {
            conduct.refuse(neighbour, ErrorCode.MESSAGE_UNKNOWN);
        }
    }

    private void begin(Neighbour neighbour, int run) {
        if (run < neighbour.theirRun) {
            conduct.cutOff(neighbour, "it goes on with a reconciliation that was over");
        }
        long now = clock.nanos();
        double more = (double) (now - neighbour.theirRunsAt) / Protocol.RECONCILE_PAUSE.toNanos();
        neighbour.theirRuns = Math.min(Protocol.RECONCILE_BURST, neighbour.theirRuns + more) - 1;
        neighbour.theirRunsAt = now;
        neighbour.theirRun = run;
        neighbour.theirRounds = 0;
        if (neighbour.theirRuns < 0) {
            conduct.cutOff(neighbour, "it begins reconciliations too often");
        }
    }
}
