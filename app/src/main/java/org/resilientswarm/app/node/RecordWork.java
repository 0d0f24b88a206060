package org.resilientswarm.app.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SwarmRecord;

/// Carries out what lines of standard input ask of the database. Safe on every thread.
final class RecordWork {
    /// The most records of one reply.
    static final int MAX_FOUND = 10_000;

    /// A reply ends with the record that takes it beyond so many characters of names and bodies.
    static final long MAX_FOUND_CHARACTERS = 16_000_000;

    /// A page of the largest records takes 16 MB.
    static final int PAGE = 250;

    private final Records records;

    RecordWork(Records records) {
        this.records = records;
    }

    /// Carries one out; returns before it is done.
    ///
    /// @return the reply; failed with a [SwarmException]
    CompletableFuture<Report> carryOut(InstructionLine line, RecordInstruction instruction) {
        return switch (instruction) {
            case RecordInstruction.Put put ->
                    records.put(put.kind(), put.name(), put.value())
                            .thenApply(record -> Replies.stored(line, record));
            case RecordInstruction.Delete delete ->
                    records.delete(delete.kind(), delete.name())
                            .thenApply(record -> Replies.stored(line, record));
            case RecordInstruction.Get get ->
                    records.get(get.author(), get.kind(), get.name())
                            .thenApply(
                                    record ->
                                            Replies.found(
                                                    line, record.orElseThrow(RecordWork::unknown)));
            case RecordInstruction.Find find ->
                    find(query(find.kind()), new ArrayList<>(), 0)
                            .thenApply(found -> Replies.found(line, found));
            case RecordInstruction.Reconcile reconcile ->
                    records.reconcile(reconcile.peer())
                            .thenApply(result -> Replies.reconciled(line, result));
        };
    }

    private static SwarmException unknown() {
        return new SwarmException(
                ErrorCode.RECORD_UNKNOWN,
                "there is no such record here; see what there is with 'records'");
    }

    /// Records in their order.
    ///
    /// @param cut whether there are more
    record Found(List<SwarmRecord> records, boolean cut) {}

    private static RecordQuery query(@Nullable String kind) {
        RecordQuery all = RecordQuery.all().limit(PAGE);
        return kind == null ? all : all.ofKind(kind);
    }

    private CompletableFuture<Found> find(
            RecordQuery query, List<SwarmRecord> found, long characters) {
        return records.query(query)
                .thenCompose(
                        page -> {
                            long more = characters;
                            for (SwarmRecord record : page) {
                                if (found.size() == MAX_FOUND || more > MAX_FOUND_CHARACTERS) {
                                    return CompletableFuture.completedFuture(
                                            new Found(found, true));
                                }
                                found.add(record);
                                more += length(record);
                            }
                            return page.size() < PAGE
                                    ? CompletableFuture.completedFuture(new Found(found, false))
                                    : find(query.after(page.getLast()), found, more);
                        });
    }

    private static long length(SwarmRecord record) {
        return (long) record.name().length() + String.valueOf(record.body()).length();
    }
}
