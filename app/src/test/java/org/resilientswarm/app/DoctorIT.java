package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The doctor beside an exchange and three nodes.
class DoctorIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir private Path home;
    private ThreeNodes swarm;

    @BeforeEach
    void startExchangeAndNodes() throws InterruptedException {
        swarm = new ThreeNodes(home);
    }

    @AfterEach
    void endAll() {
        swarm.close();
    }

    @Test
    void aPeerThatIsThereIsExplainedByBothSides() throws Exception {
        try (var doctor = doctor(swarm.url, "--peer", swarm.keys.get(0), "--json")) {
            assertThat(doctor.exitWithin(PATIENCE)).as(doctor.errors()).isZero();
            JsonNode network = doctor.event("network");
            assertThat(network.path("outside").size()).isEqualTo(1);
            assertThat(network.path("nat").asString()).isEqualTo("open");
            JsonNode exchange = doctor.event("exchange");
            assertThat(exchange.path("usable").asBoolean()).isTrue();
            assertThat(exchange.path("url").asString()).isEqualTo(swarm.url);
            JsonNode peer = doctor.event("peer");
            assertThat(peer.path("peer").asString()).isEqualTo(swarm.keys.get(0));
            assertThat(peer.path("name").asString()).isEqualTo("node1");
            assertThat(peer.path("path").path("kind").asString()).isEqualTo("direct");
            assertSameLink(peer.path("here"), peer.path("there"));
            JsonNode verdict = doctor.event("verdict");
            assertThat(verdict.path("code").asString()).isEqualTo("DIRECT");
            assertThat(verdict.path("problem").asBoolean()).isFalse();
            assertThat(doctor.count("text")).as("lines that are not JSON").isZero();
        }
    }

    /// What one side told is what the other was told.
    private static void assertSameLink(JsonNode here, JsonNode there) {
        JsonNode offered = here.path("tries").path(0);
        JsonNode taken = there.path("tries").path(0);
        assertThat(offered.path("outbound").asBoolean())
                .isNotEqualTo(taken.path("outbound").asBoolean());
        for (JsonNode attempt : List.of(offered, taken)) {
            assertThat(attempt.path("outcome").asString()).isEqualTo("up");
            assertThat(attempt.path("tookMs").asDouble()).isPositive();
        }
        assertThat(addresses(offered.path("theirs")))
                .isNotEmpty()
                .isSubsetOf(addresses(taken.path("own")));
        assertThat(addresses(taken.path("theirs")))
                .isNotEmpty()
                .isSubsetOf(addresses(offered.path("own")));
    }

    private static List<String> addresses(JsonNode list) {
        var addresses = new ArrayList<String>();
        list.forEach(it -> addresses.add(it.path("type").asString() + it.path("address")));
        return addresses;
    }

    @Test
    void peopleReadLinesAndAVerdict() throws Exception {
        try (var doctor = doctor(swarm.url, "--peer", swarm.keys.get(1))) {
            assertThat(doctor.exitWithin(PATIENCE)).as(doctor.errors()).isZero();
            List<String> lines = texts(doctor);
            assertThat(lines)
                    .anyMatch(line -> line.startsWith("STUN server 127.0.0.1:"))
                    .anyMatch(line -> line.startsWith("exchange " + swarm.url + ": "))
                    .anyMatch(line -> line.startsWith("peer node2 ("))
                    .anyMatch(line -> line.contains("this side: NAT"))
                    .anyMatch(line -> line.contains("the other side: NAT"));
            assertThat(lines.getLast())
                    .startsWith("verdict: DIRECT there is a direct link with node2");
        }
    }

    @Test
    void aPeerThatNobodyKnowsIsAProblem() throws Exception {
        swarm.nodes.get(2).say("quit");
        swarm.nodes.get(2).exitWithin(PATIENCE);
        try (var doctor = doctor(swarm.url, "--peer", swarm.keys.get(2), "--json")) {
            assertThat(doctor.exitWithin(PATIENCE)).isEqualTo(1);
            assertThat(doctor.event("verdict").path("code").asString()).isEqualTo("PEER_UNKNOWN");
            assertThat(doctor.event("peer").path("code").asString()).isEqualTo("PEER_UNKNOWN");
            assertThat(doctor.event("peer").path("there").isNull()).isTrue();
            assertThat(doctor.errors()).startsWith("rswarm: PEER_UNKNOWN none of the exchanges");
        }
    }

    @Test
    void anExchangeThatIsAwayIsAProblem() throws Exception {
        swarm.exchange.kill();
        swarm.exchange.exitWithin(PATIENCE);
        try (var doctor = doctor(swarm.url)) {
            assertThat(doctor.exitWithin(PATIENCE)).isEqualTo(1);
            assertThat(doctor.errors()).startsWith("rswarm: EXCHANGE_UNREACHABLE the exchange ");
            assertThat(texts(doctor).getFirst()).doesNotStartWith("STUN");
        }
    }

    private RswarmProcess doctor(String url, String... more) {
        var arguments = new ArrayList<>(List.of("doctor", "--exchange", url));
        arguments.addAll(List.of(more));
        return RswarmProcess.start(home, arguments.toArray(String[]::new));
    }

    private static List<String> texts(RswarmProcess doctor) throws InterruptedException {
        return doctor.lines("text", 1).stream()
                .map(line -> line.json().path("text").asString())
                .toList();
    }
}
