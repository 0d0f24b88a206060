package org.resilientswarm.core.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// Keeps a database to one user. SQLite's own locks are held for single transactions only, and a
/// lock on the database itself would break them: hence a file beside it, which is never deleted.
final class FileLock implements AutoCloseable {
    private final FileChannel channel;

    private FileLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Locks a database until closed, or until this process ends in any way.
    ///
    /// @throws SwarmException `DATA_FOLDER_IN_USE`, or `STORE_UNWRITABLE`
    static FileLock forWriting(Path database) {
        try {
            return lock(
                    database,
                    FileChannel.open(
                            file(database), StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                    false);
        } catch (IOException e) {
            throw StoreFailure.unwritable(database, e);
        }
    }

    /// Keeps writers away, and needs no right to write. Nothing is locked where nobody ever wrote,
    /// as beside a copy.
    ///
    /// @throws SwarmException `DATA_FOLDER_IN_USE`
    static Optional<FileLock> forReading(Path database) throws IOException {
        return Files.exists(file(database))
                ? Optional.of(lock(database, FileChannel.open(file(database)), true))
                : Optional.empty();
    }

    private static Path file(Path database) {
        return Connections.sibling(database, ".lock");
    }

    private static FileLock lock(Path database, FileChannel channel, boolean shared)
            throws IOException {
        if (!locked(channel, shared)) {
            channel.close();
            throw new SwarmException(
                    ErrorCode.DATA_FOLDER_IN_USE,
                    "another process has the database " + database + " open: end it first");
        }
        return new FileLock(channel);
    }

    private static boolean locked(FileChannel channel, boolean shared) throws IOException {
        try {
            return channel.tryLock(0, Long.MAX_VALUE, shared) != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("a lock could not be given back", e);
        }
    }
}
