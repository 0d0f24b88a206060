package org.resilientswarm.core.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.store.MemoryStore;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// A store that cannot write while its disk is full; reading goes on.
final class FullDiskStore implements RecordStore {
    boolean full;
    private final MemoryStore store;

    FullDiskStore(MemoryStore store) {
        this.store = store;
    }

    private static CompletableFuture<Void> refused() {
        return CompletableFuture.failedFuture(
                new SwarmException(ErrorCode.STORE_UNWRITABLE, "the disk is full"));
    }

    @Override
    public void forEach(Consumer<RecordSummary> consumer) {
        store.forEach(consumer);
    }

    @Override
    public CompletableFuture<Void> write(List<Change> changes) {
        return full ? refused() : store.write(changes);
    }

    @Override
    public CompletableFuture<List<SignedRecord>> read(List<RecordId> ids) {
        return store.read(ids);
    }

    @Override
    public CompletableFuture<Optional<Stored>> get(RecordKey key) {
        return store.get(key);
    }

    @Override
    public CompletableFuture<List<Stored>> query(
            @Nullable String kind,
            @Nullable PublicKey author,
            @Nullable RecordKey after,
            int limit) {
        return store.query(kind, author, after, limit);
    }

    @Override
    public CompletableFuture<Size> size() {
        return store.size();
    }

    @Override
    public CompletableFuture<Void> remember(List<Acquaintance> met) {
        return full ? refused() : store.remember(met);
    }

    @Override
    public CompletableFuture<List<Acquaintance>> acquaintances(int limit) {
        return store.acquaintances(limit);
    }

    @Override
    public CompletableFuture<Void> forget(Instant notSeenSince) {
        return full ? refused() : store.forget(notSeenSince);
    }

    @Override
    public void close() {
        store.close();
    }
}
