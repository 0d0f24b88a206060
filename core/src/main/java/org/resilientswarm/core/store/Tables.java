package org.resilientswarm.core.store;

import java.sql.Connection;
import java.sql.SQLException;

/// The tables as one connection sees them.
record Tables(RecordTable records, AcquaintanceTable acquaintances) implements AutoCloseable {
    static Tables of(Connection connection) throws SQLException {
        return new Tables(new RecordTable(connection), new AcquaintanceTable(connection));
    }

    @Override
    public void close() throws SQLException {
        records.close();
        acquaintances.close();
    }
}
