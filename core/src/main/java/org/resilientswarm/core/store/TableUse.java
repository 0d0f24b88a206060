package org.resilientswarm.core.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Lends a connection's tables, on one thread. The driver closes a statement that failed, so after
/// an error, as a full disk, all are prepared anew.
final class TableUse {
    /// What is done with the tables.
    interface Work<T extends @Nullable Object> {
        T perform(Tables tables) throws SQLException;
    }

    private final Connection connection;
    private @Nullable Tables tables;

    TableUse(Connection connection) {
        this.connection = connection;
    }

    <T extends @Nullable Object> T perform(Work<T> work) throws SQLException {
        Tables lent = tables == null ? Tables.of(connection) : tables;
        tables = null;
        T result;
        try {
            result = work.perform(lent);
        } catch (SQLException | RuntimeException e) {
            close(lent, e);
            throw e;
        }
        tables = lent;
        return result;
    }

    private static void close(Tables lent, Exception cause) {
        try {
            lent.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }
}
