package org.resilientswarm.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How long it takes to start and to meet, as a script sees it. Runs with `-Pbench` only and prints
/// medians:
///
/// - the example with three processes and an exchange: from the first `call` to the sixth `peer`
///   event, processes running already;
/// - ten nodes in one process: from the first node that is ready to the full mesh;
/// - a node: from the start of its process until it is ready, with the data folder that
///   `-Dbench.data` names, or an empty one.
class MeetBenchmark {
    private static final int RUNS = 20;
    private static final int DEMO_RUNS = 5;

    @TempDir private Path home;

    @Test
    void threeProcesses() throws Exception {
        var millis = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            millis.add(meet(Files.createDirectory(home.resolve("run" + run))));
        }
        print("first call to 6 peer events, 3 processes", millis);
    }

    @Test
    void tenNodesInOneProcess() throws Exception {
        var millis = new ArrayList<Double>();
        for (int run = 0; run < DEMO_RUNS; run++) {
            try (var demo =
                    RswarmProcess.start(
                            home, "demo", "--nodes", "10", "--seconds", "8", "--json")) {
                millis.add(demo.event("summary").path("fullMeshMs").asDouble());
            }
        }
        print("full mesh of 10 nodes, 1 process", millis);
    }

    @Test
    void startOfANode() throws Exception {
        String data = System.getProperty("bench.data", home.resolve("data").toString());
        start(data); // Makes its key and its database.
        var millis = new ArrayList<Double>();
        for (int run = 0; run < RUNS; run++) {
            millis.add(start(data));
        }
        print("start of a node until it is ready", millis);
    }

    private double start(String data) throws Exception {
        long begun = System.nanoTime();
        try (var node =
                RswarmProcess.start(
                        home,
                        "node",
                        "--json",
                        "--no-lan",
                        "--data",
                        data,
                        "--listen",
                        "127.0.0.1:0")) {
            return (node.lines("ready", 1).getFirst().nanos() - begun) / 1e6;
        }
    }

    private static double meet(Path folder) throws IOException, InterruptedException {
        try (var exchange =
                        RswarmProcess.start(
                                folder,
                                "exchange",
                                "--listen",
                                "127.0.0.1:0",
                                "--stun",
                                "0",
                                "--json");
                var first = node(folder, 1, exchange);
                var second = node(folder, 2, exchange);
                var third = node(folder, 3, exchange)) {
            var nodes = List.of(first, second, third);
            for (var node : nodes) {
                node.event("exchange");
            }
            String secondKey = second.event("ready").path("key").asString();
            String firstKey = first.event("ready").path("key").asString();

            long begun = System.nanoTime();
            first.say("call " + secondKey);
            third.say("call " + firstKey);
            long ended = begun;
            for (var node : nodes) {
                ended = Math.max(ended, node.lines("peer", 2).get(1).nanos());
            }
            return (ended - begun) / 1e6;
        }
    }

    private static RswarmProcess node(Path folder, int number, RswarmProcess exchange)
            throws InterruptedException {
        return RswarmProcess.start(
                folder,
                "node",
                "--json",
                "--no-lan",
                "--data",
                folder.resolve("node" + number).toString(),
                "--listen",
                "127.0.0.1:0",
                "--exchange",
                exchange.event("ready").path("url").asString());
    }

    private static void print(String what, List<Double> millis) {
        var sorted = millis.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s: median %.0f ms (%d runs, %.0f to %.0f)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.size(),
                sorted.getFirst(),
                sorted.getLast());
    }
}
