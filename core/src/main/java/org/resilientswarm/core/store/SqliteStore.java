package org.resilientswarm.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// Keeps everything in an SQLite file.
///
/// `swarm-store` writes, and `swarm-browse` reads: each has a connection of its own, so that a slow
/// query holds up no write. What is written can be read as soon as its future is complete.
public final class SqliteStore implements RecordStore {
    /// As large as SQLite can make it.
    private static final int ANY_PAGES = 1 << 30;

    private final Database database;
    private final WriteQueue queue;
    private final TableUse browsed;
    private final ExecutorService writer;
    private final ExecutorService browser;

    /// Changed under the lock of this, as tasks are handed over: none may come after the last.
    private volatile boolean closed;

    private SqliteStore(Database database, SwarmThreads threads) {
        this.database = database;
        browsed = new TableUse(database.browsing());
        queue = new WriteQueue(database.file(), database.writing());
        writer = threads.single("swarm-store");
        browser = threads.single("swarm-browse");
    }

    /// Opens a database, and makes one where there is none. Blocks.
    ///
    /// A file that is damaged, of a newer version or of another program is set aside, and a new
    /// one begun: [#fault] tells of it.
    ///
    /// @param file the database; SQLite makes others beside it, whose names begin with this one
    /// @throws SwarmException `DATA_FOLDER_IN_USE` when another process has it open,
    ///     `STORE_UNWRITABLE` when it cannot be opened for writing
    public static SqliteStore open(Path file, SwarmThreads threads, Clock clock) {
        return open(file, threads, clock, ANY_PAGES);
    }

    static SqliteStore open(Path file, SwarmThreads threads, Clock clock, int maxPages) {
        return new SqliteStore(Database.open(file, clock, maxPages), threads);
    }

    /// That the file found at the start was set aside, with the code `STORE_DAMAGED` and a sentence
    /// for people; empty when all was well.
    public Optional<SwarmException> fault() {
        return database.fault();
    }

    @Override
    public void forEach(Consumer<RecordSummary> consumer) {
        // Of many records it takes long, and nobody who leaves shall wait for that.
        Consumer<RecordSummary> whileOpen =
                summary -> {
                    if (closed) {
                        throw StoreFailure.closed();
                    }
                    consumer.accept(summary);
                };
        int _ = await(browse(tables -> tables.records().summaries(whileOpen)));
    }

    @Override
    public CompletableFuture<Void> write(List<Change> changes) {
        return write(
                tables -> {
                    for (Change change : changes) {
                        tables.records().apply(change);
                    }
                });
    }

    @Override
    public CompletableFuture<List<SignedRecord>> read(List<RecordId> ids) {
        return browse(tables -> tables.records().read(ids));
    }

    @Override
    public CompletableFuture<Optional<Stored>> get(RecordKey key) {
        return browse(tables -> tables.records().get(key));
    }

    @Override
    public CompletableFuture<List<Stored>> query(
            @Nullable String kind,
            @Nullable PublicKey author,
            @Nullable RecordKey after,
            int limit) {
        return browse(tables -> tables.records().query(kind, author, after, limit));
    }

    @Override
    public CompletableFuture<Size> size() {
        return browse(
                tables ->
                        new Size(
                                tables.records().count(),
                                tables.records().bytes(),
                                fileBytes(database.file())));
    }

    @Override
    public CompletableFuture<Void> remember(List<Acquaintance> met) {
        return write(tables -> tables.acquaintances().remember(met));
    }

    @Override
    public CompletableFuture<List<Acquaintance>> acquaintances(int limit) {
        return browse(tables -> tables.acquaintances().list(limit));
    }

    @Override
    public CompletableFuture<Void> forget(Instant notSeenSince) {
        return write(tables -> tables.acquaintances().forget(notSeenSince));
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        // Each waits for what was handed over before.
        writer.close();
        browser.close();
        database.close();
    }

    private synchronized CompletableFuture<Void> write(WriteQueue.Work work) {
        if (closed) {
            return CompletableFuture.failedFuture(StoreFailure.closed());
        }
        CompletableFuture<Void> done = queue.add(work);
        writer.execute(queue::flush);
        return done;
    }

    private synchronized <T> CompletableFuture<T> browse(TableUse.Work<T> work) {
        if (closed) {
            return CompletableFuture.failedFuture(StoreFailure.closed());
        }
        var done = new CompletableFuture<T>();
        browser.execute(() -> perform(work, done));
        return done;
    }

    private <T> void perform(TableUse.Work<T> work, CompletableFuture<T> done) {
        T found;
        try {
            found = browsed.perform(work);
        } catch (SQLException e) {
            done.completeExceptionally(StoreFailure.of(database.file(), e));
            return;
        } catch (SwarmException e) {
            done.completeExceptionally(e);
            return;
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
            throw e;
        }
        done.complete(found);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof SwarmException known ? known : e;
        }
    }

    /// Of the database and its log.
    static long fileBytes(Path file) {
        try {
            Path log = Connections.sibling(file, "-wal");
            return Files.size(file) + (Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw StoreFailure.unwritable(file, e);
        }
    }
}
