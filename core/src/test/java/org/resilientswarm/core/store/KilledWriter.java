package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.core.store.RecordStoreContract.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.wire.RecordBody;
import org.resilientswarm.core.wire.RecordKey;

/// Runs [StoreWriter] after [StoreWriter] on one folder, kills each, and looks at what is left.
final class KilledWriter {
    private static final Pattern LINE = Pattern.compile("ack (\\S+) (\\S+) ([0-9]+) \\.");
    private static final int PAGE = 1000;

    private final StoreFolder folder;

    /// Kind and name to the newest sequence that was acknowledged.
    private final Map<String, Long> acknowledged = new HashMap<>();

    private @Nullable Process process;
    private @Nullable Thread reader;

    /// What the process printed and nobody has looked at. It never has to wait for us.
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    KilledWriter(StoreFolder folder) {
        this.folder = folder;
    }

    void start(int life) throws IOException {
        process =
                new ProcessBuilder(
                                System.getProperty("java.home") + "/bin/java",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                // Where the driver unpacks its library, which a killed process
                                // leaves behind.
                                "-Dorg.sqlite.tmpdir=" + folder.path(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                StoreWriter.class.getName(),
                                folder.path().toString(),
                                Integer.toString(life))
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader printed = process.inputReader();
        reader =
                Thread.ofPlatform()
                        .name("reads-acks")
                        .start(() -> printed.lines().forEach(lines::add));
    }

    /// Waits for the first acknowledgement.
    void awaitFirst() throws InterruptedException {
        @Nullable String first = lines.poll(30, TimeUnit.SECONDS);
        assertThat(first).as("the first line").isNotNull().matches(LINE);
        take(Objects.requireNonNull(first));
    }

    /// SIGKILL; what was printed before counts.
    ///
    /// @return how many records were acknowledged in this life
    int kill() throws InterruptedException {
        // Unlike the process's own method, this leaves what was printed.
        assertThat(process().toHandle().destroyForcibly()).isTrue();
        assertThat(process().waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process().exitValue()).as("ended by SIGKILL and not by itself").isEqualTo(137);
        Objects.requireNonNull(reader).join();
        List<String> printed = new ArrayList<>();
        lines.drainTo(printed);
        List<String> cutOff = printed.stream().filter(line -> !take(line)).toList();
        assertThat(cutOff).as("only the last line may break off").hasSizeLessThanOrEqualTo(1);
        return printed.size() - cutOff.size();
    }

    /// Opens the database as a node does, and sees that all is well.
    ///
    /// @return how many records there are
    int verify() throws Exception {
        Map<String, Long> found = new HashMap<>();
        Map<String, Integer> missing = new HashMap<>();
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            @Nullable RecordKey after = null;
            List<Stored> page = await(store.query(null, null, after, PAGE));
            while (!page.isEmpty()) {
                for (Stored stored : page) {
                    look(stored, found, missing);
                    after = stored.record().key();
                }
                page = await(store.query(null, null, after, PAGE));
            }
        }
        assertThat(missing)
                .allSatisfy((batch, count) -> assertThat(count).as("missing of " + batch).isZero());
        acknowledged.forEach(
                (key, sequence) ->
                        assertThat(found.getOrDefault(key, 0L))
                                .as(key)
                                .isGreaterThanOrEqualTo(sequence));
        return found.size();
    }

    private static void look(Stored stored, Map<String, Long> found, Map<String, Integer> missing)
            throws Exception {
        var record = stored.record();
        assertThat(record.verified()).as("the signature of " + record.key()).isTrue();
        String name = record.key().name();
        found.put(record.key().kind() + " " + name, record.sequence());
        if (record.key().kind().equals(StoreWriter.BATCHED)) {
            int size = RecordBody.read(record.body()).path("size").asInt();
            String batch = name.substring(0, name.lastIndexOf('-'));
            missing.merge(batch, size - 1, (before, _) -> before - 1);
        } else {
            // Comes behind all of the others, in the order of kinds.
            String batch = record.sequence() / 1_000_000 + "-" + record.sequence() % 1_000_000;
            assertThat(found)
                    .as("a half batch")
                    .containsKey(StoreWriter.BATCHED + " " + batch + "-0");
        }
    }

    private boolean take(String line) {
        Matcher ack = LINE.matcher(line);
        if (ack.matches()) {
            acknowledged.merge(
                    ack.group(1) + " " + ack.group(2), Long.parseLong(ack.group(3)), Math::max);
        }
        return ack.matches();
    }

    private Process process() {
        return Objects.requireNonNull(process);
    }
}
