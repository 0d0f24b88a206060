package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of the documentation with four processes: an exchange and three nodes.
class ThreeProcessesIT {
    private static final Duration LEAVING = Duration.ofSeconds(2);

    /// Java itself takes a while to end on a machine with other work to do.
    private static final Duration LEAVING_WITH_JAVA = LEAVING.plusSeconds(2);

    @TempDir private Path home;
    private ThreeNodes swarm;
    private List<RswarmProcess> nodes;
    private List<String> keys;

    @BeforeEach
    void startExchangeAndNodes() throws InterruptedException {
        swarm = new ThreeNodes(home);
        nodes = swarm.nodes;
        keys = swarm.keys;
    }

    @AfterEach
    void endAll() {
        swarm.close();
    }

    @Test
    void twoCallsMakeSixPeerEventsAndNoMore() throws Exception {
        swarm.meet();

        for (int i = 0; i < 3; i++) {
            var others = new ArrayList<>(keys);
            others.remove(i);
            assertThat(nodes.get(i).lines("peer", 2))
                    .extracting(line -> line.json().path("peer").asString())
                    .containsExactlyInAnyOrderElementsOf(others);
            assertThat(nodes.get(i).lines("path", 2)).hasSizeGreaterThanOrEqualTo(2);
        }
        var reply = nodes.get(0).event("reply");
        assertThat(reply.path("id").asString()).isEqualTo("first");
        assertThat(reply.path("ok").asBoolean()).isTrue();
        assertThat(reply.path("name").asString()).isEqualTo("node2");
    }

    @Test
    void commandsAreAnsweredWhileOthersAreUnderWay() throws Exception {
        swarm.meet();
        var node = nodes.get(0);
        node.say("#slow ping " + keys.get(1) + " 20");
        node.say("#list peers");
        node.say("#bad dance");

        var slow = node.reply("slow");
        assertThat(slow.path("ok").asBoolean()).isTrue();
        assertThat(slow.path("rttMs").path("median").asDouble()).isPositive();
        assertThat(slow.path("lost").asInt()).isZero();
        var list = node.reply("list").path("peers");
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.get(0).path("path").path("kind").asString()).isEqualTo("direct");
        var bad = node.reply("bad");
        assertThat(bad.path("ok").asBoolean()).isFalse();
        assertThat(bad.path("code").asString()).isEqualTo("COMMAND_WRONG");
    }

    @Test
    void quitLeavesProperlyAndTheOthersHearWhy() throws Exception {
        swarm.meet();
        nodes.get(2).say("quit");
        assertThat(nodes.get(2).exitWithin(LEAVING_WITH_JAVA)).isZero();
        assertGone(nodes.get(0), keys.get(2), LEAVING);
        assertGone(nodes.get(1), keys.get(2), LEAVING);
    }

    @Test
    void aSignalOfTheSystemLeavesProperlyToo() throws Exception {
        swarm.meet();
        nodes.get(2).endInput();
        nodes.get(1).terminate();
        assertThat(nodes.get(1).exitWithin(LEAVING_WITH_JAVA)).isZero();
        assertGone(nodes.get(0), keys.get(1), LEAVING);
        assertThat(nodes.get(2).isAlive()).as("after the end of its input").isTrue();
        swarm.exchange.terminate();
        assertThat(swarm.exchange.exitWithin(LEAVING_WITH_JAVA)).isZero();
    }

    @Test
    void aKilledNodeIsMissedWithin15Seconds() throws Exception {
        swarm.meet();
        nodes.get(1).kill();
        assertGone(nodes.get(0), keys.get(1), Duration.ofSeconds(15));
        assertGone(nodes.get(2), keys.get(1), Duration.ofSeconds(15));
    }

    private static void assertGone(RswarmProcess node, String key, Duration within)
            throws InterruptedException {
        long begun = System.nanoTime();
        var gone = node.lines("gone", 1).getFirst();
        assertThat(gone.json().path("peer").asString()).isEqualTo(key);
        assertThat(gone.json().path("reason").asString()).isNotBlank();
        assertThat(Duration.ofNanos(gone.nanos() - begun)).isLessThan(within);
    }

    @Test
    void garbageAtTheExchangeDisturbsNobody() throws Exception {
        var address = URI.create(swarm.url);
        var random = new Random(1);
        for (int i = 0; i < 20; i++) {
            byte[] garbage = new byte[2000];
            random.nextBytes(garbage);
            try (var socket = new Socket(address.getHost(), address.getPort())) {
                socket.getOutputStream().write(garbage);
                socket.getOutputStream().flush();
            }
        }
        swarm.meet();
        assertThat(swarm.exchange.isAlive()).isTrue();
        assertThat(nodes.get(0).count("exchange")).isEqualTo(1);
    }

    @Test
    void aDataFolderBelongsToOneProcess() throws Exception {
        try (var second = swarm.startNode("node1")) {
            assertThat(second.exitWithin(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(second.errors()).startsWith("rswarm: DATA_FOLDER_IN_USE ");
            assertThat(second.event("error").path("fatal").asBoolean()).isTrue();
        }
    }

    @Test
    void aNodeKeepsItsKeyAndJoinsByItself() throws Exception {
        nodes.get(0).say("quit");
        nodes.get(0).exitWithin(LEAVING_WITH_JAVA);
        try (var again =
                RswarmProcess.start(
                        home,
                        "node",
                        "--json",
                        "--no-lan",
                        "--no-listen",
                        "--data",
                        home.resolve("node1").toString(),
                        "--exchange",
                        swarm.url,
                        "--join",
                        keys.get(1))) {
            assertThat(again.event("ready").path("key").asString()).isEqualTo(keys.get(0));
            assertThat(again.event("ready").path("listen").isNull()).isTrue();
            assertThat(again.event("peer").path("peer").asString()).isEqualTo(keys.get(1));
        }
    }
}
