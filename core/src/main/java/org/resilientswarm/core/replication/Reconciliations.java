package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Earliest;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

/// When this node finds out with whom what they do not have in common, and what follows.
///
/// # When
///
/// Runs that nobody asked for come one at a time, so that a newcomer with many neighbours learns of
/// everything once. Those that are due come first: after a connection was made (the smaller key
/// begins), when the neighbour says that this node is behind, and when a run found so much that the
/// others are better compared than told. Otherwise each neighbour has its turn.
///
/// # What follows
///
/// What is lacking is wanted. What the neighbour lacks is pushed, or announced when it was sent
/// before; when that is much, the neighbour is told to begin a run itself, since others may be
/// telling it the same. After a run that somebody asked for more is pushed: who asked wants to see
/// it done.
final class Reconciliations {
    /// With more wanted records than this nobody else is asked what there is.
    static final int FEW_WANTED = 256;

    /// A run that found so much is followed by runs with the others.
    static final int MANY = 256;

    private static final long INTERVAL_NANOS = Protocol.RECONCILE_INTERVAL.toNanos();
    private static final long PAUSE_NANOS = Protocol.RECONCILE_PAUSE.toNanos();

    private final Collection<Neighbour> neighbours;
    private final RecordSet set;
    private final Holdings holdings;
    private final Wanted wanted;
    private final Conduct conduct;
    private final ReplicatorHost host;
    private final Clock clock;
    private final Earliest dueAt;
    private final List<Run> moving = new ArrayList<>();
    private @Nullable Run automatic;
    private long nextTurn;
    private long lastAutomatic;

    /// @param neighbours those that are connected
    Reconciliations(
            Collection<Neighbour> neighbours,
            Holdings holdings,
            Conduct conduct,
            Surroundings around) {
        this.neighbours = neighbours;
        this.set = holdings.set();
        this.holdings = holdings;
        this.wanted = holdings.wanted();
        this.conduct = conduct;
        this.host = around.host();
        this.clock = around.clock();
        this.dueAt = around.dueAt();
        long now = clock.nanos();
        this.nextTurn = now + INTERVAL_NANOS;
        this.lastAutomatic = now - INTERVAL_NANOS;
    }

    /// A neighbour came.
    ///
    /// @param begin whether this node begins
    void connected(Neighbour neighbour, boolean begin) {
        if (begin) {
            due(neighbour);
        }
    }

    /// The neighbour says that it has much that this node lacks. It may be much that this node
    /// refuses, so that is heeded seldom.
    void behind(Neighbour neighbour) {
        long now = clock.nanos();
        if (neighbour.behindAgainAt <= now) {
            neighbour.behindAgainAt = now + INTERVAL_NANOS;
            due(neighbour);
        }
    }

    private void due(Neighbour neighbour) {
        long now = clock.nanos();
        neighbour.dueAt = Math.min(neighbour.dueAt, now);
        dueAt.noLaterThan(now);
    }

    /// Begins a run that somebody waits for; one that is under way will do.
    void request(Neighbour neighbour) {
        Run under = neighbour.run;
        if (under != null) {
            under.reported = true;
        } else {
            neighbour.requested = true;
            tick();
        }
    }

    /// Begins what is due and gives up what is overdue.
    void tick() {
        long now = clock.nanos();
        for (Neighbour neighbour : List.copyOf(neighbours)) {
            Run run = neighbour.run;
            if (run != null && run.deadline <= now) {
                fail(
                        run,
                        ErrorCode.PEER_SILENT,
                        "The neighbour did not answer in time; try again.");
            }
            if (neighbour.requested && mayBegin(neighbour, now)) {
                neighbour.requested = false;
                begin(neighbour).reported = true;
            }
        }
        if (automaticAllowedAt() <= now) {
            beginNext(now);
        }
        dueAt.noLaterThan(deadline());
        report();
    }

    private void beginNext(long now) {
        Neighbour next = null;
        for (Neighbour neighbour : neighbours) {
            if (neighbour.dueAt <= now
                    && mayBegin(neighbour, now)
                    && (next == null || neighbour.dueAt < next.dueAt)) {
                next = neighbour;
            }
        }
        if (next == null && nextTurn <= now) {
            nextTurn = now + INTERVAL_NANOS;
            next =
                    neighbours.stream()
                            .filter(neighbour -> mayBegin(neighbour, now))
                            .min(Comparator.comparingLong(neighbour -> neighbour.lastRunAt))
                            .orElse(null);
        }
        if (next != null) {
            lastAutomatic = now;
            automatic = begin(next);
        }
    }

    private static boolean mayBegin(Neighbour neighbour, long now) {
        return neighbour.run == null
                && neighbour.runAllowedAt <= now
                && !neighbour.outbox.congested();
    }

    /// With much under way already, seldom: those who are asked for it may never give it.
    private long automaticAllowedAt() {
        if (automatic != null) {
            return Long.MAX_VALUE;
        }
        return wanted.size() < FEW_WANTED ? Long.MIN_VALUE : lastAutomatic + INTERVAL_NANOS;
    }

