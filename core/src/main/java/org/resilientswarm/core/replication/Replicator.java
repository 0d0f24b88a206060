package org.resilientswarm.core.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// Keeps the records of this node and those of its neighbours the same.
///
/// Tell of neighbours whose `db` stream is up and hand in what they send. Whatever is to be done is
/// asked of the [ReplicatorHost]. After each call [#nextDeadline] says when [#tick] is due. Pure,
// and owned by the `swarm-loop` thread.
public final class Replicator {
    /// Expired records that are taken out at a time.
    static final int EXPIRED_AT_A_TIME = 256;

    /// Ids that were refused of late are not wanted again; so many are remembered, twice.
    private static final int UNWELCOME_IDS = 8192;

    /// And for about this time, twice: what exceeds a quota now may be welcome later.
    private static final long UNWELCOME_NANOS = Duration.ofMinutes(10).toNanos();

    /// The time of day may jump, so the next expiry is looked for at least this often.
    private static final long EXPIRY_NANOS = Duration.ofMinutes(1).toNanos();

    private final Map<PublicKey, Neighbour> neighbours = new LinkedHashMap<>();
    private final PublicKey self;
    private final Surroundings around;
    private final RecordBook book;
    private final Wanted wanted;
    private final Holdings holdings;
    private final RecentIds unwelcome = new RecentIds(UNWELCOME_IDS);
    private final Conduct conduct;
    private final Intake intake;
    private final OwnRecords own;
    private final Reconciliations reconciliations;
    private final AskedRuns askedRuns;
    private long forgetAt;

    /// @param identity whose records this node makes
    /// @param random for the choice of neighbours
    /// @param known what the store has
    public Replicator(
            Identity identity,
            Clock clock,
            RandomGenerator random,
            ReplicatorHost host,
            KnownRecords known) {
        this(identity, new Surroundings(host, clock, random), known);
    }

    Replicator(Identity identity, Surroundings around, KnownRecords known) {
        this.self = identity.publicKey();
        this.around = around;
        book = known.book;
        conduct = new Conduct(around.host(), this::drop);
        wanted = new Wanted(around, conduct);
        own = new OwnRecords(identity, book, around);
        holdings = new Holdings(known.set, book, wanted, unwelcome);
        var pushes = new Pushes(neighbours.values(), around);
        intake = new Intake(holdings, conduct, pushes, own, around);
        reconciliations = new Reconciliations(neighbours.values(), holdings, conduct, around);
        askedRuns = new AskedRuns(known.set, conduct, around.clock());
        forgetAt = around.clock().nanos() + UNWELCOME_NANOS;
    }

    /// A `db` stream with the neighbour is up.
    public void connected(PublicKey key) {
        disconnected(key);
        var neighbour = new Neighbour(key, book, conduct, around);
        neighbours.put(key, neighbour);
        reconciliations.connected(neighbour, self.compareTo(key) < 0);
        reconciliations.tick();
    }

    /// The stream has ended; nothing of what was under way on it counts any more, but for records
    /// that are being verified or stored.
    public void disconnected(PublicKey key) {
        Neighbour neighbour = neighbours.get(key);
        if (neighbour != null) {
            drop(neighbour);
        }
    }

    private void drop(Neighbour neighbour) {
        neighbour.connected = false;
        neighbours.remove(neighbour.key, neighbour);
        wanted.gone(neighbour);
        reconciliations.gone(neighbour);
    }

    /// Bytes of the neighbour's stream came; they belong to the replicator then.
    public void received(PublicKey key, byte[] chunk) {
        Neighbour neighbour = neighbours.get(key);
        if (neighbour == null) {
            return;
        }
        neighbour.receivedBytes += chunk.length;
        try {
            neighbour.reader.take(chunk);
            DbFrame frame = neighbour.reader.next();
            while (frame != null && neighbour.connected) {
                take(neighbour, frame);
                frame = neighbour.connected ? neighbour.reader.next() : null;
            }
        } catch (MalformedException e) {
            conduct.malformed(neighbour, e);
        }
        intake.credit(neighbour);
        reconciliations.report();
    }

    private void take(Neighbour neighbour, DbFrame frame) throws MalformedException {
        switch (frame) {
            case DbFrame.Announce announce -> announced(neighbour, announce);
            case DbFrame.Want want -> {
                for (int i = neighbour.outbox.give(want.ids()); i > 0; i--) {
                    conduct.refuse(neighbour, ErrorCode.LIMIT_REACHED);
                }
            }
            case DbFrame.Missing missing -> wanted.missing(neighbour, missing.ids());
            case DbFrame.Records records ->
                    intake.came(neighbour, records.records(), neighbour.reader.lastFrameBytes());
            case DbFrame.Ask ask -> askedRuns.asked(neighbour, ask);
            case DbFrame.Answer answer -> reconciliations.answered(neighbour, answer);
            case DbFrame.Behind _ -> reconciliations.behind(neighbour);
            case DbFrame.Reconciled done -> askedRuns.done(neighbour, done);
            case DbFrame.Unknown _ -> conduct.refuse(neighbour, ErrorCode.MESSAGE_UNKNOWN);
        }
    }

