package org.resilientswarm.app.place;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// The folder in which one node keeps its files, locked against other processes until closed. Only
/// its owner may look into it.
public final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel lock;

    private DataFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// The place where this system's users keep the data of their programs.
    ///
    /// @param environment the environment variables
    /// @param system the name of the operating system, as `os.name`
    /// @param home the user's home folder
    public static Path standard(Map<String, String> environment, String system, Path home) {
        if (system.startsWith("Windows")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            return (local.isBlank() ? home.resolve("AppData", "Local") : Path.of(local))
                    .resolve("rswarm");
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library", "Application Support", "rswarm");
        }
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        // The standard says that a relative path there is to be ignored.
        return (data.startsWith("/") ? Path.of(data) : home.resolve(".local", "share"))
                .resolve("rswarm");
    }

    /// The standard place of this process.
    public static Path standard() {
        return standard(
                System.getenv(),
                System.getProperty("os.name", ""),
                Path.of(System.getProperty("user.home", ".")));
    }

    /// Makes the folder where necessary and locks it.
    ///
    /// @throws SwarmException `DATA_FOLDER_IN_USE` or `DATA_FOLDER_UNUSABLE`
    public static DataFolder open(Path path) {
        try {
            createFolder(path.toAbsolutePath());
            var channel =
                    FileChannel.open(
                            path.resolve("lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
            if (!tryLock(channel)) {
                channel.close();
                throw new SwarmException(
                        ErrorCode.DATA_FOLDER_IN_USE,
                        "another process uses "
                                + path
                                + ": end it, or choose another folder with --data");
            }
            return new DataFolder(path, channel);
        } catch (IOException e) {
            throw new SwarmException(
                    ErrorCode.DATA_FOLDER_UNUSABLE,
                    path + " cannot be used as a data folder: " + reason(e),
                    e);
        }
    }

    /// Where the folder is.
    public Path path() {
        return path;
    }

    /// The file of the identity that lives in this folder.
    public Path keyFile() {
        return keyFile(path);
    }

    /// The file of the identity that lives in a folder.
    public static Path keyFile(Path folder) {
        return folder.resolve("identity.pem");
    }

    /// The database of the node that lives in a folder.
    public static Path database(Path folder) {
        return folder.resolve("swarm.db");
    }

    /// Gives the folder free.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new SwarmException(
                    ErrorCode.DATA_FOLDER_UNUSABLE,
                    path + " cannot be given free: " + reason(e),
                    e);
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException sameProcess) {
            return false;
        }
    }

    private static void createFolder(Path path) throws IOException {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        var ownerOnly =
                posix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rwx------"))
                        }
                        : new FileAttribute<?>[0];
        try {
            Files.createDirectories(path, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(e.getFile(), null, e.getFile() + " is not a folder");
        }
    }

    private static String reason(IOException e) {
        return e instanceof FileSystemException failed && failed.getReason() != null
                ? failed.getReason()
                : e.getClass().getSimpleName();
    }
}