    private Run begin(Neighbour neighbour) {
        long now = clock.nanos();
        var reconciliation = new Reconciliation(set, Protocol.MAX_RECONCILE_BYTES);
        var run = new Run(neighbour, ++neighbour.lastRun, reconciliation);
        neighbour.run = run;
        neighbour.dueAt = Long.MAX_VALUE;
        neighbour.lastRunAt = now;
        neighbour.runAllowedAt = now + PAUSE_NANOS;
        ask(run, reconciliation.first());
        return run;
    }

    private void ask(Run run, byte[] message) {
        run.rounds++;
        run.bytesSent += message.length;
        run.deadline = clock.nanos() + Protocol.RECONCILE_TIMEOUT.toNanos();
        dueAt.noLaterThan(run.deadline);
        run.neighbour.outbox.control(new DbFrame.Ask(run.number, message));
    }

    /// The answer to a round came. One to a run that was given up is of no use any more.
    void answered(Neighbour neighbour, DbFrame.Answer answer) throws MalformedException {
        Run run = neighbour.run;
        if (run == null || run.number != answer.run()) {
            conduct.refuse(neighbour, ErrorCode.MESSAGE_UNKNOWN);
            return;
        }
        run.bytesReceived += answer.message().length;
        Reconciliation.Step step = run.reconciliation.take(answer.message());
        take(run, step);
        byte[] next = step.next();
        if (next == null) {
            finish(run);
        } else if (run.rounds >= Protocol.MAX_RECONCILE_ROUNDS) {
            conduct.cutOff(neighbour, "its reconciliation does not end");
        } else {
            ask(run, next);
        }
        wanted.ask(neighbour);
        report();
    }

    private void take(Run run, Reconciliation.Step step) {
        run.needCount += step.need().size();
        int before = wanted.size();
        for (RecordId id : step.need()) {
            if (holdings.lacks(run.neighbour, id)) {
                run.incomplete |= !wanted.offer(run.neighbour, id, run);
            }
        }
        run.lacking += wanted.size() - before;
        run.haveCount += step.have().size();
        int room = Outbox.MAX_PUSHES - run.have.size();
        run.have.addAll(step.have().subList(0, Math.min(room, step.have().size())));
    }

    private void finish(Run run) {
        Neighbour neighbour = run.neighbour;
        neighbour.reconciled(clock.now(), run.rounds, run.differences());
        neighbour.outbox.control(new DbFrame.Reconciled(run.number, run.rounds, run.differences()));
        int most = run.reported ? Outbox.MAX_PUSHES : Protocol.MAX_RECONCILE_PUSH;
        if (run.haveCount > most) {
            neighbour.outbox.control(new DbFrame.Behind());
        } else {
            give(run);
        }
        if (run.incomplete) {
            due(neighbour);
        }
        if (run.lacking >= MANY) {
            neighbours.stream().filter(other -> other != neighbour).forEach(this::due);
        }
        if (run.reported) {
            moving.add(run);
        }
        end(run);
    }

    private void give(Run run) {
        Neighbour neighbour = run.neighbour;
        var sentBefore = run.have.stream().filter(neighbour.known::contains).toList();
        var pushed = run.have.stream().filter(id -> !neighbour.known.contains(id)).toList();
        neighbour.outbox.push(pushed);
        run.pushed(pushed.size());
        neighbour.outbox.reannounce(sentBefore);
    }

    private void end(Run run) {
        run.neighbour.run = null;
        if (automatic == run) {
            automatic = null;
        }
        dueAt.noLaterThan(clock.nanos()); // The next one may begin.
    }

    private void fail(Run run, ErrorCode code, String reason) {
        end(run);
        if (run.reported) {
            host.reconcileFailed(run.neighbour.key, code, reason);
        }
    }

    /// A neighbour is gone, and no more among those that are connected.
    void gone(Neighbour neighbour) {
        String reason = "The neighbour is gone; try again when it is back, or with another one.";
        PublicKey key = neighbour.key;
        Run run = neighbour.run;
        if (run != null) {
            fail(run, ErrorCode.PEER_NOT_CONNECTED, reason);
        }
        boolean waited = moving.removeIf(moved -> moved.neighbour == neighbour);
        if (waited || neighbour.requested) {
            host.reconcileFailed(key, ErrorCode.PEER_NOT_CONNECTED, reason);
        }
    }

    /// Reports the runs whose records have all been moved.
    void report() {
        if (moving.isEmpty()) {
            return;
        }
        List<Run> done = moving.stream().filter(Run::done).toList();
        moving.removeAll(done);
        done.forEach(run -> host.reconciled(run.result()));
    }

    /// When [#tick] has something to do, on the monotonic clock.
    long deadline() {
        long first = Long.MAX_VALUE;
        long due = nextTurn;
        for (Neighbour neighbour : neighbours) {
            Run run = neighbour.run;
            if (run != null) {
                first = Math.min(first, run.deadline);
            } else if (!neighbour.outbox.congested()) {
                long begin = neighbour.requested ? Long.MIN_VALUE : neighbour.dueAt;
                long allowed = Math.max(begin, neighbour.runAllowedAt);
                if (neighbour.requested) {
                    first = Math.min(first, allowed);
                }
                due = Math.min(due, allowed);
            }
        }
        return neighbours.isEmpty() ? first : Math.min(first, Math.max(due, automaticAllowedAt()));
    }
}
