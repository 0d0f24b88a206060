package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.RecordDetail;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.model.DatabaseInfo;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.model.SyncResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A database in memory. It answers at once, unless it is told to wait or to fail.
public final class MemoryRecords implements Records {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final MemorySwarm node;
    private final TreeMap<RecordKey, SwarmRecord> records = new TreeMap<>();
    private final List<RecordQuery> queries = new ArrayList<>();
    private final List<SyncInfo> neighbours = new ArrayList<>();
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean waits;
    private volatile boolean reading;
    private boolean forged;
    private @Nullable SwarmException failure;
    private long sequence;

    MemoryRecords(MemorySwarm node) {
        this.node = node;
    }

    public static JsonNode json(String text) {
        return MAPPER.readTree(text);
    }

    /// Stores a record of anybody, and tells of it.
    public SwarmRecord accept(int author, String kind, String name, @Nullable String json) {
        return accept(author, kind, name, json, null);
    }

    public SwarmRecord accept(
            int author,
            String kind,
            String name,
            @Nullable String json,
            @Nullable Instant expires) {
        var record =
                new SwarmRecord(
                        MemorySwarm.key(author),
                        kind,
                        name,
                        ++sequence,
                        MemorySwarm.NOON,
                        expires,
                        json == null ? null : json(json));
        return accept(record);
    }

    private SwarmRecord accept(SwarmRecord record) {
        records.put(RecordKey.of(record), record);
        node.tell(new RecordAccepted(record.sequence(), MemorySwarm.NOON, record, null));
        return record;
    }

    public List<RecordQuery> queries() {
        return queries;
    }

    /// From now on answers wait until [#answer].
    public void waits() {
        waits = true;
    }

    /// Gives the answers that wait.
    public void answer() {
        waits = false;
        List.copyOf(waiting).forEach(Runnable::run);
        waiting.clear();
    }

    /// From now on everything fails, or with null nothing does.
    public void fails(@Nullable ErrorCode code) {
        failure = code == null ? null : new SwarmException(code, "as told");
    }

    /// From now on no signature is right.
    public void forged() {
        forged = true;
    }

    public void syncs(SyncInfo info) {
        neighbours.removeIf(old -> old.peer().equals(info.peer()));
        neighbours.add(info);
    }

    /// Whether it says that its records are not known yet.
    public void reading(boolean now) {
        reading = now;
    }

    public DatabaseInfo info() {
        Map<String, Integer> kinds =
                records.keySet().stream()
                        .collect(Collectors.toMap(RecordKey::kind, _ -> 1, Integer::sum));
        return new DatabaseInfo(reading, records.size(), 100L * records.size(), kinds, neighbours);
    }

    private <T> CompletableFuture<T> after(Supplier<T> answer) {
        var done = new CompletableFuture<T>();
        Runnable task =
                () -> {
                    if (failure == null) {
                        done.complete(answer.get());
                    } else {
                        done.completeExceptionally(failure);
                    }
                };
        if (waits) {
            waiting.add(task);
        } else {
            task.run();
        }
        return done;
    }

    private SwarmRecord own(
            String kind, String name, @Nullable Object value, @Nullable Instant end) {
        return accept(
                new SwarmRecord(
                        node.publicKey(),
                        kind,
                        name,
                        ++sequence,
                        MemorySwarm.NOON,
                        end,
                        value == null ? null : MAPPER.valueToTree(value)));
    }

    @Override
    public CompletableFuture<SwarmRecord> put(String kind, String name, Object value) {
        return after(() -> own(kind, name, value, null));
    }

    @Override
    public CompletableFuture<SwarmRecord> put(
            String kind, String name, Object value, Duration lifetime) {
        return after(() -> own(kind, name, value, MemorySwarm.NOON.plus(lifetime)));
    }

    @Override
    public CompletableFuture<SwarmRecord> delete(String kind, String name) {
        return after(() -> own(kind, name, null, null));
    }

    @Override
    public CompletableFuture<Optional<SwarmRecord>> get(
            PublicKey author, String kind, String name) {
        return after(
                () ->
                        Optional.ofNullable(records.get(new RecordKey(kind, name, author)))
                                .filter(record -> !record.deleted()));
    }

    @Override
    public CompletableFuture<List<SwarmRecord>> query(RecordQuery query) {
        queries.add(query);
        SwarmRecord after = query.after();
        // What is stored while the answer waits is not in it.
        List<SwarmRecord> found =
                records.values().stream()
                        .filter(r -> query.kind() == null || query.kind().equals(r.kind()))
                        .filter(r -> query.author() == null || query.author().equals(r.author()))
                        .filter(r -> query.deleted() || !r.deleted())
                        .filter(
                                r ->
                                        after == null
                                                || RecordKey.of(r).compareTo(RecordKey.of(after))
                                                        > 0)
                        .limit(query.limit())
                        .toList();
        return after(() -> found);
    }

    @Override
    public CompletableFuture<Optional<RecordDetail>> detail(
            PublicKey author, String kind, String name) {
        return after(
                () ->
                        Optional.ofNullable(records.get(new RecordKey(kind, name, author)))
                                .map(
                                        record ->
                                                new RecordDetail(
                                                        record,
                                                        MemorySwarm.key(2),
                                                        MemorySwarm.NOON,
                                                        new byte[200],
                                                        !forged)));
    }

    @Override
    public Subscription onRecord(String kind, Consumer<SwarmRecord> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<SyncResult> reconcile(PublicKey peer) {
        return after(() -> new SyncResult(peer, 2, 3, 100, 200, 1, 2));
    }
}
