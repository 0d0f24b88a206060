package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `rswarm db`, on a database that core's tests keep.
class DbCommandIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Path DATABASE = Path.of("../core/src/test/resources/store/version-1.db");

    @TempDir private Path home;

    private Path data = Path.of("");

    @BeforeEach
    void copy() throws Exception {
        data = Files.createDirectory(home.resolve("node"));
        Files.copy(DATABASE, data.resolve("swarm.db"));
    }

    @Test
    void statsCountsWhatThereIs() throws Exception {
        JsonNode stats = json("db", 1, "stats", "--json").getFirst();
        assertThat(stats.path("file").asString()).isEqualTo(data.resolve("swarm.db").toString());
        assertThat(stats.path("records").asInt()).isEqualTo(4);
        assertThat(stats.path("deleted").asInt()).isEqualTo(1);
        assertThat(stats.path("authors").asInt()).isEqualTo(2);
        assertThat(stats.path("kinds").path("note").asInt()).isEqualTo(3);
        assertThat(stats.path("kinds").path("poem").asInt()).isEqualTo(1);
        assertThat(stats.path("fileBytes").asLong()).isEqualTo(Files.size(DATABASE));
        assertThat(stats.path("newest").asString()).isEqualTo("2026-09-21T14:13:20Z");
        assertThat(stats.path("schema").asInt()).isEqualTo(1);
        assertThat(stats.path("integrity").asString()).isEqualTo("ok");
    }

    @Test
    void dumpPrintsEachRecordWithItsVerdict() throws Exception {
        List<JsonNode> records = json("record", 4, "dump", "--json");
        assertThat(records)
                .extracting(record -> record.path("verdict").asString())
                .containsExactly("valid", "forged", "malformed", "valid");
        assertThat(records.getFirst().path("deleted").asBoolean()).isTrue();
        assertThat(records.getFirst().path("body").isNull()).isTrue();
        JsonNode poem = records.getLast();
        assertThat(poem.path("kind").asString()).isEqualTo("poem");
        assertThat(poem.path("name").asString()).isEqualTo("größe 😀");
        assertThat(poem.path("sequence").asInt()).isEqualTo(7);
        assertThat(poem.path("author").asString()).matches("([0-9a-z]{7}-){7}[0-9a-z]{7}");
        assertThat(poem.path("body").path("text").asString()).isEqualTo("größe");
        assertThat(poem.path("body").path("stars").toString()).isEqualTo("[1,2.5,null]");
    }

    @Test
    void peopleGetSentences() throws Exception {
        try (var stats = start("stats");
                var dump = start("dump")) {
            assertThat(stats.exitWithin(PATIENCE)).isZero();
            assertThat(stats.lines("text", 5).getFirst().json().path("text").asString())
                    .endsWith("swarm.db: 4 records, 1 of them deleted, by 2 authors");
            assertThat(dump.exitWithin(PATIENCE)).isZero();
            assertThat(dump.lines("text", 4).get(1).json().path("text").asString())
                    .matches("[0-9a-z]{7} note \"b\" 1 \\(FORGED\\) \\{.*\\}");
        }
    }

    @Test
    void aNodeThatRunsKeepsItsDatabaseToItself() throws Exception {
        // As a node locks it.
        try (var channel =
                        FileChannel.open(
                                data.resolve("swarm.db.lock"),
                                StandardOpenOption.CREATE,
                                StandardOpenOption.WRITE);
                var lock = channel.lock()) {
            assertThat(lock.isValid()).isTrue();
            assertThat(error(1, "stats")).startsWith("rswarm: DATA_FOLDER_IN_USE ");
            assertThat(error(1, "dump")).startsWith("rswarm: DATA_FOLDER_IN_USE ");
        }
    }

    @Test
    void aFolderWithoutADatabaseIsNamed() throws Exception {
        Files.delete(data.resolve("swarm.db"));
        assertThat(error(1, "stats")).startsWith("rswarm: DATA_FOLDER_UNUSABLE there is no ");
        assertThat(data).isEmptyDirectory();
    }

    private List<JsonNode> json(String event, int count, String... arguments) throws Exception {
        try (var process = start(arguments)) {
            assertThat(process.exitWithin(PATIENCE)).as(process.errors()).isZero();
            assertThat(process.count("text")).as("lines that are not JSON").isZero();
            var lines = process.lines(event, count);
            assertThat(lines).hasSize(count);
            return lines.stream().map(RswarmProcess.Line::json).toList();
        }
    }

    private String error(int status, String... arguments) throws Exception {
        try (var process = start(arguments)) {
            assertThat(process.exitWithin(PATIENCE)).isEqualTo(status);
            assertThat(process.errors()).hasLineCount(1);
            return process.errors();
        }
    }

    private RswarmProcess start(String... arguments) {
        var command = new ArrayList<>(List.of("db"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--data", data.toString()));
        return RswarmProcess.start(home, command.toArray(String[]::new));
    }
}
