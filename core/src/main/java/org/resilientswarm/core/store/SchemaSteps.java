package org.resilientswarm.core.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/// The SQL files that lead from an empty file to the newest schema. A step that was ever released
/// is not changed any more; a new one is added instead.
final class SchemaSteps {
    /// What SQLite's header says about whose file it is: `rswd` in ASCII.
    private static final int APPLICATION_ID = 0x7273_7764;

    private static final List<String> FILES = List.of("0001-records-and-acquaintances.sql");

    private SchemaSteps() {}

    /// The number of the newest step.
    static int newest() {
        return FILES.size();
    }

    /// How many steps a database has taken.
    static int version(Connection connection) throws SQLException {
        return (int) number(connection, "PRAGMA user_version");
    }

    /// Whether a database was made by this class, or is still empty.
    static boolean ours(Connection connection) throws SQLException {
        return number(connection, "PRAGMA application_id") == APPLICATION_ID
                || number(connection, "SELECT count(*) FROM sqlite_schema") == 0;
    }

    /// Takes the steps that are missing, each in a transaction of its own.
    static void apply(Connection connection) throws SQLException {
        for (int step = version(connection) + 1; step <= newest(); step++) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                statement.executeUpdate(text(FILES.get(step - 1)));
                statement.execute("PRAGMA application_id = " + APPLICATION_ID);
                statement.execute("PRAGMA user_version = " + step);
                statement.execute("COMMIT");
            }
        }
    }

    static long number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static String text(String file) {
        try (InputStream in = SchemaSteps.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the schema step " + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
