package org.resilientswarm.core.replication;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// A replicator with a store in memory, whose work takes a moment.
final class TestNode implements ReplicatorHost {
    private static final Duration WORK = Duration.ofMillis(3);

    record CutOff(PublicKey neighbour, ErrorCode code, String reason) {}

    final Identity identity;
    final PublicKey key;
    final Map<RecordKey, SignedRecord> store = new HashMap<>();
    final List<SignedRecord> accepted = new ArrayList<>();
    final Map<ErrorCode, Integer> refused = new HashMap<>();
    final List<CutOff> cutOffs = new ArrayList<>();
    final List<SyncResult> results = new ArrayList<>();
    final List<ErrorCode> failures = new ArrayList<>();
    final List<ErrorCode> warnings = new ArrayList<>();
    final Map<PublicKey, TestStream> out = new HashMap<>();
    private final Map<PublicKey, TestStream> in = new HashMap<>();
    private final TestNetwork network;
    private final int seed;
    BookLimits limits = BookLimits.PROTOCOL;
    Replicator replicator;
    boolean diskFull;
    boolean slow;
    final List<Arrival> verifying = new ArrayList<>();
    /// With whom others say that they have a link.
    final Map<PublicKey, Set<PublicKey>> links = new HashMap<>();

    private @Nullable Hostile hostile;
    int verifications;
    int mostRead;
    private Runnable timer = () -> {};

