package org.resilientswarm.core.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// Looks whether a file is a database that this program can go on with, and moves it out of the way
/// when it is not.
final class Inspection {
    /// What SQLite says of a sound database.
    static final String SOUND = "ok";

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private Inspection() {}

    /// What is wrong with a file, if anything. Changes nothing, not even by closing it. An empty
    /// file is sound, and one that is not there.
    static Optional<String> fault(Path file) throws SQLException {
        try {
            if (!Files.exists(file) || Files.size(file) == 0) {
                return Optional.empty();
            }
        } catch (IOException e) {
            throw StoreFailure.unwritable(file, e);
        }
        // The read-only one closes last, and so cannot copy the log into a damaged database.
        try (Connection readOnly = Connections.inspecting(file)) {
            Optional<String> foreign = foreign(readOnly);
            return foreign.isPresent() ? foreign : damage(file);
        } catch (SQLException e) {
            if (StoreFailure.isDamage(e)) {
                return Optional.of("is damaged (" + e.getMessage() + ")");
            }
            throw e;
        }
    }

    private static Optional<String> damage(Path file) throws SQLException {
        // On a read-only connection SQLite passes over values that break a CHECK.
        try (Connection connection = Connections.browsing(file)) {
            String found = check(connection, "quick_check");
            return found.equals(SOUND)
                    ? Optional.empty()
                    : Optional.of("is damaged (" + found + ")");
        }
    }

    /// Why a sound database is none to go on with.
    static Optional<String> foreign(Connection connection) throws SQLException {
        if (!SchemaSteps.ours(connection)) {
            return Optional.of("is of another program");
        }
        return SchemaSteps.version(connection) > SchemaSteps.newest()
                ? Optional.of("is of a newer version of this program")
                : Optional.empty();
    }

    /// The first finding of a check, or [#SOUND].
    ///
    /// @param pragma `quick_check`, or `integrity_check` which compares indexes too
    static String check(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA " + pragma + "(1)")) {
            row.next();
            // Some findings are several lines.
            return row.getString(1).strip().replace('\n', ' ');
        }
    }

    /// Renames a database and what SQLite keeps beside it.
    ///
    /// @return what to tell the user
    static SwarmException setAside(Path file, String fault, Instant now) {
        Path aside = freeName(file, ".damaged-" + STAMP.format(now));
        try {
            // The database last: without it SQLite would delete the others at the next start.
            for (String suffix : List.of("-wal", "-shm", "")) {
                if (Files.exists(Connections.sibling(file, suffix))) {
                    Files.move(
                            Connections.sibling(file, suffix), Connections.sibling(aside, suffix));
                }
            }
        } catch (IOException e) {
            throw StoreFailure.unwritable(file, e);
        }
        return new SwarmException(
                ErrorCode.STORE_DAMAGED,
                "the database "
                        + file
                        + " "
                        + fault
                        + ": it was kept as "
                        + aside.getFileName()
                        + " and a new one begun; the swarm's records come back from other members");
    }

    private static Path freeName(Path file, String suffix) {
        Path name = Connections.sibling(file, suffix);
        for (int next = 2; Files.exists(name); next++) {
            name = Connections.sibling(file, suffix + "-" + next);
        }
        return name;
    }
}
