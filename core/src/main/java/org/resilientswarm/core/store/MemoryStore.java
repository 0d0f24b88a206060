package org.resilientswarm.core.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// Keeps everything in memory, until it is closed: for a node without a file, and for simulations,
/// whose executor runs in virtual time.
public final class MemoryStore implements RecordStore {
    private static final Comparator<Acquaintance> LAST_SEEN_FIRST =
            Comparator.comparing(Acquaintance::seen).reversed().thenComparing(Acquaintance::key);

    private final Executor executor;

    // All guarded by this.
    private final NavigableMap<RecordKey, Stored> records = new TreeMap<>();
    private final Map<RecordId, RecordKey> keys = new HashMap<>();
    private final Map<PublicKey, Acquaintance> acquaintances = new HashMap<>();
    private boolean closed;

    /// @param executor does the work and completes the futures, one after the other in the order
    ///     in which it gets them
    public MemoryStore(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void forEach(Consumer<RecordSummary> consumer) {
        List<Stored> all;
        synchronized (this) {
            checkOpen();
            all = List.copyOf(records.values());
        }
        all.forEach(stored -> consumer.accept(RecordSummary.of(stored.record())));
    }

    @Override
    public CompletableFuture<Void> write(List<Change> changes) {
        return perform(() -> changes.forEach(this::apply));
    }

    private void apply(Change change) {
        switch (change) {
            case Change.Put(Stored stored) -> {
                Stored kept = new Stored(stored.record(), stored.from(), millis(stored.received()));
                @Nullable Stored before = records.put(stored.record().key(), kept);
                if (before != null) {
                    keys.remove(before.record().id());
                }
                keys.put(stored.record().id(), stored.record().key());
            }
            case Change.Remove(_, RecordId id) -> {
                @Nullable RecordKey key = keys.remove(id);
                if (key != null) {
                    records.remove(key);
                }
            }
        }
    }

    @Override
    public CompletableFuture<List<SignedRecord>> read(List<RecordId> ids) {
        return answer(
                () ->
                        ids.stream()
                                .map(keys::get)
                                .filter(Objects::nonNull)
                                .map(key -> Objects.requireNonNull(records.get(key)).record())
                                .toList());
    }

    @Override
    public CompletableFuture<Optional<Stored>> get(RecordKey key) {
        return answer(() -> Optional.ofNullable(records.get(key)));
    }

    @Override
    public CompletableFuture<List<Stored>> query(
            @Nullable String kind,
            @Nullable PublicKey author,
            @Nullable RecordKey after,
            int limit) {
        return answer(
                () ->
                        (after == null ? records : records.tailMap(after, false))
                                .values().stream()
                                        .filter(stored -> is(stored.record().key(), kind, author))
                                        .limit(limit)
                                        .toList());
    }

    private static boolean is(RecordKey key, @Nullable String kind, @Nullable PublicKey author) {
        return (kind == null || key.kind().equals(kind))
                && (author == null || key.author().equals(author));
    }

    @Override
    public CompletableFuture<Size> size() {
        return answer(
                () ->
                        new Size(
                                records.size(),
                                records.values().stream()
                                        .mapToLong(stored -> stored.record().length())
                                        .sum(),
                                0));
    }

    @Override
    public CompletableFuture<Void> remember(List<Acquaintance> met) {
        return perform(
                () -> {
                    for (Acquaintance one : met) {
                        acquaintances.put(
                                one.key(),
                                new Acquaintance(one.key(), one.card(), millis(one.seen())));
                    }
                    acquaintances.values().stream()
                            .sorted(LAST_SEEN_FIRST)
                            .skip(Protocol.MAX_MEMBERS)
                            .toList()
                            .forEach(one -> acquaintances.remove(one.key()));
                });
    }

    @Override
    public CompletableFuture<List<Acquaintance>> acquaintances(int limit) {
        return answer(
                () ->
                        acquaintances.values().stream()
                                .sorted(LAST_SEEN_FIRST)
                                .limit(limit)
                                .toList());
    }

    @Override
    public CompletableFuture<Void> forget(Instant notSeenSince) {
        return perform(
                () -> acquaintances.values().removeIf(one -> one.seen().isBefore(notSeenSince)));
    }

    @Override
    public synchronized void close() {
        closed = true;
    }

    private void checkOpen() {
        if (closed) {
            throw StoreFailure.closed();
        }
    }

    private CompletableFuture<Void> perform(Runnable change) {
        var done = new CompletableFuture<Void>();
        submit(
                done,
                () -> {
                    synchronized (this) {
                        change.run();
                    }
                    done.complete(null);
                });
        return done;
    }

    private <T> CompletableFuture<T> answer(Supplier<T> question) {
        var done = new CompletableFuture<T>();
        submit(
                done,
                () -> {
                    T found;
                    synchronized (this) {
                        found = question.get();
                    }
                    done.complete(found);
                });
        return done;
    }

    private void submit(CompletableFuture<?> done, Runnable task) {
        boolean open;
        synchronized (this) {
            open = !closed;
        }
        if (open) {
            executor.execute(task);
        } else {
            done.completeExceptionally(StoreFailure.closed());
        }
    }

    /// As precise as a database keeps it.
    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }
}
