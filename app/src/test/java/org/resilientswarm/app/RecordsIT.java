package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The database of three processes, as a script has it.
class RecordsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path home;
    private ThreeNodes swarm;
    private RswarmProcess ann;
    private RswarmProcess bob;
    private RswarmProcess cat;
    private String annsKey;

    @BeforeEach
    void meet() throws IOException, InterruptedException {
        swarm = new ThreeNodes(home);
        swarm.meet();
        ann = swarm.nodes.get(0);
        bob = swarm.nodes.get(1);
        cat = swarm.nodes.get(2);
        annsKey = swarm.keys.get(0);
    }

    @AfterEach
    void endAll() {
        swarm.close();
    }

    @Test
    void aRecordIsEverywhereUntilItsAuthorDeletesIt() throws Exception {
        ann.say("#put put note hello {\"text\": \"zwei Wörter\"}");
        JsonNode put = ann.reply("put");
        assertThat(put.path("ok").asBoolean()).isTrue();
        for (var other : List.of(bob, cat)) {
            JsonNode record = record(other, change -> !change.path("deleted").asBoolean());
            assertThat(record.path("author").asString()).isEqualTo(annsKey);
            assertThat(record.path("name").asString()).isEqualTo("hello");
            assertThat(record.path("sequence").asLong()).isEqualTo(put.path("sequence").asLong());
            assertThat(record.path("body").path("text").asString()).isEqualTo("zwei Wörter");
            assertThat(swarm.keys).contains(record.path("from").asString());
        }
        assertFound(bob, put.path("sequence").asLong());

        ann.say("#delete delete note hello");
        long deleted = ann.reply("delete").path("sequence").asLong();
        assertThat(deleted).isGreaterThan(put.path("sequence").asLong());
        for (var other : List.of(bob, cat)) {
            JsonNode record = record(other, change -> change.path("deleted").asBoolean());
            assertThat(record.path("sequence").asLong()).isEqualTo(deleted);
            assertThat(record.path("body").isNull()).isTrue();
        }
        bob.say("#none get " + annsKey + " note hello");
        assertThat(bob.reply("none").path("code").asString()).isEqualTo("RECORD_UNKNOWN");
    }

    /// A note that was put or deleted over there.
    private static JsonNode record(RswarmProcess node, Predicate<JsonNode> wanted)
            throws InterruptedException {
        Predicate<JsonNode> isNote = line -> line.path("event").asString().equals("record");
        return node.lines(
                        isNote.and(line -> line.path("kind").asString().equals("note")).and(wanted),
                        1)
                .getFirst()
                .json();
    }

    private void assertFound(RswarmProcess node, long sequence) throws Exception {
        node.say("#get get " + annsKey + " note hello");
        node.say("#all records note");
        JsonNode record = node.reply("get").path("record");
        assertThat(record.path("sequence").asLong()).isEqualTo(sequence);
        assertThat(record.path("expires").isNull()).isTrue();
        assertThat(node.reply("all").path("records")).containsExactly(record);
        assertThat(node.reply("all").path("cut").asBoolean(true)).isFalse();
    }

    @Test
    void databasesThatAreEqualCompareInAFewBytesAndHoldEveryMember() throws Exception {
        for (var node : swarm.nodes) {
            node.lines(line -> line.path("kind").asString("").equals("peer"), 2);
        }
        ann.say("#peers records peer");
        assertThat(StreamSupport.stream(ann.reply("peers").path("records").spliterator(), false))
                .extracting(record -> record.path("author").asString())
                .containsExactlyInAnyOrderElementsOf(swarm.keys);

        ann.say("#equal reconcile " + swarm.keys.get(1));
        JsonNode equal = ann.reply("equal");
        assertThat(equal.path("ok").asBoolean()).isTrue();
        assertThat(equal.path("rounds").asInt()).isPositive();
        assertThat(equal.path("bytesSent").asLong()).isPositive();
        assertThat(equal.path("bytesSent").asLong() + equal.path("bytesReceived").asLong())
                .isLessThan(1024);
        ann.say("#stats stats");
        assertThat(ann.reply("stats").path("records").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(ann.reply("stats").path("recordBytes").asLong()).isPositive();
    }

    @Test
    void aKilledNodeKeepsItsRecordsAndFindsTheSwarmByItself() throws Exception {
        ann.say("#put put note hello [1, 2.5]");
        long sequence = ann.reply("put").path("sequence").asLong();
        ann.kill();
        swarm.exchange.kill();
        ann.exitWithin(PATIENCE);
        swarm.exchange.exitWithin(PATIENCE);
        try (var again = swarm.startWithoutExchange("node1")) {
            again.event("ready");
            assertFound(again, sequence);
            assertThat(again.lines("peer", 2))
                    .extracting(line -> line.json().path("peer").asString())
                    .containsExactlyInAnyOrderElementsOf(swarm.keys.subList(1, 3));
        }
    }

    @Test
    void twoNodesWithOneKeyAreBothTold() throws Exception {
        Path copy = Files.createDirectory(home.resolve("copy"));
        Files.copy(home.resolve("node1/identity.pem"), copy.resolve("identity.pem"));
        try (var twin = swarm.startNode("copy")) {
            assertThat(twin.event("ready").path("key").asString()).isEqualTo(annsKey);
            for (var one : List.of(ann, twin)) {
                JsonNode error = one.event("error");
                assertThat(error.path("code").asString()).isEqualTo("IDENTITY_ELSEWHERE");
                assertThat(error.path("fatal").asBoolean(true)).isFalse();
            }
        }
    }

    @Test
    void theDatabaseCanBeLookedIntoAfterTheNodeHasLeft() throws Exception {
        ann.say("#put put note \"\" \"kept\"");
        ann.reply("put");
        ann.say("quit");
        ann.exitWithin(PATIENCE);
        try (var stats = database("stats");
                var dump = database("dump")) {
            JsonNode counted = stats.event("db");
            assertThat(counted.path("kinds").path("note").asInt()).isEqualTo(1);
            assertThat(counted.path("integrity").asString()).isEqualTo("ok");
            assertThat(stats.exitWithin(PATIENCE)).isZero();
            JsonNode note = record(dump, record -> record.path("name").asString("?").isEmpty());
            assertThat(note.path("author").asString()).isEqualTo(annsKey);
            assertThat(note.path("body").asString()).isEqualTo("kept");
            assertThat(dump.exitWithin(PATIENCE)).isZero();
            assertThat(dump.lines("record", 1))
                    .hasSize(counted.path("records").asInt())
                    .allMatch(line -> line.json().path("verdict").asString().equals("valid"));
        }
    }

    private RswarmProcess database(String what) {
        String data = home.resolve("node1").toString();
        return RswarmProcess.start(home, "db", what, "--json", "--data", data);
    }
}
