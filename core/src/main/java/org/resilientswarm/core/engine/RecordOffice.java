package org.resilientswarm.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.RecordEvent;
import org.resilientswarm.core.model.DatabaseInfo;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.replication.Arrival;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.replication.Portion;
import org.resilientswarm.core.replication.PutResult;
import org.resilientswarm.core.replication.Replicator;
import org.resilientswarm.core.replication.ReplicatorHost;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// Lets the replicator speak with the neighbours, has signatures checked off the loop, and gives
/// the store what was taken. Owned by the `swarm-loop` thread.
final class RecordOffice implements ReplicatorHost, DbStream.Owner, Turns.Part {
    /// Hears what the rest of the node must know.
    interface Owner {
        /// Whether a member says that it has a link with another.
        boolean linked(PublicKey member, PublicKey other);

        /// About how many members have a link with both.
        double between(PublicKey member, PublicKey other);

        /// A record was taken and is stored.
        void accepted(SignedRecord record, @Nullable PublicKey from);

        /// A record is not kept any more: its time is over, or its author has left.
        void removed(RecordKey key);

        /// A neighbour breaks the rules.
        void cutOff(PublicKey neighbour, ErrorCode code, String reason);
    }

    private static final String STREAM_TYPE = "db";

    /// A disk that stays full is told of this often.
    private static final long FAULTS_APART = Duration.ofMinutes(1).toNanos();

    private final RecordStore store;
    private final Streams streams;
    private final Executor io;
    private final Clock clock;
    private final Consumer<Runnable> loop;
    private final Reports reports;
    private final Owner owner;
    private final EngineSetup setup;

    /// Knows nothing, and is told nothing, until the store has been read; for good when it cannot
    /// be: what is in it would be overwritten unseen.
    private Replicator replicator;

    private final EarlyWork early = new EarlyWork();
    private final Map<PublicKey, DbStream> open = new HashMap<>();

    /// With whom the session has had its stream: another would begin with a clean record.
    private final Set<PublicKey> had = new HashSet<>();

    private final Map<Arrival, CompletableFuture<SwarmRecord>> puts = new HashMap<>();
    private final Map<PublicKey, List<CompletableFuture<SyncResult>>> reconciling = new HashMap<>();
    private @Nullable Long faultToldAt;

    /// @param loop runs a task in a later turn
    RecordOffice(
            EngineSetup setup,
            Streams streams,
            Consumer<Runnable> loop,
            Reports reports,
            Owner owner) {
        this.store = setup.store();
        this.streams = streams;
        this.io = setup.io();
        this.clock = setup.clock();
        this.loop = loop;
        this.reports = reports;
        this.owner = owner;
        this.setup = setup;
        this.replicator = replicator(KnownRecords.none(setup.random()));
        if (setup.known().isDone()) {
            begin(setup.known());
        } else {
            setup.known().whenComplete((_, _) -> loop.accept(() -> begin(setup.known())));
        }
        streams.own(STREAM_TYPE, this::accept);
    }

    private Replicator replicator(KnownRecords known) {
        return new Replicator(setup.identity(), clock, setup.random(), this, known);
    }

    /// The store has been read, or cannot be.
    private void begin(CompletableFuture<KnownRecords> known) {
        if (known.isCompletedExceptionally()) {
            Throwable thrown = known.exceptionNow();
            SwarmException why =
                    thrown instanceof SwarmException read
                            ? read
                            : new SwarmException(
                                    ErrorCode.INTERNAL,
                                    "the database cannot be read, please report it: " + thrown,
                                    thrown);
            reports.fault(why.code(), String.valueOf(why.getMessage()));
            early.fail(why);
        } else {
            replicator = replicator(known.join());
            early.begin();
        }
    }

    /// Does this now, or when the store has been read.
    void whenRead(Runnable work) {
        early.add(work, null);
    }

    // Neighbours

    /// A session with the peer is up; whoever called opens the stream.
    void sessionUp(PublicKey peer, boolean caller) {
        if (caller) {
            had.add(peer);
            var stream = new DbStream(peer, this);
            stream.use(streams.open(peer, STREAM_TYPE, stream));
            connect(stream);
        }
    }

    /// Whether the session with this peer has, or had, its stream.
    boolean knows(PublicKey peer) {
        return had.contains(peer);
    }

    /// And that session is over.
    void sessionEnded(PublicKey peer) {
        had.remove(peer);
    }

