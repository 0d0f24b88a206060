package org.resilientswarm.core.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;
import org.slf4j.LoggerFactory;

/// A folder with a database, and what is beside it.
record StoreFolder(Path path) {
    private static final SwarmThreads THREADS =
            new SwarmThreads(
                    (thread, thrown) ->
                            LoggerFactory.getLogger(StoreFolder.class)
                                    .error(
                                            "event=stray_exception thread={}",
                                            thread.getName(),
                                            thrown));

    /// Stands still, so that names are known beforehand.
    private static final Clock CLOCK =
            new Clock() {
                @Override
                public Instant now() {
                    return Instant.parse("2026-12-24T18:00:00.5Z");
                }

                @Override
                public long nanos() {
                    return 0;
                }
            };

    Path file() {
        return path.resolve("swarm.db");
    }

    SqliteStore open() {
        return SqliteStore.open(file(), THREADS, CLOCK);
    }

    SqliteStore open(int maxPages) {
        return SqliteStore.open(file(), THREADS, CLOCK, maxPages);
    }

    /// The names of all files, in order.
    List<String> names() {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Copies database and log, as they would be after a power cut.
    StoreFolder copy(Path target) throws IOException {
        Files.createDirectories(target);
        for (String name : List.of("swarm.db", "swarm.db-wal")) {
            if (Files.exists(path.resolve(name))) {
                Files.copy(path.resolve(name), target.resolve(name));
            }
        }
        return new StoreFolder(target);
    }
}
