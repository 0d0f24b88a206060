package org.resilientswarm.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.store.RecordStore.Change;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.store.SqliteStore;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordBody;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;
import tools.jackson.databind.node.JsonNodeFactory;

/// Measures the replicated database between two whole nodes of this process, over WebRTC on
/// loopback, with SQLite files on both sides, and its memory in a process of its own. Prints the
/// medians beside the goals.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.RecordsBenchmark`; `-Dbench.passes=3` says how often.
public final class RecordsBenchmark {
    private static final int PASSES = Integer.getInteger("bench.passes", 5);
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int DIFFERENCE = 10;
    private static final int BODY_BYTES = 300;
    private static final int RECORDS_AN_AUTHOR = 500;
    private static final int BATCH = 1_000;
    private static final int MEMORY_PASSES = 3;
    private static final long MEBIBYTE = 1024 * 1024;
    private static final String KIND = "bench";

    private final List<SignedRecord> records =
            IntStream.range(0, MANY).parallel().mapToObj(RecordsBenchmark::record).toList();
    private final Path folder;
    private int files;

    private RecordsBenchmark(Path folder) {
        this.folder = folder;
    }

    /// Runs all measurements and prints them; with the argument of a file tells what a node with
    /// this database takes.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            tellMemory(Path.of(arguments[0]));
            return;
        }
        Path folder = Files.createTempDirectory("records-benchmark");
        try {
            new RecordsBenchmark(folder).run();
        } finally {
            delete(folder);
        }
    }

    private static SignedRecord record(int number) {
        byte[] seed = new byte[32];
        seed[0] = (byte) (number / RECORDS_AN_AUTHOR);
        seed[1] = 1;
        Identity author = Identity.ofSeed(seed);
        byte[] value = new byte[BODY_BYTES - 3];
        new Random(number).nextBytes(value);
        try {
            byte[] body = RecordBody.write(JsonNodeFactory.instance.binaryNode(value));
            var key = new RecordKey(author.publicKey(), KIND, "name " + number);
            long created = Clock.system().now().toEpochMilli() - number;
            return SignedRecord.sign(author, key, 1, created, 0, false, body);
        } catch (org.resilientswarm.core.wire.MalformedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run() throws Exception {
        System.out.printf(
                Locale.ROOT,
                "%d processors, load %.1f%n",
                Runtime.getRuntime().availableProcessors(),
                java.lang.management.ManagementFactory.getOperatingSystemMXBean()
                        .getSystemLoadAverage());
        if (wanted("fill")) {
            fillAnEmptyNode();
        }
        if (wanted("meet")) {
            meetAndCompare();
        }
        if (wanted("memory")) {
            measureMemory();
        }
    }

    /// Whether a measurement is to be made; `-Dbench.only=fill,meet` names some of them.
    private static boolean wanted(String measurement) {
        String only = System.getProperty("bench.only", "");
        return only.isEmpty() || only.contains(measurement);
    }

    // 10,000 records to an empty node

    private void fillAnEmptyNode() throws Exception {
        Path full = file();
        fill(full, records.subList(0, FEW));
        var rates = new ArrayList<Double>();
        for (int pass = 0; pass <= PASSES; pass++) {
            Path copy = copy(full);
            try (Swarm near = open(copy);
                    Swarm far = open(file())) {
                var stored = heard(far, FEW);
                long start = System.nanoTime();
                Peer peer = far.call(near.link()).get(20, TimeUnit.SECONDS);
                long connected = System.nanoTime();
                require(stored.await(2, TimeUnit.MINUTES));
                rates.add(FEW / ((System.nanoTime() - start) / 1e9));
                if (Boolean.getBoolean("bench.verbose")) {
                    System.out.printf(
                            "connected after %d ms, %s%n",
                            (connected - start) / 1_000_000, sync(far, peer.publicKey()));
                }
            }
        }
        print("10,000 records to an empty node", warm(rates), "/s", "at least", 10_000);
    }

    // 100,000 each that differ in 10

    private void meetAndCompare() throws Exception {
        int half = DIFFERENCE / 2;
        Path one = file();
        Path other = file();
        fill(one, records.subList(half, MANY));
        fill(other, records.subList(0, MANY - half));
        var met = new ArrayList<Double>();
        var kibibytes = new ArrayList<Double>();
        var again = new ArrayList<Double>();
        var againBytes = new ArrayList<Double>();
        for (int pass = 0; pass <= PASSES; pass++) {
            try (Swarm near = open(copy(one));
                    Swarm far = open(copy(other))) {
                var nearHeard = heard(near, half);
                var farHeard = heard(far, half);
                long start = System.nanoTime();
                Peer peer = far.call(near.link()).get(20, TimeUnit.SECONDS);
                require(nearHeard.await(1, TimeUnit.MINUTES));
                require(farHeard.await(1, TimeUnit.MINUTES));
                met.add((System.nanoTime() - start) / 1e6);
                SyncInfo sync = sync(far, peer.publicKey());
                kibibytes.add((sync.bytesIn() + sync.bytesOut()) / 1024.0);
                SyncResult same = same(far, peer.publicKey());
                // A run that follows at once would have to wait.
                TimeUnit.NANOSECONDS.sleep(Protocol.RECONCILE_PAUSE.toNanos() + 100_000_000);
                long before = System.nanoTime();
                same = far.records().reconcile(same.peer()).get(10, TimeUnit.SECONDS);
                again.add((System.nanoTime() - before) / 1e6);
                againBytes.add((same.bytesSent() + same.bytesReceived()) / 1024.0);
                require(same.differences() == 0);
            }
        }
        print("100,000 each, 10 differ: equal", warm(met), "ms", "at most", 1_000);
        print("    on the wire, both ways", warm(kibibytes), "KiB", "at most", 64);
        print("met before, nothing changed", warm(again), "ms", "at most", 5);
        print("    messages, both ways", warm(againBytes), "KiB", "at most", 1);
    }

    /// Until both have heard of each other's links as well.
    private static SyncResult same(Swarm swarm, PublicKey peer) throws Exception {
        SyncResult result;
        do {
            result = swarm.records().reconcile(peer).get(10, TimeUnit.SECONDS);
        } while (result.differences() > 0);
        return result;
    }

    /// A picture is at most a tenth of a second old.
    private static SyncInfo sync(Swarm swarm, PublicKey peer) {
        var last = swarm.snapshot().at();
        while (swarm.snapshot().at().equals(last)) {
            Thread.onSpinWait();
        }
        return swarm.snapshot().database().neighbours().stream()
                .filter(info -> info.peer().equals(peer))
                .findFirst()
                .orElseThrow();
    }

    // Memory and start

    private void measureMemory() throws Exception {
        Path full = file();
        fill(full, records);
        var heap = new ArrayList<Double>();
        var resident = new ArrayList<Double>();
        var start = new ArrayList<Double>();
        var emptyStart = new ArrayList<Double>();
        var known = new ArrayList<Double>();
        for (int pass = 0; pass < MEMORY_PASSES; pass++) {
            double[] with = taken(full);
            double[] without = taken(file());
            start.add(with[0]);
            emptyStart.add(without[0]);
            known.add(with[3]);
            heap.add(with[1] - without[1]);
            resident.add(with[2] - without[2]);
        }
        // The goal of 1.5 s is for the program, which has caches: see MeetBenchmark.
        System.out.printf(
                Locale.ROOT,
                "%-32s %,12.1f ms   without caches%n",
                "start with 100,000 records",
                median(start));
        System.out.printf(Locale.ROOT, "    of an empty node %,30.1f ms%n", median(emptyStart));
        System.out.printf(Locale.ROOT, "    until they are known %,26.1f ms%n", median(known));
        print("heap over an empty node", heap, "MiB", "at most", 64);
        print("resident over an empty node", resident, "MiB", "at most", 64);
    }

    /// Milliseconds to start, heap and resident memory in MiB, and milliseconds until the records
    /// are known, of a node alone in its process, which runs as the program's launcher runs it.
    private static double[] taken(Path database) throws Exception {
        var builder =
                new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        RecordsBenchmark.class.getName(),
                        database.toString());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        require(process.waitFor() == 0);
        String taken =
                said.lines().filter(line -> line.startsWith("taken ")).findFirst().orElseThrow();
        String[] figures = taken.split(" ", -1);
        return IntStream.range(1, 5).mapToDouble(i -> Double.parseDouble(figures[i])).toArray();
    }

    private static void tellMemory(Path database) throws IOException {
        long start = System.nanoTime();
        try (Swarm swarm = open(database)) {
            double millis = (System.nanoTime() - start) / 1e6;
            while (swarm.snapshot().database().reading()) {
                Thread.onSpinWait();
            }
            double known = (System.nanoTime() - start) / 1e6;
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            Runtime runtime = Runtime.getRuntime();
            double heap = (runtime.totalMemory() - runtime.freeMemory()) / (double) MEBIBYTE;
            String resident =
                    Files.readAllLines(Path.of("/proc/self/status")).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .findFirst()
                            .orElseThrow()
                            .replaceAll("[^0-9]", "");
            require(swarm.snapshot().database().records() > 0);
            System.out.printf(
                    Locale.ROOT,
                    "taken %.1f %.2f %.2f %.1f%n",
                    millis,
                    heap,
                    Double.parseDouble(resident) / 1024,
                    known);
        }
    }

    // Nodes and their files

    private static Swarm open(Path database) {
        return Swarms.openOnLoopback(SwarmConfig.defaults().withDatabase(database));
    }

    /// Is down when the node has taken so many records of the benchmark.
    private static CountDownLatch heard(Swarm swarm, int count) {
        var latch = new CountDownLatch(count);
        swarm.records().onRecord(KIND, _ -> latch.countDown());
        return latch;
    }

    private Path file() {
        return folder.resolve("swarm-" + ++files + ".db");
    }

    private Path copy(Path file) throws IOException {
        return Files.copy(file, file());
    }

    private static void fill(Path file, List<SignedRecord> records) {
        var threads = new SwarmThreads((_, thrown) -> thrown.printStackTrace());
        try (var store = SqliteStore.open(file, threads, Clock.system())) {
            for (int at = 0; at < records.size(); at += BATCH) {
                List<Change> changes = new ArrayList<>();
                records.subList(at, Math.min(at + BATCH, records.size()))
                        .forEach(record -> changes.add(put(record)));
                store.write(changes).join();
            }
        }
    }

    private static Change put(SignedRecord record) {
        return new Change.Put(new Stored(record, null, Clock.system().now()));
    }

    private static void delete(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    // Words

    /// Without the first pass, which warms up.
    private static List<Double> warm(List<Double> figures) {
        return figures.subList(1, figures.size());
    }

    private static void print(
            String what, List<Double> figures, String unit, String goal, double bound) {
        System.out.printf(
                Locale.ROOT,
                "%-32s %,12.1f %-4s goal %s %,.0f%n",
                what,
                median(figures),
                unit,
                goal,
                bound);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the measurement failed");
        }
    }
}
