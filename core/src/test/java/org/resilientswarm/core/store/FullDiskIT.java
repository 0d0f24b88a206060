package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.resilientswarm.core.store.RecordStoreContract.await;
import static org.resilientswarm.core.store.StoreRecords.author;
import static org.resilientswarm.core.store.StoreRecords.put;
import static org.resilientswarm.core.store.StoreRecords.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.SignedRecord;

/// A disk that takes no more, and one that takes nothing.
class FullDiskIT {
    private static final int MOUNT_KIB = 2048;

    @TempDir private Path home;

    private int written;

    @Test
    void aFullDatabaseCanBeReadAndTakesMoreWhenThereIsRoom() {
        var folder = new StoreFolder(home);
        try (var store = folder.open(100)) {
            List<SignedRecord> kept = fill(store);
            await(store.write(kept.stream().map(StoreRecords::remove).limit(10).toList()));
            SignedRecord later = next();
            await(store.write(List.of(put(later))));
            assertThat(await(store.get(later.key()))).isPresent();
        }
        assertSound(folder);
    }

    @Test
    void aFullDiskCanBeReadAndTakesMoreWhenThereIsRoom() throws Exception {
        try (var _ = new SmallDisk(home)) {
            Path filler = Files.write(home.resolve("filler"), new byte[MOUNT_KIB * 1024 / 4]);
            var folder = new StoreFolder(home);
            SignedRecord later = next();
            try (var store = folder.open()) {
                fill(store);
                Files.delete(filler);
                await(store.write(List.of(put(later))));
            }
            assertSound(folder);
            try (var store = folder.open()) {
                assertThat(await(store.get(later.key()))).isPresent();
            }
        }
    }

    @Test
    void aDiskThatIsReadOnlyIsNamedAtTheStart() throws Exception {
        try (var disk = new SmallDisk(home)) {
            var folder = new StoreFolder(home);
            folder.open().close();
            disk.remountReadOnly();
            assertThatThrownBy(() -> folder.open().close())
                    .isInstanceOfSatisfying(SwarmException.class, FullDiskIT::isUnwritable);
            try (var closed = ClosedStore.open(folder.file())) {
                assertThat(closed.stats().integrity()).isEqualTo("ok");
            }
        }
    }

    /// Writes until the disk is full; sees that what was acknowledged can be read, and nothing
    /// else.
    private List<SignedRecord> fill(RecordStore store) {
        var kept = new ArrayList<SignedRecord>();
        while (true) {
            SignedRecord record = next();
            try {
                await(store.write(List.of(put(record))));
                kept.add(record);
            } catch (CompletionException e) {
                assertThat(e.getCause())
                        .isInstanceOfSatisfying(SwarmException.class, FullDiskIT::isUnwritable);
                assertThat(await(store.get(record.key()))).isEmpty();
                break;
            }
            assertThat(kept).as("the disk is never full").hasSizeLessThan(MOUNT_KIB);
        }
        assertThat(kept).hasSizeGreaterThan(10);
        assertThat(await(store.read(kept.stream().map(SignedRecord::id).toList())))
                .hasSameSizeAs(kept);
        return kept;
    }

    private SignedRecord next() {
        return record(author(1), "note", "n" + written++, 1, new byte[10_000]);
    }

    private static void isUnwritable(SwarmException failure) {
        assertThat(failure.code()).isEqualTo(ErrorCode.STORE_UNWRITABLE);
        assertThat(failure.getMessage()).contains("make room on the disk");
    }

    private static void assertSound(StoreFolder folder) {
        try (var closed = ClosedStore.open(folder.file())) {
            assertThat(closed.stats().integrity()).isEqualTo("ok");
        }
    }

    /// A file system in memory, mounted on a folder.
    private record SmallDisk(Path folder) implements AutoCloseable {
        SmallDisk(Path folder) {
            this.folder = folder;
            assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", "size=" + MOUNT_KIB + "k", "tmpfs", "."),
                    "mounting a small disk needs root");
        }

        void remountReadOnly() {
            assertThat(run("mount", "-o", "remount,ro", folder.toString())).isTrue();
        }

        @Override
        public void close() {
            assertThat(run("umount", "-l", folder.toString())).isTrue();
        }

        private boolean run(String... command) {
            try {
                command[command.length - 1] = folder.toString();
                return new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                                .start()
                                .waitFor()
                        == 0;
            } catch (IOException noSuchCommand) {
                return false;
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
