package org.resilientswarm.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.store.RecordStore.Acquaintance;
import org.resilientswarm.core.wire.Protocol;

/// The table `acquaintance` as one connection sees it. For one thread at a time.
final class AcquaintanceTable implements AutoCloseable {
    private final PreparedStatement put;
    private final PreparedStatement trim;
    private final PreparedStatement list;
    private final PreparedStatement forget;

    AcquaintanceTable(Connection connection) throws SQLException {
        put =
                connection.prepareStatement(
                        "INSERT OR REPLACE INTO acquaintance (key, card, seen) VALUES (?, ?, ?)");
        trim =
                connection.prepareStatement(
                        """
                        DELETE FROM acquaintance WHERE key IN (
                            SELECT key FROM acquaintance ORDER BY seen DESC, key
                            LIMIT -1 OFFSET ?)""");
        list =
                connection.prepareStatement(
                        "SELECT key, card, seen FROM acquaintance ORDER BY seen DESC, key LIMIT ?");
        forget = connection.prepareStatement("DELETE FROM acquaintance WHERE seen < ?");
    }

    @Override
    public void close() throws SQLException {
        try (put;
                trim;
                list;
                forget) {
            // That is all.
        }
    }

    void remember(List<Acquaintance> met) throws SQLException {
        for (Acquaintance acquaintance : met) {
            put.setBytes(1, acquaintance.key().bytes());
            put.setBytes(2, acquaintance.card());
            put.setLong(3, acquaintance.seen().toEpochMilli());
            put.executeUpdate();
        }
        trim.setInt(1, Protocol.MAX_MEMBERS);
        trim.executeUpdate();
    }

    List<Acquaintance> list(int limit) throws SQLException {
        var found = new ArrayList<Acquaintance>();
        list.setInt(1, limit);
        try (ResultSet row = list.executeQuery()) {
            while (row.next()) {
                found.add(
                        new Acquaintance(
                                new PublicKey(row.getBytes(1)),
                                row.getBytes(2),
                                Instant.ofEpochMilli(row.getLong(3))));
            }
        }
        return found;
    }

    void forget(Instant notSeenSince) throws SQLException {
        forget.setLong(1, notSeenSince.toEpochMilli());
        forget.executeUpdate();
    }
}
