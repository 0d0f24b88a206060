package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.app.LabNetwork.Host;
import org.resilientswarm.app.LabNetwork.Treatment;
import tools.jackson.databind.JsonNode;

/// How two nodes meet behind every pair of kinds of NAT: directly, over a relay or not at all, and
/// how fast. Runs with `-Plab` only, as root. On the public segment are two exchanges and one
/// member, which both nodes know; each node has a router of its own.
@TestInstance(Lifecycle.PER_CLASS)
class NatPairsLab {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// For what shall not happen.
    private static final Duration NONE_PATIENCE = Duration.ofSeconds(12);

    /// A pair that met over a relay may find the direct way meanwhile.
    private static final Duration SETTLING = Duration.ofSeconds(12);

    @TempDir private static Path home;
    private @Nullable LabNetwork network;
    private final List<RswarmProcess> servers = new ArrayList<>();
    private final List<String> exchanges = new ArrayList<>();
    private String memberKey = "";
    private int nodes;

    @BeforeAll
    void makeNetwork() throws InterruptedException {
        String obstacle = LabNetwork.obstacle();
        assumeTrue(obstacle.isEmpty(), obstacle);
        var made = new LabNetwork();
        network = made;
        var runner = made.publicHost().runner();
        for (String host : List.of(LabNetwork.FIRST, LabNetwork.SECOND)) {
            String listen = host + ":7900";
            var exchange =
                    RswarmProcess.startBehind(
                            runner, home, "exchange", "--listen", listen, "--json");
            servers.add(exchange);
            exchanges.add(exchange.event("ready").path("url").asString());
        }
        var member = node(made.publicHost());
        servers.add(member);
        memberKey = member.event("ready").path("key").asString();
    }

    @AfterAll
    void endAll() {
        servers.forEach(RswarmProcess::close);
        if (network != null) {
            network.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, OPEN, direct",
        "OPEN, PORT_RESTRICTED, direct",
        "OPEN, SYMMETRIC, direct",
        "OPEN, UDP_BLOCKED, none",
        "PORT_RESTRICTED, PORT_RESTRICTED, direct",
        "PORT_RESTRICTED, SYMMETRIC, relay",
        "PORT_RESTRICTED, UDP_BLOCKED, none",
        "SYMMETRIC, SYMMETRIC, relay",
        "SYMMETRIC, UDP_BLOCKED, none",
        "UDP_BLOCKED, UDP_BLOCKED, none"
    })
    void aPairMeetsInTheBestWayThereIs(Treatment first, Treatment second, String expected)
            throws Exception {
        var lab = Objects.requireNonNull(network);
        try (var called = node(lab.host(first));
                var caller = node(lab.host(second))) {
            String calledKey = called.event("ready").path("key").asString();
            String callerKey = caller.event("ready").path("key").asString();
            registered(called);
            registered(caller);
            if (first != Treatment.UDP_BLOCKED) {
                called.say("call " + memberKey);
                called.lines(peer(memberKey), 1);
            }
            Meeting meeting = meet(caller, calledKey, called, callerKey, expected);
            System.out.printf(Locale.ROOT, "%s x %s: %s%n", first, second, meeting);
            assertThat(meeting.settled()).as(meeting.toString()).isEqualTo(expected);
        }
    }

    /// How it went.
    ///
    /// @param first the first path: direct, relay or none
    /// @param settled the path in the end
    /// @param peerMillis from the call to the first event of the peer
    /// @param byteMillis from the call to the first byte
    private record Meeting(String first, String settled, double peerMillis, double byteMillis) {
        @Override
        public String toString() {
            return settled.equals("none")
                    ? settled
                    : String.format(
                            Locale.ROOT,
                            "%s, then %s; peer after %.0f ms, first byte after %.0f ms",
                            first,
                            settled,
                            peerMillis,
                            byteMillis);
        }
    }

    /// The caller knows nobody yet. It calls the member, which introduces the two, and the other
    /// node at once.
    private Meeting meet(
            RswarmProcess caller,
            String calledKey,
            RswarmProcess called,
            String callerKey,
            String expected)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        caller.say("call " + memberKey);
        caller.say("call " + calledKey);
        Duration patience = expected.equals("none") ? NONE_PATIENCE : PATIENCE;
        var met = caller.linesWithin(patience, peer(calledKey), 1);
        if (met.isEmpty()) {
            return new Meeting("none", "none", 0, 0);
        }
        caller.say("send " + calledKey + " hello");
        var read = called.lines(json -> is(json, "data") && of(json, callerKey), 1).getFirst();
        String first = kind(caller.lines(path(calledKey), 1).getFirst().json());
        caller.linesWithin(
                SETTLING, json -> path(calledKey).test(json) && kind(json).equals("direct"), 1);
        String settled = kind(caller.lines(path(calledKey), 1).getLast().json());
        return new Meeting(
                first,
                settled,
                (met.getFirst().nanos() - begun) / 1e6,
                (read.nanos() - begun) / 1e6);
    }

    private RswarmProcess node(Host host) {
        String data = home.resolve("node" + ++nodes).toString();
        return RswarmProcess.startBehind(
                host.runner(),
                home,
                "node",
                "--json",
                "--no-lan",
                "--no-listen",
                "--data",
                data,
                "--exchange",
                exchanges.get(0),
                "--exchange",
                exchanges.get(1));
    }

    private static void registered(RswarmProcess node) throws InterruptedException {
        node.lines(
                json -> is(json, "exchange") && json.path("state").asString().equals("connected"),
                2);
    }

    private static Predicate<JsonNode> peer(String key) {
        return json -> is(json, "peer") && of(json, key);
    }

    private static Predicate<JsonNode> path(String key) {
        return json -> is(json, "path") && of(json, key);
    }

    private static String kind(JsonNode path) {
        return path.path("kind").asString();
    }

    private static boolean is(JsonNode json, String event) {
        return json.path("event").asString().equals(event);
    }

    private static boolean of(JsonNode json, String peer) {
        return json.path("peer").asString().equals(peer);
    }
}
