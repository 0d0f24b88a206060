package org.resilientswarm.core.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.time.Clock;

/// A database file that this process has to itself: checked, of the newest schema, and open twice.
///
/// @param writing the only connection that changes anything
/// @param browsing for reading beside it
/// @param fault what was wrong with the file before, which was set aside
record Database(
        Path file,
        FileLock lock,
        Connection writing,
        Connection browsing,
        Optional<SwarmException> fault)
        implements AutoCloseable {

    static Database open(Path file, Clock clock, int maxPages) {
        FileLock lock = FileLock.forWriting(file);
        try {
            Optional<SwarmException> fault =
                    Inspection.fault(file)
                            .map(found -> Inspection.setAside(file, found, clock.now()));
            return connect(file, lock, fault, maxPages);
        } catch (SQLException e) {
            lock.close();
            throw StoreFailure.of(file, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static Database connect(
            Path file, FileLock lock, Optional<SwarmException> fault, int maxPages)
            throws SQLException {
        Connection writing = Connections.writing(file, maxPages);
        try {
            SchemaSteps.apply(writing);
            return new Database(file, lock, writing, Connections.browsing(file), fault);
        } catch (SQLException e) {
            writing.close();
            throw e;
        }
    }

    /// The writer goes last: it then copies the log into the database and deletes it.
    @Override
    public void close() {
        try (lock;
                writing;
                browsing) {
            // Closed in the opposite order.
        } catch (SQLException e) {
            throw StoreFailure.of(file, e);
        }
    }
}
