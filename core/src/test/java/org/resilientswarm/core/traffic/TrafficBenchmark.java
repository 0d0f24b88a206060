package org.resilientswarm.core.traffic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;

/// Measures what looking at the traffic costs: the loop for each frame, and the reader.
///
/// Start it with `mvn -Pbench -pl core test-compile exec:exec
/// -Dbench.main=org.resilientswarm.core.traffic.TrafficBenchmark`.
public final class TrafficBenchmark {
    private static final int FRAMES = 2_000_000;
    private static final int RUNS = 5;
    private static final int DATA_BYTES = 1024;
    private static final PublicKey PEER = new PublicKey(new byte[PublicKey.LENGTH]);

    private final byte[] content = content();
    private final byte[] probe = HopCodec.encode(new HopFrame.Probe(1));

    private TrafficBenchmark() {}

    /// Runs all measurements and prints them.
    public static void main(String[] arguments) {
        new TrafficBenchmark().run();
    }

    private void run() {
        var nobody = new TrafficTap(Clock.system());
        print("data frame, nobody looks", nanos(nobody, true));
        print("probe, nobody looks", nanos(nobody, false));
        for (boolean payload : new boolean[] {false, true}) {
            var options = CaptureOptions.defaults().withPayload(payload);
            String kept = payload ? "with 1 KiB of payload" : "headers";
            var tap = new TrafficTap(Clock.system());
            var ring = new CaptureRing(options, tap::remove);
            tap.add(ring, List.of());
            print("data frame, " + kept, nanos(tap, true));
            print("probe, " + kept, nanos(tap, false));
            nanos(tap, true);
            print("reading data frames, " + kept, readNanos(ring));
        }
    }

    private static byte[] content() {
        var writer = new ContentWriter(DATA_BYTES + 100);
        Arrays.fill(writer.array(), writer.dataAt(4), writer.dataAt(4) + DATA_BYTES, (byte) 7);
        writer.data(4, DATA_BYTES, false);
        byte[] content = writer.content();
        ContentWriter.header(content, 1, 1);
        return content;
    }

    private double nanos(TrafficTap tap, boolean session) {
        var runs = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            long start = System.nanoTime();
            for (int i = 0; i < FRAMES; i++) {
                if (session) {
                    tap.content(true, PEER, List.of(), content, content.length);
                } else {
                    tap.hop(true, PEER, probe);
                }
            }
            runs.add((System.nanoTime() - start) / (double) FRAMES);
        }
        return median(runs);
    }

    private static double readNanos(CaptureRing ring) {
        var runs = new ArrayList<Double>();
        for (int run = 0; run < 4 * RUNS; run++) {
            long start = System.nanoTime();
            List<TrafficEntry> entries = ring.entriesAfter(0, Integer.MAX_VALUE);
            runs.add((System.nanoTime() - start) / (double) entries.size());
        }
        return median(runs);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static void print(String what, double nanos) {
        System.out.printf("%-45s %8.1f ns%n", what, nanos);
    }
}