    TestNode(TestNetwork network, int seed) {
        this.network = network;
        this.seed = seed;
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) seed);
        identity = Identity.ofSeed(secret);
        key = identity.publicKey();
        replicator = begin();
    }

    private Replicator begin() {
        var around = new Surroundings(this, network.time, new Random(seed));
        var known = new KnownRecords(limits, new Random(seed));
        store.values().forEach(record -> known.book.load(RecordSummary.of(record)));
        return new Replicator(identity, around, known);
    }

    /// Ends and begins anew with what the store has.
    void restart() {
        for (TestNode node : network.nodes) {
            network.disconnect(this, node);
        }
        replicator = begin();
        wake();
    }

    void up(TestNode other, TestStream there, TestStream back) {
        out.put(other.key, there);
        in.put(other.key, back);
        replicator.connected(other.key);
        wake();
    }

    void down(TestNode other) {
        TestStream there = out.remove(other.key);
        TestStream back = in.remove(other.key);
        if (there != null && back != null) {
            there.cut = true;
            back.cut = true;
        }
        replicator.disconnected(other.key);
        wake();
    }

    void up(Hostile other) {
        hostile = other;
        replicator.connected(other.key);
        wake();
    }

    void down(Hostile other) {
        hostile = null;
        replicator.disconnected(other.key);
        wake();
    }

    void received(Hostile from, byte[] chunk) {
        if (hostile == from) {
            replicator.received(from.key, chunk);
            wake();
        }
    }

    private @Nullable Hostile hostile(PublicKey neighbour) {
        Hostile here = hostile;
        return here != null && here.key.equals(neighbour) ? here : null;
    }

    TestStream to(TestNode other) {
        return Objects.requireNonNull(out.get(other.key));
    }

    void received(TestNode from, byte[] chunk) {
        replicator.received(from.key, chunk);
        wake();
    }

    void drained(TestNode by) {
        replicator.drained(by.key);
        wake();
    }

    SignedRecord put(String name, String body) {
        return put(name, body.getBytes(StandardCharsets.UTF_8), null);
    }

    SignedRecord put(String name, byte[] body, @Nullable Instant expires) {
        PutResult result = replicator.put("test", name, body, expires);
        wake();
        if (result instanceof PutResult.UnderWay underWay) {
            return underWay.arrival().records().getFirst();
        }
        throw new AssertionError(result);
    }

    void delete(String name) {
        if (!(replicator.delete("test", name) instanceof PutResult.UnderWay)) {
            throw new AssertionError("not deleted");
        }
        wake();
    }

    void reconcile(TestNode other) {
        if (!replicator.reconcile(other.key)) {
            throw new AssertionError("not connected");
        }
        wake();
    }

    /// Puts a record into the store as if it had always been there; takes effect with a restart.
    SignedRecord keep(Identity author, String name, long sequence) {
        var recordKey = new RecordKey(author.publicKey(), "test", name);
        long created = network.time.now().toEpochMilli() - 1000 + sequence;
        var record =
                SignedRecord.sign(author, recordKey, sequence, created, 0, false, new byte[20]);
        store.put(recordKey, record);
        return record;
    }

    Set<RecordId> ids() {
        var ids = new HashSet<RecordId>();
        store.values().forEach(record -> ids.add(record.id()));
        return ids;
    }

    RecordSummary current(RecordKey recordKey) {
        return Objects.requireNonNull(replicator.current(recordKey));
    }

    SyncInfo info(TestNode other) {
        return info(other.key);
    }

    SyncInfo info(PublicKey other) {
        return replicator.neighbours().stream()
                .filter(info -> info.peer().equals(other))
                .findFirst()
                .orElseThrow();
    }

    private void wake() {
        timer.run();
        long deadline = replicator.nextDeadline();
        if (deadline > Math.max(network.time.nanos(), replicator.earliest())) {
            throw new AssertionError("something is due before the replicator says so");
        }
        if (deadline != Long.MAX_VALUE) {
            long wait = Math.max(0, deadline - network.time.nanos());
            timer = network.time.after(Duration.ofNanos(wait), this::tick);
        }
    }

    private void tick() {
        replicator.tick();
        wake();
    }

    /// Later, unless the node was begun anew meanwhile.
    private void later(Runnable work) {
        Replicator now = replicator;
        network.time.after(
                WORK,
                () -> {
                    if (replicator == now) {
                        work.run();
                        wake();
                    }
                });
    }

    @Override
    public int room(PublicKey neighbour) {
        Hostile other = hostile(neighbour);
        if (other != null) {
            return other.room();
        }
        TestStream stream = out.get(neighbour);
        return stream == null ? 0 : stream.room();
    }

    @Override
    public boolean linked(PublicKey neighbour, PublicKey other) {
        return links.getOrDefault(neighbour, Set.of()).contains(other);
    }

    @Override
    public double between(PublicKey neighbour, PublicKey other) {
        int one = links.getOrDefault(neighbour, Set.of()).size();
        return (double) one
                * links.getOrDefault(other, Set.of()).size()
                / Math.max(1, links.size());
    }

    @Override
    public void send(PublicKey neighbour, byte[] frame) {
        Hostile other = hostile(neighbour);
        if (other != null) {
            other.hear(frame);
            return;
        }
        TestStream stream = Objects.requireNonNull(out.get(neighbour), "sends to nobody");
        if (stream.room() <= 0) {
            throw new AssertionError("sends without room");
        }
        stream.send(frame);
    }

    @Override
    public void consumed(PublicKey neighbour, int bytes) {
        Hostile other = hostile(neighbour);
        if (other != null) {
            other.consumed(bytes);
        } else {
            Objects.requireNonNull(in.get(neighbour)).consumed(bytes);
        }
    }

    @Override
    public void verify(Arrival arrival) {
        if (slow) {
            verifying.add(arrival);
        } else {
            verifyNow(arrival);
        }
    }

    /// Verifies what came while it was slow.
    void goOn() {
        verifying.forEach(this::verifyNow);
    }

    private void verifyNow(Arrival arrival) {
        later(
                () -> {
                    boolean[] valid = new boolean[arrival.records().size()];
                    for (int i = 0; i < valid.length; i++) {
                        verifications++;
                        valid[i] = arrival.records().get(i).verified();
                    }
                    replicator.verified(arrival, valid);
                });
    }

    @Override
    public void store(Arrival arrival) {
        later(
                () -> {
                    if (diskFull) {
                        replicator.storeFailed(arrival);
                    } else {
                        arrival.records().forEach(record -> store.put(record.key(), record));
                        replicator.stored(arrival);
                    }
                });
    }

    @Override
    public void remove(List<RecordSummary> gone) {
        for (RecordSummary summary : gone) {
            SignedRecord kept = store.get(summary.key());
            if (kept != null && kept.id().equals(summary.id())) {
                store.remove(summary.key());
            }
        }
    }

    @Override
    public void read(Portion portion) {
        int bytes = 0;
        var records = new ArrayList<SignedRecord>();
        var wanted = new HashSet<>(portion.ids());
        for (SignedRecord record : store.values()) {
            if (wanted.contains(record.id())) {
                records.add(record);
                bytes += record.length();
            }
        }
        mostRead = Math.max(mostRead, bytes);
        later(() -> replicator.found(portion, records));
    }

    @Override
    public void accepted(SignedRecord record, @Nullable PublicKey from) {
        accepted.add(record);
    }

    @Override
    public void refused(PublicKey neighbour, ErrorCode code) {
        refused.merge(code, 1, Integer::sum);
    }

    @Override
    public void cutOff(PublicKey neighbour, ErrorCode code, String reason) {
        cutOffs.add(new CutOff(neighbour, code, reason));
        if (hostile(neighbour) != null) {
            hostile = null;
        }
        TestStream there = out.remove(neighbour);
        TestStream back = in.remove(neighbour);
        if (there != null && back != null) {
            there.cut = true;
            back.cut = true;
        }
    }

    @Override
    public void reconciled(SyncResult result) {
        results.add(result);
    }

    @Override
    public void reconcileFailed(PublicKey neighbour, ErrorCode code, String reason) {
        failures.add(code);
    }

    @Override
    public void warn(ErrorCode code, String sentence) {
        warnings.add(code);
    }
}
