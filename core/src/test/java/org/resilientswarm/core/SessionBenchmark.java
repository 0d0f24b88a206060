package org.resilientswarm.core;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.link.webrtc.BareSide;
import org.resilientswarm.core.link.webrtc.WebRtcRuntime;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.Candidate;

/// Measures sessions between two processes of this machine, each beside a bare webrtc-java channel
/// between the same two processes in the same run. Prints medians.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.SessionBenchmark`.
public final class SessionBenchmark {
    private static final int PASSES = Integer.getInteger("bench.passes", 5);

    /// A gigabyte goes by before the JVM has compiled everything for good.
    private static final int WARM_UPS = Integer.getInteger("bench.warm", 5);

    /// Further members beside the pair, in the near process, so that each of it has links with all.
    private static final int OTHERS = Integer.getInteger("bench.others", 0);

    private static final int BULK_MESSAGES = 4_000;
    private static final int BULK_BYTES = 64 * 1024;
    private static final int ROUNDS = 2_000;
    private static final int MESSAGES_1K = 200_000;
    private static final int MESSAGES_64 = 1_000_000;
    private static final int BESIDE_BULK_PINGS = 100;

    /// What the far side of the bare channel does with a message says its first byte.
    private static final byte SINK = 0;

    private static final byte ECHO = 1;

    /// The far side of the bare channel tells of every so many messages.
    private static final int TOLD = 4;

    /// The far process, whose processor time counts, too.
    private final ProcessHandle farProcess;

    private int lostBesideBulk;

    private SessionBenchmark(ProcessHandle farProcess) {
        this.farProcess = farProcess;
    }

