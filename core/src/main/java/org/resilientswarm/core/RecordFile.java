package org.resilientswarm.core;

import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.RecordFileStats;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.store.ClosedStore;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordBody;
import org.resilientswarm.core.wire.SignedRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// The database of a node that does not run, for looking into it. Nothing in it can be changed, and
/// no node can open it meanwhile.
///
/// Methods block. For one thread at a time.
public final class RecordFile implements AutoCloseable {
    /// Whether a record is what its author made.
    public enum Verdict {
        /// It is.
        VALID,
        /// Its author has not signed it.
        FORGED,
        /// Its body breaks the protocol's rules, whoever signed it.
        MALFORMED
    }

    /// A record and what is to be thought of it.
    ///
    /// @param record the record; when it is malformed, its body is the bytes that were found
    /// @param verdict whether it is what its author made
    public record Entry(SwarmRecord record, Verdict verdict) {}

    private final ClosedStore store;

    private RecordFile(ClosedStore store) {
        this.store = store;
    }

    /// Opens a database.
    ///
    /// @param file `swarm.db` in a node's data folder
    /// @throws org.resilientswarm.core.api.SwarmException `DATA_FOLDER_UNUSABLE` when there is none
    ///     that can be read, `DATA_FOLDER_IN_USE` when a node has it open, `STORE_DAMAGED` when it
    ///     is not what it should be
    public static RecordFile open(Path file) {
        return new RecordFile(ClosedStore.open(file));
    }

    /// Counts what there is, and checks the whole file.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `STORE_DAMAGED` when not even that works
    public RecordFileStats stats() {
        return store.stats();
    }

    /// Hands over every record, in the order of kind, name and author, until the consumer wants no
    /// more. Each signature is checked.
    ///
    /// @throws org.resilientswarm.core.api.SwarmException `STORE_DAMAGED` when the file breaks off
    public void forEach(Predicate<Entry> wantsMore) {
        store.forEach(stored -> wantsMore.test(entry(stored)));
    }

    @Override
    public void close() {
        store.close();
    }

    private static Entry entry(Stored stored) {
        SignedRecord signed = stored.record();
        Verdict verdict = signed.verified() ? Verdict.VALID : Verdict.FORGED;
        if (signed.deleted()) {
            return new Entry(record(signed, null), verdict);
        }
        try {
            return new Entry(record(signed, RecordBody.read(signed.body())), verdict);
        } catch (MalformedException e) {
            JsonNode bytes = JsonNodeFactory.instance.binaryNode(signed.body());
            return new Entry(record(signed, bytes), Verdict.MALFORMED);
        }
    }

    private static SwarmRecord record(SignedRecord signed, @Nullable JsonNode body) {
        return new SwarmRecord(
                signed.key().author(),
                signed.key().kind(),
                signed.key().name(),
                signed.sequence(),
                Instant.ofEpochMilli(signed.created()),
                signed.expires() == 0 ? null : Instant.ofEpochMilli(signed.expires()),
                body);
    }
}
