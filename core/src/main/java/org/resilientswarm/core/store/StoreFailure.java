package org.resilientswarm.core.store;

import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/// What an error of SQLite means for a user.
final class StoreFailure {
    private StoreFailure() {}

    /// A `SwarmException` when the disk or the file is to blame; else this program is.
    static RuntimeException of(Path database, SQLException e) {
        return switch (primary(e)) {
            case SQLITE_FULL,
                    SQLITE_READONLY,
                    SQLITE_IOERR,
                    SQLITE_CANTOPEN,
                    SQLITE_PERM,
                    SQLITE_AUTH ->
                    unwritable(database, e);
            case SQLITE_CORRUPT, SQLITE_NOTADB ->
                    new SwarmException(
                            ErrorCode.STORE_DAMAGED,
                            "the database "
                                    + database
                                    + " is damaged: end the node and start it again, then it is set"
                                    + " aside and a new one begun",
                            e);
            default -> new IllegalStateException("the database " + database + ": " + e, e);
        };
    }

    static SwarmException unwritable(Path database, Exception cause) {
        return new SwarmException(
                ErrorCode.STORE_UNWRITABLE,
                "the database "
                        + database
                        + " cannot be written: "
                        + reason(cause)
                        + "; make room on the disk, or let this user write to the folder",
                cause);
    }

    static SwarmException closed() {
        return new SwarmException(ErrorCode.SWARM_CLOSED, "the swarm is closed");
    }

    /// Whether the file is no sound database.
    static boolean isDamage(SQLException e) {
        return switch (primary(e)) {
            case SQLITE_CORRUPT, SQLITE_NOTADB -> true;
            default -> false;
        };
    }

    /// The code without its finer distinctions, which are in the higher bits.
    private static SQLiteErrorCode primary(SQLException e) {
        return e instanceof SQLiteException known
                ? SQLiteErrorCode.getErrorCode(known.getResultCode().code & 0xff)
                : SQLiteErrorCode.UNKNOWN_ERROR;
    }

    static String reason(Exception e) {
        @Nullable String reason =
                e instanceof FileSystemException failed ? failed.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
