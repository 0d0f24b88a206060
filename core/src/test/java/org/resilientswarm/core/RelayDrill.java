package org.resilientswarm.core;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.SwarmLink;

/// Kills the relay, or blocks the link, in the middle of a transfer between two processes, time and
/// again, and prints for how long the receiver got nothing. Every byte is checked.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.RelayDrill`.
public final class RelayDrill {
    private static final int DRILLS = Integer.getInteger("drill.count", 10);
    private static final int MESSAGE_BYTES = 64 * 1024;
    private static final int MESSAGES = 200_000_000 / MESSAGE_BYTES;
    private static final double MUCH_MILLIS = 1000;
    private static final Duration LONG = Duration.ofMinutes(2);

    private final Swarm near;
    private final Peer target;
    private final Map<PublicKey, Process> relays = new HashMap<>();

    private RelayDrill(Swarm near, Peer target) {
        this.near = near;
        this.target = target;
    }

    /// Runs all drills; with an argument serves as one of the other processes.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1) {
            serve();
            return;
        }
        Process far = start();
        try (Swarm near = Swarms.open(SwarmConfig.defaults().withName("near"))) {
            Peer target = near.call(link(far)).get(20, TimeUnit.SECONDS);
            var drill = new RelayDrill(near, target);
            try {
                drill.run();
            } finally {
                drill.relays.values().forEach(Process::destroy);
            }
        } finally {
            far.destroy();
        }
    }

    private void run() throws Exception {
        while (relays.size() < 2) {
            startRelay();
        }
        var blocked = new ArrayList<Double>();
        var killed = new ArrayList<Double>();
        for (int drill = 0; drill < DRILLS; drill++) {
            await(PathKind.DIRECT);
            blocked.add(
                    transfer(
                            "link blocked and back",
                            () -> near.paths().block(target.publicKey(), Duration.ofSeconds(3))));
            near.paths().block(target.publicKey(), Duration.ofMinutes(10)).get();
            await(PathKind.RELAY);
            killed.add(transfer("relay killed", this::killRelay));
            startRelay();
            near.paths().block(target.publicKey(), Duration.ofSeconds(1)).get();
        }
        print("link blocked and back", blocked);
        print("relay killed", killed);
    }

    private void startRelay() throws Exception {
        Process process = start();
        SwarmLink link = link(process);
        near.call(link).get(20, TimeUnit.SECONDS);
        relays.put(link.key(), process);
        TimeUnit.SECONDS.sleep(3); // Until its report has reached both sides.
    }

    private void killRelay() {
        Path path = target.info().path();
        Process relay = path.via().isEmpty() ? null : relays.remove(path.via().getFirst());
        if (relay == null) {
            throw new IllegalStateException("no relay to kill: " + path);
        }
        relay.destroyForcibly();
    }

    /// The longest time in milliseconds in which the receiver got nothing. What happened around it
    /// is printed when it was long.
    private double transfer(String what, Runnable trouble) throws Exception {
        List<SwarmEvent> events = new CopyOnWriteArrayList<>();
        try (var _ = near.onEvent(events::add)) {
            double millis = transfer(trouble);
            System.out.printf(Locale.ROOT, "%-24s %.0f ms%n", what, millis);
            if (millis > MUCH_MILLIS) {
                events.forEach(System.out::println);
                near.paths().candidates(target.publicKey()).get().forEach(System.out::println);
            }
            return millis;
        }
    }

    private double transfer(Runnable trouble) throws Exception {
        var random = new Random(1);
        byte[] message = new byte[MESSAGE_BYTES];
        var checksum = new CRC32();
        try (SwarmStream stream = target.open("gaps")) {
            for (int i = 0; i < MESSAGES; i++) {
                random.nextBytes(message);
                checksum.update(message);
                stream.output().write(message);
                if (i == MESSAGES / 4) {
                    trouble.run();
                }
            }
            stream.output().close();
            ByteBuffer answer = ByteBuffer.wrap(stream.input().readNBytes(24));
            if (answer.getLong() != (long) MESSAGES * MESSAGE_BYTES
                    || answer.getLong() != checksum.getValue()) {
                throw new IllegalStateException("what arrived is not what was sent");
            }
            return answer.getLong() / 1e6;
        }
    }

    private void await(PathKind kind) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (target.info().path().kind() != kind) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("the path is still " + target.info().path());
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static Process start() throws IOException {
        String java = ProcessHandle.current().info().command().orElse("java");
        return new ProcessBuilder(
                        java,
                        "--enable-native-access=ALL-UNNAMED",
                        "-classpath",
                        System.getProperty("java.class.path"),
                        RelayDrill.class.getName(),
                        "other")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static SwarmLink link(Process process) throws IOException {
        var said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return ((KeyReading.Valid) KeyReading.of(said.readLine())).link();
    }

    private static void serve() throws IOException {
        var policy = RelayPolicy.DEFAULT.withBits(0, 0);
        try (Swarm swarm = Swarms.open(SwarmConfig.defaults().withRelay(policy))) {
            swarm.onStream("gaps", RelayDrill::gaps);
            System.out.println(swarm.link());
            while (System.in.read() >= 0) {
                // Until the measuring process ends.
            }
        }
    }

    private static void gaps(SwarmStream stream) {
        try (stream) {
            var checksum = new CRC32();
            byte[] buffer = new byte[MESSAGE_BYTES];
            long bytes = 0;
            long gap = 0;
            long last = System.nanoTime();
            for (int read = stream.input().read(buffer);
                    read >= 0;
                    read = stream.input().read(buffer)) {
                long now = System.nanoTime();
                gap = Math.max(gap, now - last);
                last = now;
                checksum.update(buffer, 0, read);
                bytes += read;
            }
            ByteBuffer answer = ByteBuffer.allocate(24);
            answer.putLong(bytes).putLong(checksum.getValue()).putLong(gap);
            stream.output().write(answer.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-24s longest silence: median %.0f ms, least %.0f, most %.0f (%d drills)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.getFirst(),
                sorted.getLast(),
                sorted.size());
    }
}
