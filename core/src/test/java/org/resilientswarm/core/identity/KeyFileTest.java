package org.resilientswarm.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

class KeyFileTest {
    /// The key of RFC 8410, section 10.3; its public half is in section 10.1.
    private static final String PEM =
            """
            -----BEGIN PRIVATE KEY-----
            MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            -----END PRIVATE KEY-----
            """;

    private static final String HEX =
            "19bf44096984cdfe8541bac167dc3b96c85086aa30b6b6cb0c5c38ad703166e1";

    /// Made by `openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256` from the key above.
    private static final String ENCRYPTED_BY_OPENSSL =
            """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGcMFgGCSqGSIb3DQEFDTBLMCoGCSqGSIb3DQEFDDAdBAhn3EqOGqg5LgIDCSfA
            MAwGCCqGSIb3DQIJBQAwHQYJYIZIAWUDBAEqBBC6xq6w7Bx1S5LvW7j9xewoBEAH
            k3FVg/97mQ4XKjI5k1Jfxg6ERsb6wavYSBkauLtIzj07jp3F/OxgStf3+p56udkv
            i/1PUQ/xZleocS5UdrrT
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private final SecureRandom random = new SecureRandom();

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void place() {
        file = folder.resolve("deep/er/identity.pem");
    }

    @Test
    void whatWasCreatedIsReadAgain() {
        var created = KeyFile.create(file, null, random);
        assertThat(KeyFile.read(file, null).seed()).isEqualTo(created.seed());
        assertThat(KeyFile.readOrCreate(file, random).seed()).isEqualTo(created.seed());
    }

    @Test
    void aMissingFileIsCreatedWhenAskedFor() {
        var created = KeyFile.readOrCreate(file, random);
        assertThat(KeyFile.read(file, null).publicKey()).isEqualTo(created.publicKey());
    }

    @Test
    void theFileIsItsOwnersAloneAndNothingElseIsLeft() throws IOException {
        assumePosix();
        KeyFile.create(file, null, random);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(folder.resolve("deep"))).isEqualTo("rwx------");
        try (var files = Files.list(folder.resolve("deep/er"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void anExistingFileIsNeverOverwritten() throws IOException {
        write("precious");
        assertRefused(ErrorCode.KEY_FILE_EXISTS, () -> KeyFile.create(file, null, random));
        assertThat(file).hasContent("precious");
        try (var files = Files.list(folder.resolve("deep/er"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw------x"})
    void aFileThatOthersMayAccessIsRefusedWithWhatToRun(String permissions) throws IOException {
        assumePosix();
        write(PEM);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(() -> KeyFile.read(file, null))
                .withMessageContaining("chmod 600 '" + file + "'")
                .returns(ErrorCode.KEY_FILE_EXPOSED, SwarmException::code);
    }

    @Test
    void theKeyOfTheStandardIsRead() throws IOException {
        write(PEM);
        assertThat(KeyFile.read(file, null).publicKey().hex()).isEqualTo(HEX);
    }

    @Test
    void anEncryptedFileNeedsItsPassphrase() {
        var created = KeyFile.create(file, "correct horse".toCharArray(), random);
        assertThat(file).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
        assertThat(KeyFile.read(file, "correct horse".toCharArray()).seed())
                .isEqualTo(created.seed());
        assertRefused(ErrorCode.KEY_FILE_PASSPHRASE, () -> KeyFile.read(file, null));
        assertRefused(
                ErrorCode.KEY_FILE_PASSPHRASE, () -> KeyFile.read(file, "wrong".toCharArray()));
    }

    @Test
    void aFileThatOpenSslEncryptedIsRead() throws IOException {
        write(ENCRYPTED_BY_OPENSSL);
        assertThat(KeyFile.read(file, "correct horse".toCharArray()).publicKey().hex())
                .isEqualTo(HEX);
    }

    @ParameterizedTest
    @CsvSource({
        "PRIVATE KEY, MC4CAQAwBQYDK2Vw",
        "PUBLIC KEY, MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=",
        "PRIVATE KEY, MC4CAQAwBQYDK2VuBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC",
        "PRIVATE KEY, MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9Ed!!!",
    })
    void whateverIsNoKeyIsCalledDamaged(String type, String body) throws IOException {
        write("-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n");
        assertRefused(ErrorCode.KEY_FILE_DAMAGED, () -> KeyFile.read(file, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not a key", "-----BEGIN PRIVATE KEY-----", "\0\0\0"})
    void whateverIsNoPemIsCalledDamaged(String content) throws IOException {
        write(content);
        assertRefused(ErrorCode.KEY_FILE_DAMAGED, () -> KeyFile.read(file, null));
    }

    @Test
    void missingFilesAndFoldersAreNamed() throws IOException {
        assertRefused(ErrorCode.KEY_FILE_MISSING, () -> KeyFile.read(file, null));
        assertRefused(ErrorCode.KEY_FILE_DAMAGED, () -> KeyFile.read(folder, null));
        Path below = Files.writeString(folder.resolve("file"), "").resolve("identity.pem");
        assertRefused(ErrorCode.KEY_FILE_DAMAGED, () -> KeyFile.create(below, null, random));
    }

    private void write(String content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, content);
        if (isPosix()) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void assumePosix() {
        assumeTrue(isPosix(), "only POSIX systems have these permissions");
    }

    private boolean isPosix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void assertRefused(ErrorCode code, Reading reading) {
        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(reading::read)
                .returns(code, SwarmException::code);
    }

    @FunctionalInterface
    private interface Reading {
        @Nullable Object read();
    }
}
