package org.resilientswarm.core.replication;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.resilientswarm.core.replication.Records.Times;
import org.resilientswarm.core.wire.MalformedException;

/// Measures what a set takes in memory and CPU time, and what a reconciliation takes in bytes,
/// rounds and CPU time, against the size of the sets and their difference.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.replication.ReconciliationBenchmark`.
public final class ReconciliationBenchmark {
    private static final int[] SIZES = {1_000, 10_000, 100_000, 500_000};
    private static final int[] DIFFERENCES = {0, 1, 10, 100, 1_000};
    private static final int MAX_MESSAGE_BYTES = 64 * 1024;
    private static final int RUNS = 11;

    private final SplittableRandom random = new SplittableRandom(42);

    private ReconciliationBenchmark() {}

    /// Runs all measurements and prints them.
    public static void main(String[] arguments) throws MalformedException {
        var benchmark = new ReconciliationBenchmark();
        for (int size : SIZES) {
            benchmark.build(size);
        }
        System.out.printf(
                "%n%9s %11s %7s %10s %10s %10s %8s%n",
                "items", "difference", "rounds", "sent", "received", "bytes", "CPU ms");
        for (int size : SIZES) {
            for (int difference : DIFFERENCES) {
                benchmark.reconcile(size, difference);
            }
        }
    }

    /// The first building of a size counts: a node starts once.
    private void build(int size) {
        Position[] items = Records.shuffled(Records.items(size, Times.YEAR, random), random);
        long before = usedBytes();
        long start = cpuNanos();
        RecordSet set = filled(items);
        double millis = millisSince(start);
        long bytes = usedBytes() - before;
        var times = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            start = cpuNanos();
            filled(items);
            times.add(millisSince(start));
        }
        System.out.printf(
                "set of %,9d: %6.2f MB and %6.2f MB of ids, first built in %6.1f ms, then in %6.1f ms, height %d%n",
                set.size(), bytes / 1e6, 48 * size / 1e6, millis, median(times), set.height());
    }

    private RecordSet filled(Position[] items) {
        var set = new RecordSet(random.split());
        for (Position item : items) {
            set.add(item.created(), item.id());
        }
        return set;
    }

    private static long usedBytes() {
        var runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /// Half of the difference is on either side.
    private void reconcile(int size, int difference) throws MalformedException {
        Position[] items =
                Records.shuffled(Records.items(size + difference / 2, Times.YEAR, random), random);
        RecordSet asking = filled(items);
        RecordSet answering = filled(items);
        for (int i = 0; i < difference; i++) {
            RecordSet lacking = i % 2 == 0 ? answering : asking;
            lacking.remove(items[i].created(), items[i].id());
        }
        var times = new ArrayList<Double>();
        Conversation done = new Conversation(asking, answering, MAX_MESSAGE_BYTES);
        for (int run = 0; run < RUNS; run++) {
            done = new Conversation(asking, answering, MAX_MESSAGE_BYTES);
            long start = cpuNanos();
            done.run();
            times.add(millisSince(start));
        }
        int found = done.have.size() + done.need.size();
        if (found != difference) {
            throw new IllegalStateException("found " + found);
        }
        System.out.printf(
                "%,9d %,11d %7d %,10d %,10d %,10d %8.2f%n",
                size,
                difference,
                done.rounds,
                done.sentBytes,
                done.receivedBytes,
                done.bytes(),
                median(times));
    }

    /// Of this thread: other programs do not count.
    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static double millisSince(long start) {
        return (cpuNanos() - start) / 1e6;
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
