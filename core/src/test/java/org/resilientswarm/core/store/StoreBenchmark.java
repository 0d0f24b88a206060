package org.resilientswarm.core.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.store.RecordStore.Change;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// Measures writing, reading and starting of [SqliteStore], beside bare rows in SQLite.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.store.StoreBenchmark`.
public final class StoreBenchmark {
    private static final int RECORDS = 10_000;
    private static final int MANY = 100_000;
    private static final int BODY_BYTES = 300;
    private static final int AUTHORS = 100;
    private static final int RUNS = 5;

    private final List<SignedRecord> records =
            IntStream.range(0, MANY).parallel().mapToObj(StoreBenchmark::record).toList();
    private final Path folder;

    private StoreBenchmark(Path folder) {
        this.folder = folder;
    }

    /// Runs all measurements and prints them.
    public static void main(String[] arguments) throws Exception {
        new StoreBenchmark(Files.createTempDirectory("store-benchmark")).run();
    }

    private static SignedRecord record(int number) {
        Identity author = StoreRecords.author(number % AUTHORS);
        byte[] body = new byte[BODY_BYTES];
        new Random(number).nextBytes(body);
        return StoreRecords.record(author, "kind" + number % 7, "name " + number, 1, body);
    }

    private void run() throws Exception {
        print("bare rows into a fresh file, 256 a transaction", RUNS, "/s", this::bareRows);
        for (int batch : new int[] {1, 256}) {
            String what = "records into a fresh file, %d a call".formatted(batch);
            print(what, RUNS, "/s", run -> fresh(run, batch));
        }
        var large = new StoreFolder(Files.createDirectories(folder.resolve("large")));
        try (var store = large.open()) {
            write(store, records, 256);
            measureLarge(store);
        }
        System.out.printf("%,d bytes on disk%n", Files.size(large.file()));
        print("start with 100,000 records", RUNS, "ms", _ -> startMillis(large));
    }

    private void measureLarge(SqliteStore store) {
        print("records replaced among 100,000, 256 a call", RUNS, "/s", run -> replace(store, run));
        print("point reads by id, one a call", RUNS, "/s", run -> pointReads(store, run, 1));
        print("reads by id, 256 a call", RUNS, "/s", run -> pointReads(store, run, 256));
        print("page of 100, all kinds", RUNS, "ms", run -> pageMillis(store, null, run));
        print("page of 100, one kind", RUNS, "ms", run -> pageMillis(store, "kind3", run));
        print("size", RUNS, "ms", _ -> millis(() -> store.size().join()));
    }

    private double bareRows(int run) throws Exception {
        Path file = Files.createDirectories(folder.resolve("bare" + run)).resolve("bare.db");
        try (Connection connection = Connections.writing(file, 1 << 30);
                var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE bare (id INTEGER PRIMARY KEY, value BLOB)");
            byte[] value = records.getFirst().encode();
            try (PreparedStatement put =
                    connection.prepareStatement("INSERT INTO bare (value) VALUES (?)")) {
                return perSecond(
                        RECORDS,
                        () -> {
                            for (int at = 0; at < RECORDS; at += 256) {
                                statement.execute("BEGIN");
                                for (int i = at; i < Math.min(at + 256, RECORDS); i++) {
                                    put.setBytes(1, value);
                                    put.executeUpdate();
                                }
                                statement.execute("COMMIT");
                            }
                        });
            }
        }
    }

    private double fresh(int run, int batch) throws Exception {
        Path home = folder.resolve("fresh-" + batch + "-" + run);
        try (var store = new StoreFolder(Files.createDirectories(home)).open()) {
            return perSecond(RECORDS, () -> write(store, records.subList(0, RECORDS), batch));
        }
    }

    private double replace(SqliteStore store, int run) {
        var random = new Random(run);
        List<SignedRecord> newer =
                IntStream.range(0, RECORDS)
                        .mapToObj(_ -> records.get(random.nextInt(MANY)))
                        .map(old -> newer(old, run + 2))
                        .toList();
        return perSecond(RECORDS, () -> write(store, newer, 256));
    }

    private static SignedRecord newer(SignedRecord old, long sequence) {
        RecordKey key = old.key();
        byte[] id = old.id().bytes();
        id[0] ^= (byte) sequence;
        return new SignedRecord(
                key,
                sequence,
                old.created(),
                old.expires(),
                false,
                old.body(),
                old.signature(),
                RecordId.read(id, 0));
    }

    private static void write(SqliteStore store, List<SignedRecord> records, int batch) {
        var written = new ArrayList<CompletableFuture<Void>>();
        for (int at = 0; at < records.size(); at += batch) {
            List<Change> changes =
                    records.subList(at, Math.min(at + batch, records.size())).stream()
                            .map(StoreRecords::put)
                            .toList();
            written.add(store.write(changes));
        }
        written.forEach(CompletableFuture::join);
    }

    private double pointReads(SqliteStore store, int run, int batch) {
        var ids = new ArrayList<>(records.stream().map(SignedRecord::id).toList());
        Collections.shuffle(ids, new Random(run));
        return perSecond(
                RECORDS,
                () -> {
                    var read = new ArrayList<CompletableFuture<List<SignedRecord>>>();
                    for (int at = 0; at < RECORDS; at += batch) {
                        read.add(store.read(ids.subList(at, Math.min(at + batch, RECORDS))));
                    }
                    read.forEach(CompletableFuture::join);
                });
    }

    private double pageMillis(SqliteStore store, @Nullable String kind, int run) {
        RecordKey after = records.get(run * 1000).key();
        return millis(() -> store.query(kind, null, after, 100).join());
    }

    private static double startMillis(StoreFolder folder) {
        var summaries = new ArrayList<RecordSummary>();
        var opened = new ArrayList<SqliteStore>();
        double taken =
                millis(
                        () -> {
                            opened.add(folder.open());
                            opened.getFirst().forEach(summaries::add);
                        });
        opened.forEach(SqliteStore::close);
        if (summaries.size() != MANY) {
            throw new IllegalStateException(summaries.size() + " records");
        }
        return taken;
    }

    private interface Task {
        void run() throws Exception;
    }

    private interface Measurement {
        double of(int run) throws Exception;
    }

    private static double perSecond(int count, Task task) {
        return count / millis(task) * 1000;
    }

    private static double millis(Task task) {
        long start = System.nanoTime();
        try {
            task.run();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private static void print(String what, int runs, String unit, Measurement measurement) {
        var values = new ArrayList<Double>();
        for (int run = 0; run < runs; run++) {
            try {
                values.add(measurement.of(run));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
        double first = values.getFirst();
        values.sort(null);
        System.out.printf(
                "%-50s %,12.1f %s (first %,.1f, %,.1f to %,.1f)%n",
                what, values.get(runs / 2), unit, first, values.getFirst(), values.getLast());
    }
}
