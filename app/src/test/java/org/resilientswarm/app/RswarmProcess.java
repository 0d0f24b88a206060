package org.resilientswarm.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A running `bin/rswarm`, as a script would use it: lines go in, JSON lines come out.
final class RswarmProcess implements AutoCloseable {
    private static final Path PROGRAM =
            Path.of(System.getProperty("rswarm.program", "target/rswarm/bin/rswarm"));
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Process process;
    private final Path errors;

    // Guarded by this.
    private final List<Line> lines = new ArrayList<>();
    private boolean ended;
    private boolean reading = true;

    /// @param json what was printed
    /// @param nanos when it was read
    record Line(JsonNode json, long nanos) {}

    private RswarmProcess(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        Thread.ofPlatform().daemon().name("reads-" + process.pid()).start(this::read);
    }

    /// Starts the program with these arguments.
    static RswarmProcess start(Path home, String... arguments) {
        return startBehind(List.of(), home, arguments);
    }

    /// The same behind the words of another command, which runs it.
    static RswarmProcess startBehind(List<String> runner, Path home, String... arguments) {
        var command = new ArrayList<>(runner);
        command.add(PROGRAM.toAbsolutePath().toString());
        command.addAll(List.of(arguments));
        try {
            Path errors = Files.createTempFile(home, "stderr", ".txt");
            var builder = new ProcessBuilder(command).redirectError(errors.toFile());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("XDG_DATA_HOME", home.toString());
            builder.environment().remove("DISPLAY");
            builder.environment().remove("WAYLAND_DISPLAY");
            return new RswarmProcess(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Writes a line to standard input.
    void say(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    /// The first line with this event, waited for.
    JsonNode event(String event) throws InterruptedException {
        return lines(event, 1).getFirst().json();
    }

    /// The reply to the command with this id, waited for.
    JsonNode reply(String id) throws InterruptedException {
        return lines(json -> json.path("id").asString("").equals(id), 1).getFirst().json();
    }

    /// At least this many lines with this event, waited for.
    List<Line> lines(String event, int count) throws InterruptedException {
        return lines(json -> json.path("event").asString().equals(event), count);
    }

    /// At least this many lines that are like this, waited for.
    synchronized List<Line> lines(Predicate<JsonNode> wanted, int count)
            throws InterruptedException {
        var found = linesWithin(Duration.ofSeconds(60), wanted, count);
        if (found.size() < count) {
            throw new AssertionError(
                    found.size() + " instead of " + count + " in " + lines + "\n" + errors());
        }
        return found;
    }

    /// Lines that are like this: so many, or fewer when the time is over or the process ended.
    synchronized List<Line> linesWithin(Duration time, Predicate<JsonNode> wanted, int count)
            throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (true) {
            var found = lines.stream().filter(line -> wanted.test(line.json())).toList();
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (found.size() >= count || ended || left <= 0) {
                return found;
            }
            wait(left);
        }
    }

    /// How many lines with this event there are now.
    synchronized long count(String event) {
        return lines.stream()
                .filter(line -> line.json().path("event").asString().equals(event))
                .count();
    }

    /// Leaves what it prints from now on in the pipe.
    synchronized void stopReading() {
        reading = false;
    }

    /// Reads on.
    synchronized void readOn() {
        reading = true;
        notifyAll();
    }

    /// Closes standard input.
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /// Sends SIGTERM.
    void terminate() {
        process.destroy();
    }

    /// Sends SIGKILL.
    void kill() {
        process.destroyForcibly();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// The exit status, waited for at most this long.
    int exitWithin(Duration time) throws InterruptedException {
        if (!process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + time + "\n" + errors());
        }
        return process.exitValue();
    }

    /// What it wrote to standard error.
    String errors() {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            in.lines().forEach(this::add);
        } catch (UncheckedIOException | IOException e) {
            add("{\"event\":\"unreadable\",\"message\":\"" + e.getMessage() + "\"}");
        } finally {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    private synchronized void add(String line) {
        JsonNode json =
                line.startsWith("{")
                        ? JSON.readTree(line)
                        : JSON.createObjectNode().put("event", "text").put("text", line);
        lines.add(new Line(json, System.nanoTime()));
        notifyAll();
        while (!reading) {
            try {
                wait();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
