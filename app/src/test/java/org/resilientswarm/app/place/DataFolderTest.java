package org.resilientswarm.app.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

class DataFolderTest {
    @TempDir private Path parent;

    @Test
    void eachSystemHasItsPlace() {
        Path home = Path.of("/home/ann");
        assertThat(DataFolder.standard(Map.of(), "Linux", home))
                .isEqualTo(Path.of("/home/ann/.local/share/rswarm"));
        assertThat(DataFolder.standard(Map.of("XDG_DATA_HOME", "/data"), "Linux", home))
                .isEqualTo(Path.of("/data/rswarm"));
        assertThat(DataFolder.standard(Map.of("XDG_DATA_HOME", "data"), "Linux", home))
                .isEqualTo(Path.of("/home/ann/.local/share/rswarm"));
        assertThat(DataFolder.standard(Map.of(), "Mac OS X", home))
                .isEqualTo(Path.of("/home/ann/Library/Application Support/rswarm"));
        assertThat(DataFolder.standard(Map.of("LOCALAPPDATA", "/local"), "Windows 11", home))
                .isEqualTo(Path.of("/local/rswarm"));
    }

    @Test
    void aFolderIsLockedUntilItIsClosed() {
        Path path = parent.resolve("new/folder");
        try (var folder = DataFolder.open(path)) {
            assertThat(folder.keyFile()).isEqualTo(path.resolve("identity.pem"));
            assertRefused(ErrorCode.DATA_FOLDER_IN_USE, path);
        }
        DataFolder.open(path).close();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");
        assertRefused(ErrorCode.DATA_FOLDER_UNUSABLE, file);
        assertRefused(ErrorCode.DATA_FOLDER_UNUSABLE, file.resolve("below"));
    }

    private static void assertRefused(ErrorCode code, Path path) {
        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(() -> DataFolder.open(path))
                .returns(code, SwarmException::code);
    }
}
