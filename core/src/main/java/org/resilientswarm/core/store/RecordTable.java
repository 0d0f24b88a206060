package org.resilientswarm.core.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.store.RecordStore.Change;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// The table `record` as one connection sees it. For one thread at a time.
final class RecordTable implements AutoCloseable {
    private static final String SUMMARY =
            "SELECT kind, name, author, id, sequence, created, expires, deleted, length";
    private static final String WHOLE = SUMMARY + ", source, received, signature, body";
    private static final String IN_ORDER = " ORDER BY kind, name, author";

    private final Connection connection;
    private final PreparedStatement put;
    private final PreparedStatement remove;
    private final PreparedStatement byId;
    private final PreparedStatement byKey;

    RecordTable(Connection connection) throws SQLException {
        this.connection = connection;
        put =
                connection.prepareStatement(
                        """
                        INSERT INTO record (kind, name, author, id, sequence, created, expires,
                            deleted, length, source, received, signature, body)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        ON CONFLICT (kind, name, author) DO UPDATE SET
                            id = excluded.id, sequence = excluded.sequence,
                            created = excluded.created, expires = excluded.expires,
                            deleted = excluded.deleted, length = excluded.length,
                            source = excluded.source, received = excluded.received,
                            signature = excluded.signature, body = excluded.body""");
        remove = connection.prepareStatement("DELETE FROM record WHERE id = ?");
        byId = connection.prepareStatement(WHOLE + " FROM record WHERE id = ?");
        byKey =
                connection.prepareStatement(
                        WHOLE + " FROM record WHERE kind = ? AND name = ? AND author = ?");
    }

    @Override
    public void close() throws SQLException {
        try (put;
                remove;
                byId;
                byKey) {
            // That is all.
        }
    }

    void apply(Change change) throws SQLException {
        switch (change) {
            case Change.Put(Stored stored) -> put(stored);
            case Change.Remove(_, RecordId id) -> {
                remove.setBytes(1, id.bytes());
                remove.executeUpdate();
            }
        }
    }

    private void put(Stored stored) throws SQLException {
        SignedRecord signed = stored.record();
        put.setString(1, signed.key().kind());
        put.setString(2, signed.key().name());
        put.setBytes(3, signed.key().author().bytes());
        put.setBytes(4, signed.id().bytes());
        put.setLong(5, signed.sequence());
        put.setLong(6, signed.created());
        put.setLong(7, signed.expires());
        put.setInt(8, signed.deleted() ? 1 : 0);
        put.setInt(9, signed.length());
        if (stored.from() == null) {
            put.setNull(10, Types.BLOB);
        } else {
            put.setBytes(10, stored.from().bytes());
        }
        put.setLong(11, stored.received().toEpochMilli());
        put.setBytes(12, signed.signature());
        put.setBytes(13, signed.body());
        put.executeUpdate();
    }

    List<SignedRecord> read(List<RecordId> ids) throws SQLException {
        var found = new ArrayList<SignedRecord>(ids.size());
        for (RecordId id : ids) {
            byId.setBytes(1, id.bytes());
            try (ResultSet row = byId.executeQuery()) {
                if (row.next()) {
                    found.add(stored(row).record());
                }
            }
        }
        return found;
    }

    Optional<Stored> get(RecordKey key) throws SQLException {
        byKey.setString(1, key.kind());
        byKey.setString(2, key.name());
        byKey.setBytes(3, key.author().bytes());
        try (ResultSet row = byKey.executeQuery()) {
            return row.next() ? Optional.of(stored(row)) : Optional.empty();
        }
    }

    List<Stored> query(
            @Nullable String kind, @Nullable PublicKey author, @Nullable RecordKey after, int limit)
            throws SQLException {
        var page = new RecordPage(kind, author, after);
        var found = new ArrayList<Stored>();
        try (PreparedStatement query =
                connection.prepareStatement(
                        WHOLE + " FROM record" + page.where() + IN_ORDER + " LIMIT ?")) {
            query.setInt(page.bind(query), limit);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    found.add(stored(row));
                }
            }
        }
        return found;
    }

    /// Every record, in the order of keys, until the consumer has enough.
    void forEach(Predicate<Stored> wantsMore) throws SQLException {
        try (PreparedStatement query =
                        connection.prepareStatement(WHOLE + " FROM record" + IN_ORDER);
                ResultSet row = query.executeQuery()) {
            boolean more = true;
            while (more && row.next()) {
                more = wantsMore.test(stored(row));
            }
        }
    }

    /// Hands over each record's summary as it is read, so that they are not all in memory twice.
    ///
    /// @return how many there were
    int summaries(Consumer<RecordSummary> consumer) throws SQLException {
        int count = 0;
        // Many records have the same author or kind: each is kept in memory once.
        Map<PublicKey, PublicKey> authors = new HashMap<>();
        Map<String, String> kinds = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement(SUMMARY + " FROM record");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                RecordKey key = key(row);
                count++;
                consumer.accept(
                        new RecordSummary(
                                new RecordKey(
                                        authors.computeIfAbsent(key.author(), same -> same),
                                        kinds.computeIfAbsent(key.kind(), same -> same),
                                        key.name()),
                                row.getLong(5),
                                row.getLong(6),
                                row.getLong(7),
                                row.getInt(8) == 1,
                                row.getInt(9),
                                RecordId.read(row.getBytes(4), 0)));
            }
        }
        return count;
    }

    long count() throws SQLException {
        return SchemaSteps.number(connection, "SELECT count(*) FROM record");
    }

    /// Of the encoded records.
    long bytes() throws SQLException {
        return SchemaSteps.number(connection, "SELECT coalesce(sum(length), 0) FROM record");
    }

    private static RecordKey key(ResultSet row) throws SQLException {
        return new RecordKey(new PublicKey(row.getBytes(3)), row.getString(1), row.getString(2));
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte @Nullable [] source = row.getBytes(10);
        byte @Nullable [] body = row.getBytes(13);
        var signed =
                new SignedRecord(
                        key(row),
                        row.getLong(5),
                        row.getLong(6),
                        row.getLong(7),
                        row.getInt(8) == 1,
                        // The driver gives null for an empty value.
                        body == null ? new byte[0] : body,
                        row.getBytes(12),
                        RecordId.read(row.getBytes(4), 0));
        return new Stored(
                signed,
                source == null ? null : new PublicKey(source),
                Instant.ofEpochMilli(row.getLong(11)));
    }
}
