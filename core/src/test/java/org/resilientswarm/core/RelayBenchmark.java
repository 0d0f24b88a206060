package org.resilientswarm.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.SwarmLink;

/// Measures a pair of processes of this machine over its link and over a third process that relays,
/// in turns of one run. Prints medians.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.RelayBenchmark`.
public final class RelayBenchmark {
    private static final int TURNS = Integer.getInteger("bench.turns", 4);
    private static final int PASSES = Integer.getInteger("bench.passes", 4);
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int MESSAGES = 2_000;
    private static final int ROUNDS = 1_000;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final List<Double> directBulk = new ArrayList<>();
    private final List<Double> relayedBulk = new ArrayList<>();
    private final List<Double> directTrip = new ArrayList<>();
    private final List<Double> relayedTrip = new ArrayList<>();

    /// How many processors all three processes together keep busy meanwhile: what limits them.
    private final List<Double> directBusy = new ArrayList<>();

    private final List<Double> relayedBusy = new ArrayList<>();
    private final List<ProcessHandle> processes;

    private RelayBenchmark(List<ProcessHandle> processes) {
        this.processes = processes;
    }

    /// Runs all measurements and prints them; with the argument `far` serves as one of the other
    /// processes.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            serve();
            return;
        }
        Process far = start();
        Process relay = start();
        try (Swarm near = Swarms.open(SwarmConfig.defaults().withName("near"))) {
            near.paths().relay(RelayPolicy.DEFAULT.withWilling(false));
            Peer target = near.call(link(far)).get(20, TimeUnit.SECONDS);
            near.call(link(relay)).get(20, TimeUnit.SECONDS);
            new RelayBenchmark(List.of(ProcessHandle.current(), far.toHandle(), relay.toHandle()))
                    .measure(near, target);
        } finally {
            far.destroy();
            relay.destroy();
        }
    }

    private static Process start() throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        RelayBenchmark.class.getName(),
                        "far")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static SwarmLink link(Process process) throws Exception {
        var said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return ((KeyReading.Valid) KeyReading.of(said.readLine())).link();
    }

    private static void serve() throws Exception {
        var policy = RelayPolicy.DEFAULT.withBits(0, 0);
        try (Swarm swarm = Swarms.open(SwarmConfig.defaults().withRelay(policy))) {
            swarm.onStream("sink", RelayBenchmark::sink);
            swarm.onStream("echo", RelayBenchmark::echo);
            System.out.println(swarm.link());
            while (System.in.read() >= 0) {
                // Until the measuring process ends.
            }
        }
    }

    private void measure(Swarm near, Peer target) throws Exception {
        for (int turn = -1; turn < TURNS; turn++) {
            await(target, PathKind.DIRECT);
            passes(target, turn < 0, directBulk, directTrip, directBusy);
            near.paths().block(target.publicKey(), Duration.ofSeconds(1)).get();
            await(target, PathKind.RELAY);
            near.paths().block(target.publicKey(), Duration.ofMinutes(10)).get();
            passes(target, turn < 0, relayedBulk, relayedTrip, relayedBusy);
            near.paths().block(target.publicKey(), Duration.ofSeconds(1)).get();
        }
        print("one stream", directBulk, relayedBulk, "MB/s");
        print("round trip", directTrip, relayedTrip, "us");
        print(
                "processors",
                directBusy,
                relayedBusy,
                "of " + Runtime.getRuntime().availableProcessors());
    }

    private static void await(Peer target, PathKind kind) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (target.info().path().kind() != kind) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the path is still " + target.info().path());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private void passes(
            Peer target,
            boolean warmingUp,
            List<Double> bulk,
            List<Double> trips,
            List<Double> busy)
            throws Exception {
        for (int pass = 0; pass < PASSES; pass++) {
            long start = System.nanoTime();
            double before = processorSeconds();
            double megabytes = bulk(target);
            double seconds = (System.nanoTime() - start) / 1e9;
            double used = processorSeconds() - before;
            List<Double> micros = trips(target);
            if (!warmingUp) {
                bulk.add(megabytes);
                trips.addAll(micros);
                busy.add(used / seconds);
            }
        }
    }

    private double processorSeconds() {
        return processes.stream()
                .map(process -> process.info().totalCpuDuration().orElseThrow())
                .mapToDouble(used -> used.toNanos() / 1e9)
                .sum();
    }

    private static double bulk(Peer target) throws Exception {
        byte[] message = new byte[MESSAGE_BYTES];
        try (SwarmStream stream = target.open("sink")) {
            long start = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                stream.output().write(message);
            }
            stream.output().close();
            long read = ByteBuffer.wrap(stream.input().readNBytes(8)).getLong();
            if (read != (long) MESSAGES * MESSAGE_BYTES) {
                throw new IllegalStateException("only " + read + " bytes arrived");
            }
            return read / 1e6 / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static List<Double> trips(Peer target) throws Exception {
        byte[] message = new byte[64];
        var micros = new ArrayList<Double>();
        try (SwarmStream stream = target.open("echo")) {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                stream.output().write(message);
                if (stream.input().readNBytes(message.length).length != message.length) {
                    throw new IllegalStateException("the echo ended");
                }
                micros.add((System.nanoTime() - start) / 1e3);
            }
        }
        return micros;
    }

    private static void sink(SwarmStream stream) {
        try (stream) {
            byte[] buffer = new byte[MESSAGE_BYTES];
            long bytes = 0;
            for (int read = stream.input().read(buffer);
                    read >= 0;
                    read = stream.input().read(buffer)) {
                bytes += read;
            }
            stream.output().write(ByteBuffer.allocate(8).putLong(bytes).array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void echo(SwarmStream stream) {
        try (stream) {
            byte[] buffer = new byte[MESSAGE_BYTES];
            for (int read = stream.input().read(buffer);
                    read >= 0;
                    read = stream.input().read(buffer)) {
                stream.output().write(buffer, 0, read);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String what, List<Double> direct, List<Double> relayed, String unit) {
        double one = median(direct);
        double other = median(relayed);
        System.out.printf(
                Locale.ROOT,
                "%-12s direct %8.1f %s  relayed %8.1f %s  ratio %.2f%n",
                what,
                one,
                unit,
                other,
                unit,
                other / one);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }
}
