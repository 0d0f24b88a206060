package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.store.RecordStoreContract.await;
import static org.resilientswarm.core.store.StoreRecords.author;
import static org.resilientswarm.core.store.StoreRecords.put;
import static org.resilientswarm.core.store.StoreRecords.record;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// Files that are not what they should be.
class DamagedStoreIT {
    private static final String ASIDE = "swarm.db.damaged-20261224T180000Z";

    @TempDir private Path home;

    @Test
    void aFileThatIsNoDatabaseIsKeptUnderAnotherName() throws Exception {
        var folder = new StoreFolder(home);
        byte[] letter = "a letter to my aunt ".repeat(300).getBytes(StandardCharsets.UTF_8);
        Files.write(folder.file(), letter);
        assertBeginsAnew(folder, "is damaged");
        assertThat(home.resolve(ASIDE)).hasBinaryContent(letter);
    }

    @Test
    void aSecondOneInTheSameSecondReplacesNothing() throws Exception {
        var folder = new StoreFolder(home);
        for (String text : List.of("first ", "second ")) {
            Files.writeString(folder.file(), text.repeat(500));
            folder.open().close();
        }
        assertThat(home.resolve(ASIDE)).content().startsWith("first");
        assertThat(home.resolve(ASIDE + "-2")).content().startsWith("second");
    }

    @Test
    void aPageOfZerosIsFound() throws Exception {
        var folder = filled();
        overwrite(folder, 10 * 4096, new byte[4096]);
        byte[] damaged = Files.readAllBytes(folder.file());
        assertBeginsAnew(folder, "is damaged");
        assertThat(home.resolve(ASIDE)).hasBinaryContent(damaged);
    }

    @Test
    void aFileThatBreaksOffIsFound() throws Exception {
        var folder = filled();
        try (var file = new RandomAccessFile(folder.file().toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        assertBeginsAnew(folder, "is damaged");
    }

    @Test
    void aValueThatCannotBeIsFound() throws Exception {
        var folder = filled();
        execute(
                folder,
                "PRAGMA ignore_check_constraints = ON; UPDATE record SET author = x'00' WHERE name"
                        + " = '7'");
        assertBeginsAnew(folder, "is damaged");
    }

    @Test
    void theLogOfADamagedDatabaseStaysBesideIt(@TempDir Path other) throws Exception {
        var folder = filled();
        StoreFolder copy;
        try (var store = folder.open()) {
            await(store.write(List.of(put(record(author(1), "note", "a", 1)))));
            copy = folder.copy(other);
        }
        byte[] log = Files.readAllBytes(other.resolve("swarm.db-wal"));
        overwrite(copy, 10 * 4096, new byte[4096]);
        assertBeginsAnew(copy, "is damaged");
        assertThat(other.resolve(ASIDE + "-wal")).hasBinaryContent(log);
    }

    @Test
    void aDatabaseOfANewerVersionIsKept() throws Exception {
        var folder = filled();
        execute(folder, "PRAGMA user_version = " + (SchemaSteps.newest() + 1));
        assertBeginsAnew(folder, "is of a newer version of this program");
    }

    @Test
    void aDatabaseOfAnotherProgramIsKept() throws Exception {
        var folder = new StoreFolder(home);
        execute(folder, "CREATE TABLE recipe (text)");
        assertBeginsAnew(folder, "is of another program");
    }

    @Test
    void anEmptyFileIsFilled() throws Exception {
        var folder = new StoreFolder(home);
        Files.createFile(folder.file());
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            await(store.write(List.of(put(record(author(1), "note", "a", 1)))));
        }
    }

    @Test
    void aDatabaseThatWasKilledBeforeItsFirstStepIsFilled() throws Exception {
        var folder = new StoreFolder(home);
        execute(folder, "PRAGMA journal_mode = WAL");
        assertThat(Files.size(folder.file())).isPositive();
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            assertThat(await(store.size()).records()).isZero();
        }
    }

    @Test
    void theSameFileIsNotOpenedTwice() {
        var folder = new StoreFolder(home);
        try (var store = folder.open()) {
            assertThatThrownBy(() -> folder.open().close())
                    .isInstanceOfSatisfying(
                            SwarmException.class,
                            refusal ->
                                    assertThat(refusal.code())
                                            .isEqualTo(ErrorCode.DATA_FOLDER_IN_USE));
            assertThat(await(store.size()).records()).isZero();
        }
        folder.open().close();
    }

    private StoreFolder filled() {
        var folder = new StoreFolder(home);
        try (var store = folder.open()) {
            var records = IntStream.range(0, 1000).mapToObj(i -> record(author(1), "n", "" + i, 1));
            await(store.write(records.map(StoreRecords::put).toList()));
        }
        return folder;
    }

    private static void overwrite(StoreFolder folder, long at, byte[] bytes) throws Exception {
        try (var file = new RandomAccessFile(folder.file().toFile(), "rw")) {
            file.seek(at);
            file.write(bytes);
        }
    }

    private static void execute(StoreFolder folder, String sql) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + folder.file());
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void assertBeginsAnew(StoreFolder folder, String why) {
        try (var store = folder.open()) {
            SwarmException fault = store.fault().orElseThrow();
            assertThat(fault.code()).isEqualTo(ErrorCode.STORE_DAMAGED);
            assertThat(fault.getMessage()).contains(why).contains(ASIDE);
            assertThat(await(store.size()).records()).isZero();
            await(store.write(List.of(put(record(author(1), "note", "a", 1)))));
        }
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            assertThat(await(store.size()).records()).isEqualTo(1);
        }
    }
}
