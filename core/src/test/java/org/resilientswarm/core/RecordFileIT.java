package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.RecordFile.Entry;
import org.resilientswarm.core.RecordFile.Verdict;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.RecordFileStats;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.store.GoldenStore;
import org.resilientswarm.core.wire.SignedRecord;
import tools.jackson.databind.JsonNode;

class RecordFileIT {
    private static final Instant CREATED = Instant.ofEpochMilli(1_790_000_000_000L);

    @TempDir private Path home;

    private Path file = GoldenStore.FILE;

    @BeforeEach
    void copy() throws Exception {
        file = Files.copy(GoldenStore.FILE, home.resolve("swarm.db"));
    }

    @Test
    void itIsCountedAndChecked() throws Exception {
        long bytes = GoldenStore.records().stream().mapToLong(SignedRecord::length).sum();
        try (var records = RecordFile.open(file)) {
            RecordFileStats stats = records.stats();
            assertThat(stats.records()).isEqualTo(4);
            assertThat(stats.deleted()).isEqualTo(1);
            assertThat(stats.kinds()).isEqualTo(Map.of("note", 3L, "poem", 1L));
            assertThat(stats.authors()).isEqualTo(2);
            assertThat(stats.bytes()).isEqualTo(bytes);
            assertThat(stats.fileBytes()).isEqualTo(Files.size(file));
            assertThat(stats.oldest()).isEqualTo(CREATED);
            assertThat(stats.newest()).isEqualTo(CREATED);
            assertThat(stats.schemaVersion()).isEqualTo(1);
            assertThat(stats.integrity()).isEqualTo("ok");
        }
    }

    @Test
    void eachRecordComesWithItsVerdict() throws Exception {
        List<Entry> entries = new ArrayList<>();
        try (var records = RecordFile.open(file)) {
            records.forEach(entries::add);
        }
        assertThat(entries)
                .extracting(Entry::verdict)
                .containsExactly(Verdict.VALID, Verdict.FORGED, Verdict.MALFORMED, Verdict.VALID);
        SwarmRecord deleted = entries.get(0).record();
        assertThat(deleted.deleted()).isTrue();
        assertThat(deleted.expires()).isEqualTo(CREATED.plusSeconds(1));
        JsonNode malformed = Objects.requireNonNull(entries.get(2).record().body());
        assertThat(malformed.binaryValue()).containsExactly((byte) 0xff);
        SwarmRecord poem = entries.get(3).record();
        SignedRecord written = GoldenStore.records().getLast();
        assertThat(poem)
                .isEqualTo(
                        new SwarmRecord(
                                written.key().author(),
                                "poem",
                                "größe 😀",
                                7,
                                CREATED,
                                null,
                                GoldenStore.NOTE));
    }

    @Test
    void whoWantsNoMoreGetsNoMore() {
        List<Entry> entries = new ArrayList<>();
        try (var records = RecordFile.open(file)) {
            records.forEach(
                    entry -> {
                        entries.add(entry);
                        return entries.size() < 2;
                    });
        }
        assertThat(entries).hasSize(2);
    }

    @Test
    void lookingLeavesNoTrace() throws Exception {
        byte[] before = Files.readAllBytes(file);
        try (var records = RecordFile.open(file)) {
            records.stats();
            records.forEach(_ -> true);
        }
        assertThat(file).hasBinaryContent(before);
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsNoDatabaseIsRefusedAndLeftAlone() throws Exception {
        Files.writeString(file, "a letter to my aunt ".repeat(300));
        assertRefused(file, ErrorCode.STORE_DAMAGED);
        assertThat(file).content().startsWith("a letter");
        assertRefused(home.resolve("none.db"), ErrorCode.DATA_FOLDER_UNUSABLE);
        assertRefused(home, ErrorCode.DATA_FOLDER_UNUSABLE);
        assertRefused(Files.createFile(home.resolve("empty.db")), ErrorCode.STORE_DAMAGED);
        assertThat(home.resolve("none.db")).doesNotExist();
    }

    private static void assertRefused(Path file, ErrorCode code) {
        assertThatThrownBy(() -> RecordFile.open(file).close())
                .isInstanceOfSatisfying(
                        SwarmException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