    private @Nullable StreamEnd accept(StreamHandle handle) {
        if (!had.add(handle.peer())) {
            return null;
        }
        var stream = new DbStream(handle.peer(), this).use(handle);
        connect(stream);
        return stream;
    }

    private void connect(DbStream stream) {
        open.put(stream.peer(), stream);
        whenRead(
                () -> {
                    if (open.get(stream.peer()) == stream) {
                        replicator.connected(stream.peer());
                    }
                });
    }

    @Override
    public void received(DbStream stream, byte[] bytes) {
        whenRead(
                () -> {
                    if (open.get(stream.peer()) == stream) {
                        replicator.received(stream.peer(), bytes);
                    }
                });
    }

    @Override
    public void drained(DbStream stream) {
        loop.accept(
                () -> {
                    if (open.get(stream.peer()) == stream) {
                        replicator.drained(stream.peer());
                    }
                });
    }

    @Override
    public void ended(DbStream stream) {
        if (open.remove(stream.peer(), stream)) {
            whenRead(() -> replicator.disconnected(stream.peer()));
        }
    }

    // What the node asks for

    /// Stores a record of this node's.
    ///
    /// @param expires null for never
    /// @param done is told when it is stored, or why not
    void put(
            String kind,
            String name,
            byte[] body,
            @Nullable Instant expires,
            CompletableFuture<SwarmRecord> done) {
        early.add(() -> putNow(kind, name, body, expires, done), done);
    }

    /// The same, once the store has been read.
    ///
    /// @return the record that is being stored, null when it was refused
    @Nullable SignedRecord putNow(
            String kind,
            String name,
            byte[] body,
            @Nullable Instant expires,
            CompletableFuture<SwarmRecord> done) {
        return underWay(replicator.put(kind, name, body, expires), done);
    }

    /// Deletes a record of this node's.
    void delete(String kind, String name, CompletableFuture<SwarmRecord> done) {
        early.add(
                () -> {
                    var _ = underWay(replicator.delete(kind, name), done);
                },
                done);
    }

    private @Nullable SignedRecord underWay(PutResult result, CompletableFuture<SwarmRecord> done) {
        return switch (result) {
            case PutResult.UnderWay(Arrival arrival) -> {
                puts.put(arrival, done);
                yield arrival.records().getFirst();
            }
            case PutResult.Needless _ -> {
                done.completeExceptionally(
                        new SwarmException(
                                ErrorCode.RECORD_UNKNOWN,
                                "this node has no such record; see what it has with 'records'"));
                yield null;
            }
            case PutResult.Refused(ErrorCode code, String reason) -> {
                done.completeExceptionally(new SwarmException(code, reason));
                yield null;
            }
        };
    }

    /// Compares the database with a neighbour's now.
    void reconcile(PublicKey peer, CompletableFuture<SyncResult> done) {
        early.add(() -> reconcileNow(peer, done), done);
    }

    private void reconcileNow(PublicKey peer, CompletableFuture<SyncResult> done) {
        if (replicator.reconcile(peer)) {
            reconciling.computeIfAbsent(peer, _ -> new ArrayList<>()).add(done);
        } else {
            done.completeExceptionally(
                    new SwarmException(
                            ErrorCode.PEER_NOT_CONNECTED,
                            "there is no such peer now: call it first"));
        }
    }

    // For the replicator

    @Override
    public int room(PublicKey neighbour) {
        DbStream stream = open.get(neighbour);
        return stream == null ? 0 : stream.room();
    }

    @Override
    public boolean linked(PublicKey neighbour, PublicKey other) {
        return owner.linked(neighbour, other);
    }

    @Override
    public double between(PublicKey neighbour, PublicKey other) {
        return owner.between(neighbour, other);
    }

    @Override
    public void send(PublicKey neighbour, byte[] frame) {
        DbStream stream = open.get(neighbour);
        if (stream != null) {
            stream.send(frame);
        }
    }

    @Override
    public void consumed(PublicKey neighbour, int bytes) {
        DbStream stream = open.get(neighbour);
        if (stream != null) {
            stream.consumed(bytes);
        }
    }

    @Override
    public void verify(Arrival arrival) {
        io.execute(
                () -> {
                    List<SignedRecord> records = arrival.records();
                    boolean[] valid = new boolean[records.size()];
                    for (int i = 0; i < valid.length; i++) {
                        valid[i] = isReadable(records.get(i)) && records.get(i).verified();
                    }
                    loop.accept(() -> replicator.verified(arrival, valid));
                });
    }

