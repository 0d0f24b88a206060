package org.resilientswarm.core.link.webrtc;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;

/// Measures links between two transports of this process over loopback, each beside bare
/// webrtc-java channels in the same run.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec`; `-Dbench.main=CLASS` starts
/// another.
public final class LinkBenchmark {
    private static final int PAIRS = 20;
    private static final int AT_ONCE = 45;
    private static final int MESSAGES = 4_000;
    private static final int ROUNDS = 2_000;

    private long nextLink = 1;

    private LinkBenchmark() {}

    /// Runs all measurements and prints them.
    public static void main(String[] arguments) throws Exception {
        new LinkBenchmark().run();
    }

    private void run() throws Exception {
        long start = System.nanoTime();
        try (var wire = new Wire()) {
            wire.runtime.ready().get();
            print("factory", millis(start), "ms");
            print("first link", openMillis(wire), "ms");
            print("link, median of " + PAIRS, median(PAIRS, () -> openMillis(wire)), "ms");
            print(AT_ONCE + " links at once", manyMillis(wire), "ms");
            try (var bare = new BareChannels(wire.runtime)) {
                throughput(wire, bare);
                roundTrips(wire, bare);
            }
            require(wire.stray.isEmpty());
        }
    }

    private double openMillis(Wire wire) throws InterruptedException {
        long link = nextLink++;
        var open = new CountDownLatch(2);
        wire.caller.listener = countOpen(open);
        wire.called.listener = countOpen(open);
        long start = System.nanoTime();
        wire.open(link);
        require(open.await(10, TimeUnit.SECONDS));
        double millis = millis(start);
        var closed = new CountDownLatch(2);
        wire.caller.listener = countClosed(closed);
        wire.called.listener = countClosed(closed);
        wire.caller.transport.close(link);
        require(closed.await(10, TimeUnit.SECONDS));
        return millis;
    }

    private double manyMillis(Wire wire) throws InterruptedException {
        var open = new CountDownLatch(2 * AT_ONCE);
        wire.caller.listener = countOpen(open);
        wire.called.listener = countOpen(open);
        long first = nextLink;
        long start = System.nanoTime();
        while (nextLink < first + AT_ONCE) {
            wire.open(nextLink++);
        }
        require(open.await(30, TimeUnit.SECONDS));
        double millis = millis(start);
        for (long link = first; link < nextLink; link++) {
            wire.caller.transport.close(link);
        }
        return millis;
    }

    private void throughput(Wire wire, BareChannels bare) throws Exception {
        long link = open(wire);
        var linkRate = new ArrayList<Double>();
        var bareRate = new ArrayList<Double>();
        for (int run = 0; run < 3; run++) {
            linkRate.add(linkMegabytes(wire, link));
            bareRate.add(bare.megabytesPerSecond(MESSAGES, Transport.MAX_MESSAGE_BYTES));
        }
        print("64 KiB messages, link", median(linkRate), "MB/s");
        print("64 KiB messages, bare channel", median(bareRate), "MB/s");
    }

    /// Keeps 512 KiB to 1 MiB in the link, as a session does by its credit.
    private static double linkMegabytes(Wire wire, long link) throws InterruptedException {
        byte[] message = new byte[Transport.MAX_MESSAGE_BYTES];
        var arrived = new CountDownLatch(MESSAGES);
        var room = new Semaphore(16);
        wire.called.listener =
                input -> {
                    arrived.countDown();
                    room.release();
                };
        long start = System.nanoTime();
        for (int i = 0; i < MESSAGES; i++) {
            room.acquire();
            wire.caller.transport.send(link, Channel.DATA, message);
        }
        require(arrived.await(60, TimeUnit.SECONDS));
        return MESSAGES * (double) message.length / 1e6 / seconds(start);
    }

    private void roundTrips(Wire wire, BareChannels bare) throws Exception {
        long link = open(wire);
        var data = new ArrayList<Double>();
        var probe = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        for (int pass = 0; pass < 5; pass++) {
            data.add(linkRoundTrips(wire, link, Channel.DATA));
            probe.add(linkRoundTrips(wire, link, Channel.PROBE));
            plain.add(median(bare.roundTripMicros(ROUNDS)));
        }
        print("round trip, link, data", median(data), "µs");
        print("round trip, link, probe", median(probe), "µs");
        print("round trip, bare channel", median(plain), "µs");
    }

    private static double linkRoundTrips(Wire wire, long link, Channel channel)
            throws InterruptedException {
        var back = new Semaphore(0);
        byte[] message = new byte[64];
        wire.called.listener = input -> wire.called.transport.send(link, channel, message);
        wire.caller.listener = input -> back.release();
        var micros = new ArrayList<Double>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            wire.caller.transport.send(link, channel, message);
            require(back.tryAcquire(5, TimeUnit.SECONDS));
            micros.add((System.nanoTime() - start) / 1e3);
        }
        return median(micros);
    }

    private long open(Wire wire) throws InterruptedException {
        long link = nextLink++;
        var open = new CountDownLatch(2);
        wire.caller.listener = countOpen(open);
        wire.called.listener = countOpen(open);
        wire.open(link);
        require(open.await(10, TimeUnit.SECONDS));
        return link;
    }

    private static Consumer<LinkInput> countOpen(CountDownLatch latch) {
        return input -> {
            if (input instanceof LinkInput.Opened) {
                latch.countDown();
            }
        };
    }

    private static Consumer<LinkInput> countClosed(CountDownLatch latch) {
        return input -> {
            if (input instanceof LinkInput.Closed) {
                latch.countDown();
            }
        };
    }

    private interface Measurement {
        double take() throws Exception;
    }

    private static double median(int times, Measurement measurement) throws Exception {
        var values = new ArrayList<Double>();
        for (int i = 0; i < times; i++) {
            values.add(measurement.take());
        }
        return median(values);
    }

    static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double millis(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("the benchmark did not come to its end");
        }
    }

    private static void print(String what, double value, String unit) {
        System.out.printf("%-34s %10.1f %s%n", what, value, unit);
    }
}
