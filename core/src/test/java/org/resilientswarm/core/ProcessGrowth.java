package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// Watches what this process keeps while a soak goes on, and prints it. Linux only.
public final class ProcessGrowth {
    private static final int SAMPLES = 50;

    /// Threads may differ by those that a pool lends and takes back.
    private static final long MORE_THREADS = 5;

    private record Sample(
            long cycle, long nativeThreads, long javaThreads, long rssKib, long heap) {}

    private final String what;
    private final long moreRssKib;
    private final List<Sample> samples = new ArrayList<>();

    /// @param what is opened and closed in a cycle
    /// @param moreRssMib what the process may grow by between the second and the last fifth, in MiB
    public ProcessGrowth(String what, int moreRssMib) {
        this.what = what;
        this.moreRssKib = moreRssMib * 1024L;
    }

    /// Looks at the process, at fifty cycles in all.
    public void sample(int cycle) throws IOException {
        if (cycle % Math.max(1, SoakPace.CYCLES / SAMPLES) != 0) {
            return;
        }
        Sample now = take(cycle);
        samples.add(now);
        System.out.printf(
                "%s %5d: %4d threads (%d of Java), %4d MiB resident, %4d MiB heap in use%n",
                what,
                now.cycle,
                now.nativeThreads,
                now.javaThreads,
                now.rssKib >> 10,
                now.heap >> 20);
    }

    /// Fails when threads or memory grew after the warm-up.
    public void assertBounded() {
        assertThat(growth(Sample::nativeThreads))
                .as("native threads more")
                .isLessThanOrEqualTo(MORE_THREADS);
        assertThat(growth(Sample::rssKib)).as("KiB more").isLessThanOrEqualTo(moreRssKib);
    }

    /// By how much the median of the last fifth is above that of the second, which is after the
    /// warm-up.
    private long growth(ToLongFunction<Sample> value) {
        int fifth = samples.size() / 5;
        long before = median(samples.subList(fifth, 2 * fifth), value);
        long after = median(samples.subList(samples.size() - fifth, samples.size()), value);
        return after - before;
    }

    private static Sample take(long cycle) throws IOException {
        // Garbage that waits to be collected is no leak.
        System.gc();
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        var runtime = Runtime.getRuntime();
        return new Sample(
                cycle,
                field(status, "Threads:"),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                field(status, "VmRSS:"),
                runtime.totalMemory() - runtime.freeMemory());
    }

    private static long field(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.replaceAll("[^0-9]", ""))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow();
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
