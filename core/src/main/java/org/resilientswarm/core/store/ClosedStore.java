package org.resilientswarm.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.RecordFileStats;
import org.resilientswarm.core.store.RecordStore.Stored;

/// Looks into a database that no node has open, and keeps nodes away meanwhile. Changes nothing.
/// Blocks; for one thread at a time.
public final class ClosedStore implements AutoCloseable {
    private final Path file;
    private final Optional<FileLock> lock;
    private final Connection connection;

    private ClosedStore(Path file, Optional<FileLock> lock, Connection connection) {
        this.file = file;
        this.lock = lock;
        this.connection = connection;
    }

    /// Opens a database.
    ///
    /// @throws SwarmException `DATA_FOLDER_UNUSABLE` when there is none that can be read,
    ///     `DATA_FOLDER_IN_USE` when a node has it open, `STORE_DAMAGED` when it is not what it
    ///     should be
    public static ClosedStore open(Path file) {
        Optional<FileLock> lock = lock(file);
        try {
            return new ClosedStore(file, lock, connect(file));
        } catch (SQLException e) {
            lock.ifPresent(FileLock::close);
            throw failure(file, e);
        } catch (RuntimeException e) {
            lock.ifPresent(FileLock::close);
            throw e;
        }
    }

    private static Optional<FileLock> lock(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SwarmException(
                    ErrorCode.DATA_FOLDER_UNUSABLE,
                    "there is no database " + file + ": name the data folder of a node");
        }
        try {
            return FileLock.forReading(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        Connection connection = Connections.inspecting(file);
        try {
            Optional<String> foreign = Inspection.foreign(connection);
            if (foreign.isEmpty() && SchemaSteps.version(connection) == 0) {
                foreign = Optional.of("is empty");
            }
            if (foreign.isPresent()) {
                throw new SwarmException(
                        ErrorCode.STORE_DAMAGED,
                        "the database " + file + " " + foreign.get() + " and cannot be read");
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /// Counts what there is and checks the whole file.
    public RecordFileStats stats() {
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery(
                                """
                                SELECT count(*), coalesce(sum(deleted), 0), count(DISTINCT author),
                                    coalesce(sum(length), 0), min(created), max(created)
                                FROM record""")) {
            row.next();
            return new RecordFileStats(
                    row.getLong(1),
                    row.getLong(2),
                    kinds(),
                    row.getLong(3),
                    row.getLong(4),
                    SqliteStore.fileBytes(file),
                    time(row, 5),
                    time(row, 6),
                    SchemaSteps.version(connection),
                    Inspection.check(connection, "integrity_check"));
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private SortedMap<String, Long> kinds() throws SQLException {
        var kinds = new TreeMap<String, Long>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("SELECT kind, count(*) FROM record GROUP BY kind")) {
            while (row.next()) {
                kinds.put(row.getString(1), row.getLong(2));
            }
        }
        return Collections.unmodifiableSortedMap(kinds);
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    /// Hands over every record, in the order of kind, name and author, until the consumer wants no
    /// more.
    public void forEach(Predicate<Stored> wantsMore) {
        try (var records = new RecordTable(connection)) {
            records.forEach(wantsMore);
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        } finally {
            lock.ifPresent(FileLock::close);
        }
    }

    /// That a file cannot be written is no reason not to read it.
    private static RuntimeException failure(Path file, SQLException e) {
        RuntimeException failure = StoreFailure.of(file, e);
        return failure instanceof SwarmException known && known.code() == ErrorCode.STORE_UNWRITABLE
                ? unreadable(file, e)
                : failure;
    }

    private static SwarmException unreadable(Path file, Exception e) {
        return new SwarmException(
                ErrorCode.DATA_FOLDER_UNUSABLE,
                "the database "
                        + file
                        + " cannot be read: "
                        + StoreFailure.reason(e)
                        + "; let this user read it, or copy it to a folder of one's own",
                e);
    }
}
