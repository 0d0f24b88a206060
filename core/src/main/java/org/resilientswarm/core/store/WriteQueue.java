package org.resilientswarm.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// What waits to be written. A commit waits for the disk; so everything that came meanwhile goes
/// into the next one together.
final class WriteQueue {
    /// Changes something, inside a transaction.
    interface Work {
        void perform(Tables tables) throws SQLException;
    }

    private record Waiting(Work work, CompletableFuture<Void> done) {}

    private final Path file;
    private final Connection connection;
    private final TableUse use;

    /// Guarded by itself.
    private final Queue<Waiting> queue = new ArrayDeque<>();

    WriteQueue(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
        use = new TableUse(connection);
    }

    /// Any thread.
    CompletableFuture<Void> add(Work work) {
        var waiting = new Waiting(work, new CompletableFuture<>());
        synchronized (queue) {
            queue.add(waiting);
        }
        return waiting.done;
    }

    /// Writes all that waits in one transaction; on the writing thread.
    void flush() {
        List<Waiting> batch;
        synchronized (queue) {
            batch = new ArrayList<>(queue);
            queue.clear();
        }
        if (batch.isEmpty()) {
            return;
        }
        try {
            commit(batch);
        } catch (SQLException e) {
            fail(batch, StoreFailure.of(file, e));
            return;
        } catch (RuntimeException e) {
            fail(batch, e);
            throw e;
        }
        batch.forEach(waiting -> waiting.done.complete(null));
    }

    private static void fail(List<Waiting> batch, RuntimeException failure) {
        batch.forEach(waiting -> waiting.done.completeExceptionally(failure));
    }

    private void commit(List<Waiting> batch) throws SQLException {
        try (Statement transaction = connection.createStatement()) {
            transaction.execute("BEGIN IMMEDIATE");
            try {
                use.perform(tables -> perform(batch, tables));
                transaction.execute("COMMIT");
            } catch (SQLException | RuntimeException e) {
                rollBack(transaction, e);
                throw e;
            }
        }
    }

    private static int perform(List<Waiting> batch, Tables tables) throws SQLException {
        for (Waiting waiting : batch) {
            waiting.work.perform(tables);
        }
        return batch.size();
    }

    private static void rollBack(Statement transaction, Exception cause) {
        try {
            transaction.execute("ROLLBACK");
        } catch (SQLException e) {
            // After some errors, as a full disk, SQLite has done it already.
            cause.addSuppressed(e);
        }
    }
}
