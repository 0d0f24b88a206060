package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.wire.RecordId;

/// One reconciliation that this node began, and what it still has to move.
final class Run {
    final Neighbour neighbour;
    final int number;
    final Reconciliation reconciliation;

    /// Whether somebody waits for the result.
    boolean reported;

    /// When the next answer is overdue.
    long deadline;

    /// What only this node has, up to [Outbox#MAX_PUSHES].
    final List<RecordId> have = new ArrayList<>();

    int haveCount;
    int needCount;

    /// What it found that nobody else was to send already.
    int lacking;

    /// Whether there was no room to remember all that is lacking.
    boolean incomplete;

    /// Lacking records that were not dealt with yet.
    int outstanding;

    int rounds;
    long bytesSent;
    long bytesReceived;
    private int received;
    private int pushed;
    private long pushesGoal;

    Run(Neighbour neighbour, int number, Reconciliation reconciliation) {
        this.neighbour = neighbour;
        this.number = number;
        this.reconciliation = reconciliation;
    }

    /// A lacking record was dealt with.
    void settle(boolean taken) {
        outstanding--;
        if (taken) {
            received++;
        }
    }

    /// So many records were pushed; they have left when the outbox has got so far.
    void pushed(int count) {
        pushed = count;
        pushesGoal = neighbour.outbox.pushesQueued();
    }

    /// Whether all that was found is moved, once there are no more rounds.
    boolean done() {
        return outstanding == 0 && neighbour.outbox.pushesLeft() >= pushesGoal;
    }

    int differences() {
        return haveCount + needCount;
    }

    SyncResult result() {
        return new SyncResult(
                neighbour.key, rounds, differences(), bytesSent, bytesReceived, pushed, received);
    }
}