    private static boolean isReadable(SignedRecord record) {
        try {
            return record.view().sequence() > 0;
        } catch (MalformedException _) {
            return false;
        }
    }

    @Override
    public void store(Arrival arrival) {
        Instant now = clock.now();
        List<RecordStore.Change> changes = new ArrayList<>(arrival.records().size());
        for (SignedRecord record : arrival.records()) {
            changes.add(
                    new RecordStore.Change.Put(
                            new RecordStore.Stored(record, arrival.from(), now)));
        }
        store.write(changes)
                .whenComplete((_, thrown) -> loop.accept(() -> written(arrival, thrown)));
    }

    private void written(Arrival arrival, @Nullable Throwable thrown) {
        CompletableFuture<SwarmRecord> done = puts.remove(arrival);
        if (thrown == null) {
            replicator.stored(arrival);
            if (done != null) {
                done.complete(view(arrival.records().getFirst()));
            }
        } else {
            replicator.storeFailed(arrival);
            unwritable(thrown);
            if (done != null) {
                done.completeExceptionally(thrown);
            }
        }
    }

    private void unwritable(Throwable thrown) {
        long now = clock.nanos();
        if (thrown instanceof SwarmException why
                && why.code() == ErrorCode.STORE_UNWRITABLE
                && (faultToldAt == null || now - faultToldAt >= FAULTS_APART)) {
            faultToldAt = now;
            reports.fault(why.code(), String.valueOf(why.getMessage()));
        }
    }

    @Override
    public void remove(List<RecordSummary> gone) {
        List<RecordStore.Change> changes = new ArrayList<>(gone.size());
        for (RecordSummary it : gone) {
            changes.add(new RecordStore.Change.Remove(it.key(), it.id()));
            owner.removed(it.key());
        }
        store.write(changes)
                .whenComplete(
                        (_, thrown) -> {
                            if (thrown != null) {
                                loop.accept(() -> unwritable(thrown));
                            }
                        });
    }

    @Override
    public void read(Portion portion) {
        store.read(portion.ids())
                .whenComplete(
                        (records, thrown) ->
                                loop.accept(
                                        () ->
                                                replicator.found(
                                                        portion,
                                                        thrown == null ? records : List.of())));
    }

    @Override
    public void accepted(SignedRecord record, @Nullable PublicKey from) {
        SwarmRecord view = view(record);
        reports.emit((n, at) -> new RecordEvent.RecordAccepted(n, at, view, from));
        owner.accepted(record, from);
    }

    /// A record that was checked before it was stored.
    static SwarmRecord view(SignedRecord record) {
        try {
            return record.view();
        } catch (MalformedException e) {
            throw new IllegalStateException("a stored record cannot be read", e);
        }
    }

    @Override
    public void refused(PublicKey neighbour, ErrorCode code) {
        reports.count(code);
    }

    @Override
    public void cutOff(PublicKey neighbour, ErrorCode code, String reason) {
        // In a later turn: this may be said in the middle of a packet of the session that ends.
        loop.accept(() -> owner.cutOff(neighbour, code, reason));
    }

    @Override
    public void reconciled(SyncResult result) {
        List<CompletableFuture<SyncResult>> waiting = reconciling.remove(result.peer());
        if (waiting != null) {
            waiting.forEach(done -> done.complete(result));
        }
    }

    @Override
    public void reconcileFailed(PublicKey neighbour, ErrorCode code, String reason) {
        List<CompletableFuture<SyncResult>> waiting = reconciling.remove(neighbour);
        if (waiting != null) {
            waiting.forEach(done -> done.completeExceptionally(new SwarmException(code, reason)));
        }
    }

    @Override
    public void warn(ErrorCode code, String sentence) {
        reports.fault(code, sentence);
    }

    // Turns of the loop

    @Override
    public long nextDeadline() {
        return replicator.nextDeadline();
    }

    @Override
    public void tick() {
        replicator.tick();
    }

    DatabaseInfo info() {
        return new DatabaseInfo(
                early.waits(),
                replicator.size(),
                replicator.bytes(),
                replicator.kinds(),
                replicator.neighbours());
    }

    /// Nobody will be told any more.
    void stop(SwarmException why) {
        early.fail(why);
        puts.values().forEach(done -> done.completeExceptionally(why));
        puts.clear();
        reconciling.values().forEach(list -> list.forEach(it -> it.completeExceptionally(why)));
        reconciling.clear();
    }
}
