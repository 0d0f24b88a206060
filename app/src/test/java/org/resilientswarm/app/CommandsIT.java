package org.resilientswarm.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands that end by themselves, run as a script runs them.
class CommandsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path home;

    @Test
    void tenNodesOfADemoMeetInNinetyEvents() throws Exception {
        try (var demo =
                RswarmProcess.start(home, "demo", "--nodes", "10", "--seconds", "10", "--json")) {
            assertThat(demo.exitWithin(PATIENCE)).as(demo.errors()).isZero();
            assertThat(demo.lines("ready", 10)).hasSize(10);
            assertThat(demo.lines("peer", 90)).hasSize(90);
            assertThat(demo.event("summary").path("complete").asBoolean()).isTrue();
            assertThat(demo.count("text")).as("lines that are not JSON").isZero();
        }
    }

    @Test
    void withoutADisplayTheConsoleSaysSoAndRunsTheDemo() throws Exception {
        try (var console = RswarmProcess.start(home, "console", "--join")) {
            console.lines(json -> json.path("text").asString("").contains("has a new peer"), 6);
            console.terminate();
            assertThat(console.exitWithin(PATIENCE)).isZero();
            assertThat(console.errors())
                    .startsWith("rswarm: there is no display here")
                    .hasLineCount(1);
        }
    }

    @Test
    void aKeyIsMadeShownAndChecked() throws Exception {
        String made = text(0, "key", "new");
        assertThat(home.resolve("rswarm/identity.pem")).exists();
        assertThat(text(0, "key", "show")).isEqualTo(made);
        assertThat(text(0, "key", "check", made.toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo(made);
        assertThat(error(1, "key", "new")).startsWith("rswarm: KEY_FILE_EXISTS ");
    }

    @Test
    void anExposedKeyFileIsRefusedWithWhatToRun() throws Exception {
        text(0, "key", "new");
        Path file = home.resolve("rswarm/identity.pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(error(1, "key", "show"))
                .startsWith("rswarm: KEY_FILE_EXPOSED ")
                .contains("chmod 600 '" + file + "'");
        assertThat(error(1, "node", "--key", file.toString()))
                .startsWith("rswarm: KEY_FILE_EXPOSED ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dance",
                "key",
                "key check",
                "db",
                "demo --nodes 0",
                "demo --nodes 101",
                "demo --seconds soon",
                "node --listen nowhere",
                "node --join abc",
                "node --exchange ftp://example.org",
                "node --relay-limit 0",
                "exchange --tls-cert cert.pem",
                "exchange --stun 65536",
                "doctor --peer abc",
                "doctor --exchange ftp://example.org",
            })
    void wrongUsageEndsWithStatusTwo(String line) throws Exception {
        String[] arguments = line.split(" ", -1);
        assertThat(error(2, arguments)).matches("rswarm: [A-Z_]+ .+\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "console ",
                "demo ",
                "node ",
                "exchange ",
                "key ",
                "key check ",
                "db ",
                "db dump ",
                "doctor "
            })
    void everyCommandHasHelpAndVersion(String command) throws Exception {
        try (var help = RswarmProcess.start(home, (command + "--help").split(" ", -1));
                var version = RswarmProcess.start(home, (command + "--version").split(" ", -1))) {
            assertThat(help.exitWithin(PATIENCE)).isZero();
            assertThat(help.lines("text", 1).getFirst().json().path("text").asString())
                    .startsWith("Usage: rswarm");
            assertThat(version.exitWithin(PATIENCE)).isZero();
            assertThat(version.lines("text", 1).getFirst().json().path("text").asString())
                    .matches("rswarm [0-9.]+");
        }
    }

    @Test
    void theHelpNamesEveryCommand() throws Exception {
        try (var help = RswarmProcess.start(home, "--help")) {
            assertThat(help.exitWithin(PATIENCE)).isZero();
            assertThat(help.lines("text", 14).stream())
                    .map(line -> line.json().path("text").asString().strip().split(" ", 2)[0])
                    .contains("console", "demo", "node", "exchange", "key", "db", "doctor");
        }
    }

    private String text(int status, String... arguments) throws InterruptedException {
        try (var process = RswarmProcess.start(home, arguments)) {
            assertThat(process.exitWithin(PATIENCE)).as(process.errors()).isEqualTo(status);
            return process.lines("text", 1).getFirst().json().path("text").asString();
        }
    }

    private String error(int status, String... arguments) throws InterruptedException {
        try (var process = RswarmProcess.start(home, arguments)) {
            assertThat(process.exitWithin(PATIENCE)).isEqualTo(status);
            return process.errors();
        }
    }
}