    private void announced(Neighbour neighbour, DbFrame.Announce announce) {
        for (var id : announce.ids()) {
            neighbour.known.add(id);
            if (holdings.lacks(neighbour, id)) {
                wanted.offer(neighbour, id, null);
            }
        }
        wanted.ask(neighbour);
    }

    /// The neighbour's stream has room again.
    public void drained(PublicKey key) {
        Neighbour neighbour = neighbours.get(key);
        if (neighbour != null) {
            neighbour.outbox.pump();
            wanted.ask(neighbour);
            reconciliations.tick();
        }
    }

    /// The signatures have been checked.
    ///
    /// @param valid whether they are those of the authors, parallel to the records
    public void verified(Arrival arrival, boolean[] valid) {
        intake.verified(arrival, valid);
        reconciliations.report();
    }

    /// The records are in the store.
    public void stored(Arrival arrival) {
        intake.stored(arrival);
        reconciliations.tick();
    }

    /// The store could not write; everything is as it was before.
    public void storeFailed(Arrival arrival) {
        intake.storeFailed(arrival);
        reconciliations.report();
    }

    /// The records were read.
    ///
    /// @param records those of the portion that there still are
    public void found(Portion portion, List<SignedRecord> records) {
        Neighbour neighbour = portion.neighbour;
        if (!neighbour.connected) {
            return;
        }
        neighbour.outbox.found(portion, records);
        wanted.ask(neighbour);
        reconciliations.report();
    }

    /// Makes a record, or a new version of one, that is passed on once it is stored.
    ///
    /// @param body in CBOR
    /// @param expires null for never
    public PutResult put(String kind, String name, byte[] body, @Nullable Instant expires) {
        return own.put(kind, name, body, expires);
    }

    /// Deletes a record of this node.
    public PutResult delete(String kind, String name) {
        return own.delete(kind, name);
    }

    /// Reconciles with a neighbour now; the host hears of the result.
    ///
    /// @return false when the neighbour is not connected
    public boolean reconcile(PublicKey key) {
        Neighbour neighbour = neighbours.get(key);
        if (neighbour != null) {
            reconciliations.request(neighbour);
        }
        return neighbour != null;
    }

    /// Does what is due.
    public void tick() {
        long now = around.clock().nanos();
        if (forgetAt <= now) {
            forgetAt = now + UNWELCOME_NANOS;
            unwelcome.rotate();
        }
        List<RecordSummary> gone =
                book.expire(around.clock().now().toEpochMilli(), EXPIRED_AT_A_TIME);
        if (!gone.isEmpty()) {
            gone.forEach(summary -> unwelcome.add(summary.id()));
            around.host().remove(gone);
        }
        for (Neighbour neighbour : List.copyOf(neighbours.values())) {
            wanted.tick(neighbour);
            neighbour.outbox.tick(now);
        }
        reconciliations.tick();
        around.dueAt().is(earliest());
    }

    /// The earliest time of a neighbour.
    long earliest() {
        long next = reconciliations.deadline();
        for (Neighbour neighbour : neighbours.values()) {
            next = Math.min(next, wanted.deadline(neighbour));
            next = Math.min(next, neighbour.outbox.deadline());
        }
        return next;
    }

    /// When [#tick] is due, or somewhat before, on the monotonic clock. Takes no longer with many
    /// neighbours.
    public long nextDeadline() {
        return Math.min(Math.min(forgetAt, expiryDeadline()), around.dueAt().at());
    }

    private long expiryDeadline() {
        long expiry = book.nextExpiry();
        if (expiry == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        long nanos = around.clock().nanos();
        long millis = Math.max(0, expiry - around.clock().now().toEpochMilli());
        return nanos
                + Math.min(EXPIRY_NANOS, Duration.ofMillis(Math.min(millis, 100_000)).toNanos());
    }

    /// How each neighbour is kept up with, in the order in which they came.
    public List<SyncInfo> neighbours() {
        return neighbours.values().stream().map(Neighbour::info).toList();
    }

    /// The version of a record that counts, or null when there is none.
    public @Nullable RecordSummary current(RecordKey key) {
        Entry entry = book.current(key);
        return entry == null ? null : entry.summary();
    }

    /// How many records there are, deleted ones included.
    public int size() {
        return book.size();
    }

    /// How many there are of each kind.
    public Map<String, Integer> kinds() {
        return book.kinds();
    }

    /// The bytes of all records.
    public long bytes() {
        return book.bytes();
    }
}
