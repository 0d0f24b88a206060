package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.resilientswarm.core.store.StoreRecords.author;
import static org.resilientswarm.core.store.StoreRecords.put;
import static org.resilientswarm.core.store.StoreRecords.record;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

class SqliteStoreIT extends RecordStoreContract {
    @TempDir private Path home;
    @TempDir private Path contract;

    @Override
    RecordStore open() throws Exception {
        // All of this is allowed in a folder's name, and something else in an address.
        Path folder = contract.resolve("a b?c#d%20é&mode=ro");
        return new StoreFolder(Files.createDirectories(folder)).open();
    }

    @Test
    void everythingIsThereInTheNextLife() {
        var folder = new StoreFolder(home);
        SignedRecord record = record(author(1), "note", "a", 1);
        var met =
                new RecordStore.Acquaintance(
                        author(2).publicKey(), StoreRecords.card("card"), StoreRecords.RECEIVED);
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            await(store.write(List.of(put(record))));
            await(store.remember(List.of(met)));
        }
        assertThat(folder.names())
                .as("the log is copied and deleted")
                .containsExactly("swarm.db", "swarm.db.lock");
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            var found = new ArrayList<RecordSummary>();
            store.forEach(found::add);
            assertThat(found).containsExactly(RecordSummary.of(record));
            assertThat(await(store.acquaintances(9)))
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(met));
        }
    }

    @Test
    void whatWasAcknowledgedIsInTheFilesAtOnce(@TempDir Path other) throws Exception {
        var folder = new StoreFolder(home);
        SignedRecord record = record(author(1), "note", "a", 1);
        try (var store = folder.open()) {
            await(store.write(List.of(put(record))));
            try (var copy = folder.copy(other).open()) {
                assertThat(await(copy.get(record.key()))).isPresent();
            }
        }
    }

    @Test
    void closingWritesWhatWaits() {
        var folder = new StoreFolder(home);
        var records =
                IntStream.range(0, 500).mapToObj(i -> record(author(1), "n", "" + i, 1)).toList();
        List<CompletableFuture<Void>> written;
        try (var store = folder.open()) {
            written = records.stream().map(one -> store.write(List.of(put(one)))).toList();
        }
        assertThat(written).allSatisfy(one -> assertThat(one).isCompleted());
        try (var store = folder.open()) {
            assertThat(await(store.size()).records()).isEqualTo(500);
        }
    }

    @Test
    void whoClosesWaitsForNobodyWhoReadsEverything() {
        var stray = new LinkedBlockingQueue<Throwable>();
        var threads = new SwarmThreads((_, thrown) -> stray.add(thrown));
        var records = IntStream.range(0, 500).mapToObj(i -> put(record(author(1), "n", "" + i, 1)));
        var read = new ArrayList<RecordSummary>();
        var closing = new CompletableFuture<Void>();
        var store = SqliteStore.open(new StoreFolder(home).file(), threads, Clock.system());
        try {
            await(store.write(records.toList()));
            Consumer<RecordSummary> reader =
                    summary -> {
                        read.add(summary);
                        if (read.size() == 1) {
                            closing.completeAsync(
                                    () -> {
                                        store.close();
                                        return null;
                                    });
                            awaitClosed(store);
                        }
                    };
            assertThatExceptionOfType(SwarmException.class)
                    .isThrownBy(() -> store.forEach(reader))
                    .returns(ErrorCode.SWARM_CLOSED, SwarmException::code);
            assertThat(closing).succeedsWithin(Duration.ofSeconds(5));
        } finally {
            store.close();
        }
        assertThat(read).hasSize(1);
        assertThat(stray).isEmpty();
    }

    /// Until it takes no questions any more.
    private static void awaitClosed(RecordStore store) {
        Awaitility.await().until(() -> store.size().isCompletedExceptionally());
    }

    @Test
    void theSizeOnDiskCountsTheLog() throws Exception {
        var folder = new StoreFolder(home);
        try (var store = folder.open()) {
            await(store.write(List.of(put(record(author(1), "note", "a", 1)))));
            long both = Files.size(folder.file()) + Files.size(home.resolve("swarm.db-wal"));
            assertThat(await(store.size()).fileBytes()).isEqualTo(both).isPositive();
        }
    }

    @Test
    void anErrorOfTheProgramIsReportedAndUndone() throws Exception {
        var stray = new LinkedBlockingQueue<Throwable>();
        var threads = new SwarmThreads((_, thrown) -> stray.add(thrown));
        var file = new StoreFolder(home).file();
        SignedRecord record = record(author(1), "note", "a", 1);
        try (var store = SqliteStore.open(file, threads, Clock.system())) {
            var error = new IllegalStateException("on purpose");
            var wrong =
                    new AbstractList<RecordStore.Change>() {
                        @Override
                        public RecordStore.Change get(int index) {
                            if (index == 1) {
                                throw error;
                            }
                            return put(record);
                        }

                        @Override
                        public int size() {
                            return 2;
                        }
                    };
            assertThat(store.write(wrong))
                    .failsWithin(Duration.ofSeconds(30))
                    .withThrowableThat()
                    .withCause(error);
            assertThat(stray.poll(30, TimeUnit.SECONDS)).isSameAs(error);
            assertThat(await(store.get(record.key()))).isEmpty();
            await(store.write(List.of(put(record))));
            assertThat(await(store.get(record.key()))).isPresent();
        }
    }
}