    /// Runs all measurements and prints them; with the argument `far` serves as the far process.
    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 1 && arguments[0].equals("far")) {
            Far.run();
        } else {
            near();
        }
    }

    private static void near() throws Exception {
        String java = ProcessHandle.current().info().command().orElse("java");
        var process =
                new ProcessBuilder(
                                java,
                                "--enable-native-access=ALL-UNNAMED",
                                "-classpath",
                                System.getProperty("java.class.path"),
                                SessionBenchmark.class.getName(),
                                "far")
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var said =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        var say = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        var others = new ArrayList<Swarm>();
        try (var runtime = WebRtcRuntime.start(threads());
                var swarm = Swarms.openOnLoopback(SwarmConfig.defaults().withName("near"))) {
            runtime.ready().get();
            SwarmLink link = ((KeyReading.Valid) KeyReading.of(said.readLine())).link();
            try (var bare = bare(runtime, said, say)) {
                Peer far = swarm.call(link).get(20, TimeUnit.SECONDS);
                for (int i = 0; i < OTHERS; i++) {
                    var other = Swarms.openOnLoopback(SwarmConfig.defaults().withName("other"));
                    others.add(other);
                    other.call(swarm.link()).get(20, TimeUnit.SECONDS);
                    other.call(link).get(20, TimeUnit.SECONDS);
                }
                new SessionBenchmark(process.toHandle()).measure(bare, far);
            }
        } finally {
            others.forEach(Swarm::close);
            process.destroy();
        }
    }

    private static SwarmThreads threads() {
        return new SwarmThreads((thread, thrown) -> thrown.printStackTrace());
    }

    private static BareSide bare(WebRtcRuntime runtime, BufferedReader said, PrintStream say)
            throws Exception {
        var bare = new BareSide(runtime);
        say.println(encode(bare.offer()));
        bare.complete(decode(said.readLine()));
        boolean open = false;
        while (!open) {
            say.println(encode(bare.candidates()));
            bare.add(candidates(said.readLine()));
            open = bare.open().await(60, TimeUnit.MILLISECONDS);
        }
        return bare;
    }

    private void measure(BareSide bare, Peer far) throws Exception {
        var ourBulk = new ArrayList<Double>();
        var bareBulk = new ArrayList<Double>();
        var ourCost = new ArrayList<Double>();
        var bareCost = new ArrayList<Double>();
        var kilobytes = new ArrayList<Double>();
        var small = new ArrayList<Double>();
        var ourTrip = new ArrayList<Double>();
        var bareTrip = new ArrayList<Double>();
        var pingBeside = new ArrayList<Double>();
        var bareBeside = new ArrayList<Double>();
        for (int pass = -WARM_UPS; pass < PASSES; pass++) {
            if (pass == 0) {
                // Those before have warmed up.
                lostBesideBulk = 0;
                List.of(
                                ourBulk,
                                bareBulk,
                                ourCost,
                                bareCost,
                                kilobytes,
                                small,
                                ourTrip,
                                bareTrip,
                                pingBeside,
                                bareBeside)
                        .forEach(List::clear);
            }
            if (wanted("bulk")) {
                double before = processorMillis();
                bareBulk.add(bareBulk(bare, BULK_MESSAGES));
                double between = processorMillis();
                ourBulk.add(stream(far, BULK_BYTES, BULK_MESSAGES) * BULK_BYTES / 1e6);
                double megabytes = (double) BULK_MESSAGES * BULK_BYTES / 1e6;
                bareCost.add((between - before) / megabytes);
                ourCost.add((processorMillis() - between) / megabytes);
            }
            if (wanted("small")) {
                kilobytes.add(stream(far, 1024, MESSAGES_1K));
                small.add(stream(far, 64, MESSAGES_64));
            }
            if (wanted("trip")) {
                bareTrip.addAll(bareTrips(bare, ROUNDS));
                ourTrip.addAll(ourTrips(far));
            }
            if (wanted("beside")) {
                bareBeside.addAll(bareBesideBulk(bare));
                pingBeside.addAll(pingsBesideBulk(far));
            }
        }
        if (!ourBulk.isEmpty()) {
            double ratio = ratioOfPasses(ourBulk, bareBulk);
            compare("one stream, 64 KiB writes", ourBulk, "MB/s", bareBulk, ratio);
            ratio = ratioOfPasses(ourCost, bareCost);
            compare("its processor time", ourCost, "ms/MB", bareCost, ratio);
        }
        print("1 KiB writes", kilobytes, "/s");
        print("64-byte writes", small, "/s");
        compare("round trip, idle, stream", ourTrip, "µs", bareTrip);
        compare("ping beside bulk", pingBeside, "ms", bareBeside);
        System.out.printf(
                "%-28s %12d of %d%n",
                "pings lost beside bulk", lostBesideBulk, PASSES * BESIDE_BULK_PINGS);
    }

    /// How the passes of one went against the bare passes beside them: the machine is faster in one
    /// minute than in the next.
    private static double ratioOfPasses(List<Double> ours, List<Double> bare) {
        var ratios = new ArrayList<Double>();
        for (int pass = 0; pass < ours.size(); pass++) {
            ratios.add(ours.get(pass) / bare.get(pass));
        }
        return median(ratios);
    }

    /// What both processes have used by now. Beside the bare channel's it scatters less from run to
    /// run than the throughput, which depends on where the machine puts the threads.
    private double processorMillis() {
        double millis = 0;
        for (ProcessHandle process : List.of(ProcessHandle.current(), farProcess)) {
            millis += process.info().totalCpuDuration().orElseThrow().toNanos() / 1e6;
        }
        return millis;
    }

    /// Whether a measurement is to be made; `-Dbench.only=bulk,trip` names some of them.
    private static boolean wanted(String measurement) {
        String only = System.getProperty("bench.only", "");
        return only.isEmpty() || only.contains(measurement);
    }

    // Ours

    /// Messages a second, from the first write to the far side's word that it has read all.
    private static double stream(Peer far, int bytes, int messages) throws Exception {
        byte[] message = new byte[bytes];
        try (SwarmStream stream = far.open("sink")) {
            OutputStream out = stream.output();
            long start = System.nanoTime();
            out.write(ByteBuffer.allocate(4).putInt(bytes).array());
            for (int i = 0; i < messages; i++) {
                out.write(message);
            }
            out.close();
            long read = ByteBuffer.wrap(stream.input().readNBytes(8)).getLong();
            require(read == messages);
            return messages / ((System.nanoTime() - start) / 1e9);
        }
    }

    private static List<Double> ourTrips(Peer far) throws Exception {
        byte[] message = new byte[64];
        var micros = new ArrayList<Double>();
        try (SwarmStream stream = far.open("echo")) {
            for (int i = 0; i < ROUNDS; i++) {
                long start = System.nanoTime();
                stream.output().write(message);
                require(stream.input().readNBytes(64).length == 64);
                micros.add((System.nanoTime() - start) / 1e3);
            }
        }
        return micros;
    }

    private List<Double> pingsBesideBulk(Peer far) throws Exception {
        var millis = new ArrayList<Double>();
        var stop = new AtomicBoolean();
        var bulk = new CompletableFuture<Void>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (SwarmStream stream = far.open("sink")) {
                                byte[] message = new byte[BULK_BYTES];
                                OutputStream out = stream.output();
                                out.write(ByteBuffer.allocate(4).putInt(BULK_BYTES).array());
                                while (!stop.get()) {
                                    out.write(message);
                                }
                                out.close();
                                stream.input().readNBytes(8);
                                bulk.complete(null);
                            } catch (Exception e) {
                                bulk.completeExceptionally(e);
                            }
                        });
        try {
            for (int i = 0; i < BESIDE_BULK_PINGS; i++) {
                // A ping is not sent again, and beside bulk a socket's buffer may overflow on it.
                PingResult result = far.ping(1).get();
                lostBesideBulk += result.lost();
                result.roundTrips().forEach(trip -> millis.add(trip.toNanos() / 1e6));
            }
        } finally {
            stop.set(true);
        }
        bulk.get(30, TimeUnit.SECONDS);
        return millis;
    }

    // Bare

    private static double bareBulk(BareSide bare, int messages) throws Exception {
        byte[] message = new byte[BULK_BYTES];
        var room = new Semaphore(16);
        bare.listen(received -> room.release(TOLD));
        long start = System.nanoTime();
        for (int i = 0; i < messages; i++) {
            room.acquire();
            bare.send(message);
        }
        require(room.tryAcquire(16, 30, TimeUnit.SECONDS));
        return messages * (double) BULK_BYTES / 1e6 / ((System.nanoTime() - start) / 1e9);
    }

    private static List<Double> bareTrips(BareSide bare, int rounds) throws Exception {
        byte[] message = new byte[64];
        message[0] = ECHO;
        var back = new Semaphore(0);
        bare.listen(received -> back.release());
        var micros = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            long start = System.nanoTime();
            bare.send(message);
            require(back.tryAcquire(5, TimeUnit.SECONDS));
            micros.add((System.nanoTime() - start) / 1e3);
        }
        return micros;
    }

    private static List<Double> bareBesideBulk(BareSide bare) throws Exception {
        byte[] message = new byte[BULK_BYTES];
        byte[] question = new byte[64];
        question[0] = ECHO;
        var room = new Semaphore(4);
        var back = new Semaphore(0);
        bare.listen(
                received -> {
                    if (received[0] == ECHO) {
                        back.release();
                    } else {
                        room.release(TOLD);
                    }
                });
        var stop = new AtomicBoolean();
        var sent = new CompletableFuture<Integer>();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try {
                                int count = 0;
                                while (!stop.get() || count % TOLD != 0) {
                                    room.acquire();
                                    bare.send(message);
                                    count++;
                                }
                                sent.complete(count);
                            } catch (Exception e) {
                                sent.completeExceptionally(e);
                            }
                        });
        var millis = new ArrayList<Double>();
        try {
            for (int i = 0; i < BESIDE_BULK_PINGS; i++) {
                long start = System.nanoTime();
                bare.send(question);
                require(back.tryAcquire(5, TimeUnit.SECONDS));
                millis.add((System.nanoTime() - start) / 1e6);
            }
        } finally {
            stop.set(true);
        }
        sent.get(30, TimeUnit.SECONDS);
        require(room.tryAcquire(4, 30, TimeUnit.SECONDS));
        return millis;
    }

    // Words

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String line) {
        return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
    }

    private static String encode(List<Candidate> candidates) {
        var text = new StringBuilder();
        for (Candidate candidate : candidates) {
            text.append(encode(candidate.sdpMid()))
                    .append(',')
                    .append(candidate.sdpMLineIndex())
                    .append(',')
                    .append(encode(candidate.sdp()))
                    .append(';');
        }
        return text.toString();
    }

    private static List<Candidate> candidates(String line) {
        var candidates = new ArrayList<Candidate>();
        for (String part : line.split(";", -1)) {
            if (!part.isEmpty()) {
                String[] fields = part.split(",", -1);
                candidates.add(
                        new Candidate(
                                decode(fields[0]), Integer.parseInt(fields[1]), decode(fields[2])));
            }
        }
        return candidates;
    }

    private static void compare(String what, List<Double> ours, String unit, List<Double> bare) {
        if (!ours.isEmpty()) {
            compare(what, ours, unit, bare, median(ours) / median(bare));
        }
    }

    private static void compare(
            String what, List<Double> ours, String unit, List<Double> bare, double ratio) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %12.2f %-5s bare %10.2f  ratio %.2f%n",
                what,
                median(ours),
                unit,
                median(bare),
                ratio);
    }

    private static void print(String what, List<Double> figures, String unit) {
        if (figures.isEmpty()) {
            return;
        }
        System.out.printf(Locale.ROOT, "%-28s %12.0f %s%n", what, median(figures), unit);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the measurement failed");
        }
    }

    /// The far process.
    private static final class Far {
        static void run() throws Exception {
            var said = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            try (var runtime = WebRtcRuntime.start(threads());
                    Swarm swarm = Swarms.openOnLoopback(SwarmConfig.defaults().withName("far"));
                    var bare = new BareSide(runtime)) {
                runtime.ready().get();
                swarm.onStream("sink", stream -> unchecked(() -> sink(stream)));
                swarm.onStream("echo", stream -> unchecked(() -> echo(stream)));
                bare.listen(message -> answer(bare, message));
                System.out.println(swarm.link());
                System.out.println(encode(bare.answer(decode(said.readLine()))));
                for (String line = said.readLine(); line != null; line = said.readLine()) {
                    bare.add(candidates(line));
                    System.out.println(encode(bare.candidates()));
                }
            }
        }

        private static int told;

        private static void answer(BareSide bare, byte[] message) {
            if (message[0] == ECHO) {
                bare.later(() -> bare.send(message));
            } else if (++told % TOLD == 0) {
                bare.later(() -> bare.send(new byte[] {SINK}));
            }
        }

        private static void sink(SwarmStream stream) throws Exception {
            InputStream in = stream.input();
            int size = ByteBuffer.wrap(in.readNBytes(4)).getInt();
            byte[] message = new byte[size];
            long messages = 0;
            while (in.readNBytes(message, 0, size) == size) {
                messages++;
            }
            stream.output().write(ByteBuffer.allocate(8).putLong(messages).array());
            stream.close();
        }

        private static void echo(SwarmStream stream) throws Exception {
            byte[] buffer = new byte[64 * 1024];
            for (int read = stream.input().read(buffer);
                    read >= 0;
                    read = stream.input().read(buffer)) {
                stream.output().write(buffer, 0, read);
            }
            stream.close();
        }

        private interface Step {
            void run() throws Exception;
        }

        private static void unchecked(Step step) {
            try {
                step.run();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
