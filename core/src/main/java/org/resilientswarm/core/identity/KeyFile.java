package org.resilientswarm.core.identity;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// The file that an identity is kept in: see [KeyPem] for what is inside.
///
/// On POSIX systems only its owner may access it, from the first moment on, and a file that others
/// can access is refused: its secret may be known already. Elsewhere the folder must protect it, as
/// a Windows user's profile does. A file that exists is never overwritten, and a crash leaves a
/// whole file or none.
///
/// Blocking; safe on every thread.
public final class KeyFile {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OWNER_FOLDER =
            EnumSet.of(
                    PosixFilePermission.OWNER_READ,
                    PosixFilePermission.OWNER_WRITE,
                    PosixFilePermission.OWNER_EXECUTE);

    private KeyFile() {}

    /// The identity in the file, which is made when there is none.
    public static Identity readOrCreate(Path file, SecureRandom random) {
        return Files.exists(file) ? read(file, null) : create(file, null, random);
    }

    /// The identity in the file.
    ///
    /// @param passphrase what it is encrypted with, or null when it is not
    /// @throws SwarmException with a `KEY_FILE_…` code and what to do
    public static Identity read(Path file, char @Nullable [] passphrase) {
        try {
            if (!Files.isRegularFile(file)) {
                throw missing(file);
            }
            refuseExposed(file);
            if (Files.size(file) > MAX_BYTES) {
                throw new SwarmException(
                        ErrorCode.KEY_FILE_DAMAGED, file + " is too large for a key file");
            }
            return KeyPem.read(file.toString(), Files.readString(file), passphrase);
        } catch (IOException e) {
            throw new SwarmException(
                    ErrorCode.KEY_FILE_DAMAGED, file + " cannot be read: " + reason(e), e);
        }
    }

    /// Makes a new identity and writes it to a new file, in a new folder where necessary.
    ///
    /// @param passphrase what to encrypt it with, or null not to
    /// @throws SwarmException `KEY_FILE_EXISTS`, or `KEY_FILE_DAMAGED` when it cannot be written
    public static Identity create(Path file, char @Nullable [] passphrase, SecureRandom random) {
        var identity = Identity.generate(random);
        byte[] pem = KeyPem.write(identity, passphrase, random).getBytes(StandardCharsets.US_ASCII);
        try {
            writeNew(file.toAbsolutePath(), pem);
        } catch (FileAlreadyExistsException e) {
            throw new SwarmException(
                    ErrorCode.KEY_FILE_EXISTS,
                    file
                            + " exists already and is not overwritten: choose another file, or move"
                            + " this one away",
                    e);
        } catch (IOException e) {
            throw new SwarmException(
                    ErrorCode.KEY_FILE_DAMAGED, file + " cannot be written: " + reason(e), e);
        } finally {
            Arrays.fill(pem, (byte) 0);
        }
        return identity;
    }

    private static SwarmException missing(Path file) {
        if (Files.exists(file)) {
            return new SwarmException(ErrorCode.KEY_FILE_DAMAGED, file + " is not a file");
        }
        return new SwarmException(
                ErrorCode.KEY_FILE_MISSING,
                "there is no key file " + file + ": 'rswarm key new' makes one");
    }

    private static void refuseExposed(Path file) throws IOException {
        if (isPosix(file) && !OWNER_FOLDER.containsAll(Files.getPosixFilePermissions(file))) {
            throw new SwarmException(
                    ErrorCode.KEY_FILE_EXPOSED,
                    "others on this machine may access "
                            + file
                            + ": if nobody did, run  chmod 600 '"
                            + file.toString().replace("'", "'\\''")
                            + "'");
        }
    }

    /// Writes the whole file under another name, and gives it its own name only when it is on disk.
    private static void writeNew(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (folder == null) {
            throw new FileSystemException(file.toString(), null, "not a place for a file");
        }
        createFolder(folder);
        Path draft = Files.createTempFile(folder, ".key-", ".new", attributes(file, OWNER_ONLY));
        try {
            Files.write(draft, content);
            try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            publish(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    private static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder, attributes(folder, OWNER_FOLDER));
        } catch (FileAlreadyExistsException e) {
            throw new FileSystemException(e.getFile(), null, e.getFile() + " is not a folder");
        }
    }

    /// A second name fails when the file exists, where a move might replace it.
    private static void publish(Path draft, Path file) throws IOException {
        try {
            Files.createLink(file, draft);
        } catch (UnsupportedOperationException e) {
            Files.move(draft, file);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (FileSystemException withoutLinks) {
            Files.move(draft, file);
        }
    }

    private static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String reason(IOException e) {
        return switch (e) {
            case java.nio.file.AccessDeniedException denied -> "access is denied";
            case NoSuchFileException gone -> "it does not exist";
            case FileSystemException failed when failed.getReason() != null -> failed.getReason();
            default -> String.valueOf(e.getMessage());
        };
    }
}
