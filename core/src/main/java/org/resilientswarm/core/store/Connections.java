package org.resilientswarm.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/// Opens connections, each for one purpose.
final class Connections {
    /// The write-ahead log is copied into the database when it has grown to so many pages, 8 MiB:
    /// seldom enough that a page which changes often is copied once.
    private static final int CHECKPOINT_PAGES = 2_000;

    /// Of the writer, in KiB: the inner pages of its three indexes.
    private static final int CACHE_KIB = 8 * 1024;

    private Connections() {}

    /// The one that writes. Makes the file when there is none.
    ///
    /// @param maxPages how large the file may become, in pages of 4 KiB
    static Connection writing(Path file, int maxPages) throws SQLException {
        var config = new SQLiteConfig();
        config.setJournalMode(JournalMode.WAL);
        config.setSynchronous(SynchronousMode.FULL);
        config.setMaxPageCount(maxPages);
        config.setCacheSize(-CACHE_KIB);
        Connection connection = open(config, file, "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        }
        return connection;
    }

    /// One that reads beside the writer.
    static Connection browsing(Path file) throws SQLException {
        Connection connection = open(new SQLiteConfig(), file, "");
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
        }
        return connection;
    }

    /// One that changes no file, for a database that nobody writes to. The log that a killed
    /// process left is read too; where there is none, SQLite must not begin one.
    static Connection inspecting(Path file) throws SQLException {
        var config = new SQLiteConfig();
        config.setReadOnly(true);
        boolean log = Files.exists(sibling(file, "-wal"));
        return open(config, file, log ? "?mode=ro" : "?mode=ro&immutable=1");
    }

    /// The log or index that SQLite keeps beside a database.
    static Path sibling(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static Connection open(SQLiteConfig config, Path file, String parameters)
            throws SQLException {
        // As an address, because the driver takes what stands behind a question mark of a path for
        // settings.
        String name = file.toUri() + parameters;
        return config.createConnection("jdbc:sqlite:" + name);
    }
}
