package org.resilientswarm.core.link.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;

/// Opens and closes a thousand links, evenly over ten minutes, and watches what the process keeps.
///
/// Start it with `mvn -Psoak -pl core verify`; `-Dsoak.minutes=1` makes it shorter, 0 as short as
/// it takes, `-Dsoak.links=200` smaller.
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class WebRtcTransportSoak {
    private static final int LINKS = Integer.getInteger("soak.links", 1_000);
    private static final Duration TIME = Duration.ofMinutes(Integer.getInteger("soak.minutes", 10));
    private static final int SAMPLES = 50;

    /// Threads may differ by those that a pool lends and takes back.
    private static final long MORE_THREADS = 5;

    /// What the process may grow by between the second and the last fifth: a connection costs 250
    /// KiB at each end, so a hundredth of them leaking would be more.
    private static final long MORE_RSS_KIB = 12 * 1024;

    private record Sample(long link, long nativeThreads, long javaThreads, long rssKib, long heap) {
        @Override
        public String toString() {
            return "link %5d: %4d threads (%d of Java), %4d MiB resident, %4d MiB heap in use"
                    .formatted(link, nativeThreads, javaThreads, rssKib >> 10, heap >> 20);
        }
    }

    private final Semaphore opened = new Semaphore(0);
    private final Semaphore received = new Semaphore(0);
    private final Semaphore closed = new Semaphore(0);

    @Test
    void aThousandLinksLeaveNothingBehind() throws Exception {
        var samples = new ArrayList<Sample>();
        try (var wire = new Wire()) {
            wire.caller.listener = this::count;
            wire.called.listener = this::count;
            long start = System.nanoTime();
            for (int link = 1; link <= LINKS; link++) {
                cycle(wire, link);
                if (link % (LINKS / SAMPLES) == 0) {
                    samples.add(sample(link));
                    System.out.println(samples.getLast());
                }
                pace(start, link);
            }
            assertThat(wire.stray).isEmpty();
        }
        assertThat(growth(samples, Sample::nativeThreads))
                .as("native threads more")
                .isLessThanOrEqualTo(MORE_THREADS);
        assertThat(growth(samples, Sample::rssKib))
                .as("KiB more")
                .isLessThanOrEqualTo(MORE_RSS_KIB);
    }

    private void cycle(Wire wire, long link) throws InterruptedException {
        wire.open(link);
        take(opened, 2);
        wire.caller.transport.send(link, Channel.DATA, new byte[60_000]);
        wire.called.transport.send(link, Channel.PROBE, new byte[100]);
        take(received, 1);
        (link % 2 == 0 ? wire.caller : wire.called).transport.close(link);
        take(closed, 2);
        received.drainPermits();
        wire.caller.inputs.remove(link);
        wire.called.inputs.remove(link);
    }

    private static void take(Semaphore semaphore, int count) throws InterruptedException {
        assertThat(semaphore.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
    }

    private void count(LinkInput input) {
        switch (input) {
            case LinkInput.Opened _ -> opened.release();
            case LinkInput.Received _ -> received.release();
            case LinkInput.Closed _ -> closed.release();
            case LinkInput.Described _, LinkInput.CandidatesFound _, LinkInput.Drained _ -> {}
        }
    }

    private static void pace(long start, int link) {
        long due = start + TIME.toNanos() / LINKS * link;
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private static Sample sample(long link) throws IOException {
        // Garbage that waits to be collected is no leak.
        System.gc();
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        var runtime = Runtime.getRuntime();
        return new Sample(
                link,
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

    /// By how much the median of the last fifth is above that of the second, which is after the
    /// warm-up.
    private static long growth(List<Sample> samples, ToLongFunction<Sample> value) {
        int fifth = samples.size() / 5;
        long before = median(samples.subList(fifth, 2 * fifth), value);
        long after = median(samples.subList(samples.size() - fifth, samples.size()), value);
        return after - before;
    }

    private static long median(List<Sample> samples, ToLongFunction<Sample> value) {
        long[] sorted = samples.stream().mapToLong(value).sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
