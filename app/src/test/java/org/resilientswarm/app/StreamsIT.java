package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Texts, calls and blasts between three processes, as a script has them.
class StreamsIT {
    /// A session survives silence for so long, and a machine may be slow.
    private static final Duration UNTIL_MISSED = Duration.ofSeconds(25);

    @TempDir private Path home;
    private ThreeNodes swarm;
    private RswarmProcess ann;
    private RswarmProcess bob;
    private RswarmProcess cat;

    @BeforeEach
    void meet() throws IOException, InterruptedException {
        swarm = new ThreeNodes(home);
        swarm.meet();
        ann = swarm.nodes.get(0);
        bob = swarm.nodes.get(1);
        cat = swarm.nodes.get(2);
    }

    @AfterEach
    void endAll() {
        swarm.close();
    }

    @Test
    void aTextArrivesAsItWasWritten() throws Exception {
        String text = "Grüße,  世界 👋 \"q\" \\";
        ann.say("#1 send " + bobsKey() + " " + text);
        assertThat(ann.reply("1").path("ok").asBoolean()).isTrue();
        JsonNode opened = bob.event("stream");
        assertThat(opened.path("peer").asString()).isEqualTo(annsKey());
        assertThat(opened.path("type").asString()).isEqualTo("text");
        JsonNode data = bob.event("data");
        assertThat(data.path("peer").asString()).isEqualTo(annsKey());
        assertThat(data.path("id").asLong()).isEqualTo(opened.path("id").asLong());
        assertThat(data.path("text").asString()).isEqualTo(text);
        assertThat(data.path("end").asBoolean()).isTrue();

        String longText = "€".repeat(100_000);
        bob.say("#long send " + swarm.keys.get(2) + " " + longText);
        assertThat(bob.reply("long").path("ok").asBoolean()).isTrue();
        cat.lines(line -> line.path("end").asBoolean(), 1);
        var pieces = new StringBuilder();
        for (var line : cat.lines("data", 1)) {
            pieces.append(line.json().path("text").asString());
        }
        assertThat(pieces.toString().equals(longText)).isTrue();
    }

    @Test
    void everyNodeOffersMethods() throws Exception {
        ann.say("#ping rpc " + bobsKey() + " ping");
        ann.say("#info rpc " + bobsKey() + " info []");
        ann.say("#network rpc " + bobsKey() + " network");
        ann.say("#none rpc " + bobsKey() + " dance {\"how\": \"well enough\"}");
        assertThat(ann.reply("ping").path("result").asString()).isEqualTo("pong");
        assertThat(ann.reply("info").path("result").path("name").asString()).isEqualTo("node2");
        JsonNode network = ann.reply("network").path("result");
        assertThat(network.path("key").asString()).isEqualTo(bobsKey());
        assertThat(network.path("links").size()).isEqualTo(2);
        assertThat(ann.reply("none").path("ok").asBoolean()).isFalse();
        assertThat(ann.reply("none").path("code").asString()).isEqualTo("RPC_METHOD_UNKNOWN");
    }

    @Test
    void aBlastIsMeasuredWhileOtherCommandsAreUnderWay() throws Exception {
        ann.say("#blast blast " + bobsKey() + " 50");
        ann.say("#ping ping " + bobsKey() + " 3");
        ann.say("#text send " + bobsKey() + " meanwhile");
        ann.say("#back rpc " + swarm.keys.get(2) + " ping");
        for (String id : List.of("ping", "text", "back", "blast")) {
            assertThat(ann.reply(id).path("ok").asBoolean()).as(id).isTrue();
        }
        JsonNode blast = ann.reply("blast");
        double bytes =
                blast.path("seconds").asDouble() * blast.path("megabytesPerSecond").asDouble();
        assertThat(bytes).isBetween(49.0, 51.0);
        assertThat(blast.path("pathChanges").isInt()).isTrue();
        var data = bob.lines(line -> line.path("type").asString("").equals("blast"), 2);
        assertThat(data).hasSize(2);
        assertThat(data.get(1).json().path("bytes").asLong()).isEqualTo(50_000_000);
        ann.say("#stats stats");
        assertThat(ann.reply("stats").path("sessions").asInt()).isEqualTo(2);
        assertThat(ann.reply("stats").path("streams").isInt()).isTrue();
    }

    @Test
    void aReceiverThatIsKilledFailsTheBlast() throws Exception {
        ann.say("#blast blast " + bobsKey() + " 100000");
        bob.event("stream");
        long killed = System.nanoTime();
        bob.kill();
        JsonNode reply = ann.reply("blast");
        assertThat(Duration.ofNanos(System.nanoTime() - killed)).isLessThan(UNTIL_MISSED);
        assertThat(reply.path("ok").asBoolean()).isFalse();
        assertThat(reply.path("code").asString()).isEqualTo("SESSION_LOST");
        assertThat(reply.path("message").asString()).isNotBlank();
        assertWorks(ann, cat, swarm.keys.get(2));
    }

    @Test
    void aSenderThatIsKilledLeavesTheReceiverWorking() throws Exception {
        ann.say("blast " + bobsKey() + " 100000");
        bob.event("stream");
        ann.kill();
        JsonNode error = bob.event("error");
        assertThat(error.path("code").asString()).isEqualTo("SESSION_LOST");
        assertThat(error.path("fatal").asBoolean()).isFalse();
        assertThat(error.path("peer").asString()).isEqualTo(annsKey());
        assertThat(error.path("type").asString()).isEqualTo("blast");
        assertThat(bob.event("gone").path("peer").asString()).isEqualTo(annsKey());
        assertWorks(cat, bob, bobsKey());
    }

    private static void assertWorks(RswarmProcess from, RswarmProcess to, String key)
            throws IOException, InterruptedException {
        from.say("#after send " + key + " still here");
        assertThat(from.reply("after").path("ok").asBoolean()).isTrue();
        assertThat(to.event("data").path("text").asString()).isEqualTo("still here");
    }

    @Test
    void aNodeWhoseOutputNobodyReadsHoldsOnlyItsSendersBack() throws Exception {
        bob.stopReading();
        String text = "x".repeat(60_000);
        for (int i = 0; i < 20; i++) {
            ann.say("#" + i + " send " + bobsKey() + " " + text);
        }
        ann.say("#ping rpc " + bobsKey() + " ping");
        assertThat(ann.reply("ping").path("result").asString()).isEqualTo("pong");
        assertThat(ann.count("reply")).isLessThan(20);
        bob.readOn();
        for (int i = 0; i < 20; i++) {
            assertThat(ann.reply("" + i).path("ok").asBoolean()).isTrue();
        }
    }

    private String annsKey() {
        return swarm.keys.get(0);
    }

    private String bobsKey() {
        return swarm.keys.get(1);
    }
}
