package org.resilientswarm.core.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// Keeps a node's records, and whom it has met, for its next life.
///
/// Nothing is checked here: what to keep is decided elsewhere. Methods may be called on any thread
/// and return at once unless they say otherwise. Futures complete on a thread of the store; who
/// goes on there must not block. A read sees every write whose future was complete before.
///
/// Futures fail with a `SwarmException`: `STORE_UNWRITABLE` when the disk is full or read-only
/// (nothing of that write is kept, reading goes on, and a later write succeeds when there is room),
/// `STORE_DAMAGED` when the file breaks while it is open, `SWARM_CLOSED` after [#close].
public interface RecordStore extends AutoCloseable {
    /// A record and how it came.
    ///
    /// @param record the record
    /// @param from the neighbour that sent it, null when this node made it
    /// @param received when it was stored, to the millisecond
    record Stored(SignedRecord record, @Nullable PublicKey from, Instant received) {}

    /// One change; a list of them is one transaction.
    sealed interface Change {
        /// Keep this version instead of the one with the same key.
        record Put(Stored stored) implements Change {}

        /// Keep this version no more, unless it was replaced meanwhile.
        record Remove(RecordKey key, RecordId id) implements Change {}
    }

    /// Somebody whom this node has talked with.
    ///
    /// @param key who
    /// @param card what it last said about itself, as [org.resilientswarm.core.wire] encodes it
    /// @param seen when that was, to the millisecond
    record Acquaintance(PublicKey key, byte[] card, Instant seen) {}

    /// How much there is.
    ///
    /// @param records versions kept, deleted ones included
    /// @param bytes of the encoded records
    /// @param fileBytes of the database on disk, 0 in memory
    record Size(long records, long bytes, long fileBytes) {}

    /// Hands every record's summary to the consumer, in no order, on a thread of the store's choice
    /// while the caller waits; for the start.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `SWARM_CLOSED` when the store is closed
    ///     before that, and maybe when meanwhile
    void forEach(Consumer<RecordSummary> consumer);

    /// Makes the changes in one transaction, with what else waits.
    ///
    /// @return completed when they would survive a power cut
    CompletableFuture<Void> write(List<Change> changes);

    /// The records with these ids that there still are, in the order of the ids.
    CompletableFuture<List<SignedRecord>> read(List<RecordId> ids);

    /// One record, deleted or not.
    CompletableFuture<Optional<Stored>> get(RecordKey key);

    /// Records in the order of their keys.
    ///
    /// @param kind only those of this kind; null for all
    /// @param author only those of this author; null for all
    /// @param after those behind this one; null from the beginning
    /// @param limit how many at most, 1 to 10,000
    CompletableFuture<List<Stored>> query(
            @Nullable String kind,
            @Nullable PublicKey author,
            @Nullable RecordKey after,
            int limit);

    /// How much there is.
    CompletableFuture<Size> size();

    /// Remembers whom this node has met, instead of what it knew of them before. Of too many, those
    /// seen last stay: [org.resilientswarm.core.wire.Protocol#MAX_MEMBERS].
    CompletableFuture<Void> remember(List<Acquaintance> met);

    /// Whom this node has met, those seen last first.
    ///
    /// @param limit how many at most
    CompletableFuture<List<Acquaintance>> acquaintances(int limit);

    /// Forgets those who were not seen since.
    CompletableFuture<Void> forget(Instant notSeenSince);

    /// Writes what waits and closes. Blocks; not for the store's own threads. Further calls do
    /// nothing.
    @Override
    void close();
}
