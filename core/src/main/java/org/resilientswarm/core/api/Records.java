package org.resilientswarm.core.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;

/// The replicated database: every member has every record, and keeps it over restarts.
///
/// ```java
/// swarm.records().put("service", "printer", Map.of("port", 631));
/// swarm.records().onRecord("service", record -> show(record.name(), record.value(Service.class)));
/// ```
///
/// A record is found by its author, kind and name. Only its author can change it: everybody checks
/// the signature, and everybody refuses an older version. Of a change that was made while members
/// could not reach each other, each learns later. A member may put 990 records of 3.75 MiB
/// together, a value 64 KiB; what is larger, secret or changes many times a second belongs into a
/// stream.
///
/// Values are anything that Jackson can write, and are stored as CBOR. Futures complete on the
/// event thread and fail with a [SwarmException]: `RECORD_MALFORMED` for a value or key that cannot
/// be stored, `RECORD_QUOTA`, `RECORDS_FULL`, `STORE_UNWRITABLE` when the disk is full or
/// read-only, `SWARM_CLOSED`. Safe on every thread.
public interface Records {
    /// Stores a value of this node's under a kind and a name, instead of the one before, for good.
    ///
    /// @param kind what it is about, 1 to 64 printable ASCII characters without spaces; `peer` and
    ///     `network` are the swarm's own
    /// @param name which one of its kind, up to 256 bytes of UTF-8, may be empty
    /// @param value anything that Jackson can write
    /// @return the record, once it would survive a power cut
    CompletableFuture<SwarmRecord> put(String kind, String name, Object value);

    /// The same for a while: every member forgets the record when it is not renewed.
    ///
    /// @param kind what it is about
    /// @param name which one of its kind
    /// @param value anything that Jackson can write
    /// @param lifetime until it is forgotten, a second to 1,000 years
    /// @return as above
    CompletableFuture<SwarmRecord> put(String kind, String name, Object value, Duration lifetime);

    /// Deletes a record of this node's, everywhere.
    ///
    /// @param kind what it is about
    /// @param name which one of its kind
    /// @return what takes its place for 72 hours; fails with `RECORD_UNKNOWN` when there is none
    CompletableFuture<SwarmRecord> delete(String kind, String name);

    /// One record, unless there is none or it was deleted.
    ///
    /// @param author whose record it is
    /// @param kind what it is about
    /// @param name which one of its kind
    CompletableFuture<Optional<SwarmRecord>> get(PublicKey author, String kind, String name);

    /// Records in the order of kind, name and author.
    ///
    /// @param query which ones
    CompletableFuture<List<SwarmRecord>> query(RecordQuery query);

    /// How a record came here and whether its signature is right, for those who look into the
    /// database.
    ///
    /// @param author whose record it is
    /// @param kind what it is about
    /// @param name which one of its kind
    CompletableFuture<Optional<RecordDetail>> detail(PublicKey author, String kind, String name);

    /// Calls the listener with every change of a kind from now on, of this node's own records too:
    /// once each, after it was stored, in the order in which that happened. A deleted record has no
    /// body.
    ///
    /// @param kind what records must be about
    /// @param listener is called on the event thread
    Subscription onRecord(String kind, Consumer<SwarmRecord> listener);

    /// Compares the whole database with a peer's now, and swaps what either lacks. That happens by
    /// itself as well: with each new peer, and each minute with one of them.
    ///
    /// @param peer with whom
    /// @return what it took; fails with `PEER_NOT_CONNECTED` when there is no such peer
    CompletableFuture<SyncResult> reconcile(PublicKey peer);
}
