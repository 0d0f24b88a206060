package org.resilientswarm.core.replication;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.wire.DbReader;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

/// What is known of one neighbour while its `db` stream is up. Each group of fields belongs to the
/// class that its heading names.
final class Neighbour {
    /// So many ids that a neighbour is known to have are remembered, twice: a minute of the busiest
    /// swarm.
    static final int KNOWN_IDS = 4096;

    final PublicKey key;

    /// Whether the stream is up.
    boolean connected = true;

    /// Records that the neighbour has, or has been sent.
    final RecentIds known = new RecentIds(KNOWN_IDS);

    // Intake: what came and may come.
    final DbReader reader = new DbReader();
    long receivedBytes;
    long creditedBytes;
    long heldBytes;

    /// Records that it sent and whose signatures are being checked: not to be asked for again.
    final Set<RecordId> verifying = new HashSet<>();

    // What goes out.
    final Outbox outbox;

    // Wanted: what it is to be asked for, and was.
    final Deque<Want> asks = new ArrayDeque<>();
    final Map<RecordId, Want> asked = new LinkedHashMap<>();
    int waiting;
    long lastGiven;

    // Reconciliations: runs that this node began, and those of the neighbour.
    @Nullable Run run;
    boolean requested;
    int lastRun;
    long runAllowedAt;
    long dueAt = Long.MAX_VALUE;
    long behindAgainAt;
    long lastRunAt;
    int theirRun;
    int theirRounds;
    double theirRuns;
    long theirRunsAt;

    // Conduct.
    final Map<ErrorCode, Long> refused = new EnumMap<>(ErrorCode.class);
    int badRecords;
    int unkept;
    int vainWants;

    // Figures.
    @Nullable Instant reconciledAt;
    int rounds;
    int differences;
    long recordsIn;

    Neighbour(PublicKey key, RecordBook book, Conduct conduct, Surroundings around) {
        long now = around.clock().nanos();
        this.key = key;
        this.outbox = new Outbox(this, book, conduct, around);
        this.lastGiven = now;
        this.runAllowedAt = now;
        this.lastRunAt = now;
        this.behindAgainAt = now;
        this.theirRuns = Protocol.RECONCILE_BURST;
        this.theirRunsAt = now;
    }

    /// A run is done, whichever side began it.
    void reconciled(Instant at, int inRounds, int differing) {
        reconciledAt = at;
        rounds = inRounds;
        differences = differing;
    }

    SyncInfo info() {
        return new SyncInfo(
                key,
                reconciledAt,
                rounds,
                differences,
                receivedBytes,
                outbox.bytesOut(),
                recordsIn,
                outbox.recordsOut(),
                waiting + asked.size(),
                refused);
    }
}
