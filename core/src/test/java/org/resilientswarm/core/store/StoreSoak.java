package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Kills two hundred processes that write, each at a random moment, and sees after each that the
/// database opens, that everything acknowledged is there and signed, and no batch by half.
///
/// Start it with `mvn -Psoak -pl core verify -Dit.test=StoreSoak`; `-Dsoak.kills=20` makes it
/// shorter, `-Dsoak.seed=7` repeats a run.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL")
class StoreSoak {
    private static final int KILLS = Integer.getInteger("soak.kills", 200);

    /// A database is killed so often; then a new one begins, so that looking stays quick.
    private static final int KILLS_A_DATABASE = 10;

    /// One in so many is killed at the start, perhaps while it opens the database.
    private static final int EARLY = 5;

    private static final int EARLY_MILLIS = 1_500;
    private static final int LATE_MILLIS = 300;

    @TempDir private Path home;

    @Test
    void nothingAcknowledgedIsLostWhenTheProcessIsKilled() throws Exception {
        long seed = Long.getLong("soak.seed", new Random().nextLong());
        System.out.printf("seed %d%n", seed);
        var random = new Random(seed);
        long acknowledged = 0;
        long found = 0;
        int withoutAny = 0;
        KilledWriter writer = writer(0);
        for (int kill = 0; kill < KILLS; kill++) {
            if (kill % KILLS_A_DATABASE == 0) {
                writer = writer(kill);
            }
            int count = life(writer, kill + 1, random);
            int records = writer.verify();
            acknowledged += count;
            withoutAny += count == 0 ? 1 : 0;
            if (kill % KILLS_A_DATABASE == KILLS_A_DATABASE - 1) {
                found += records;
                System.out.printf(
                        "kill %3d: %d records acknowledged so far, %d in this database%n",
                        kill + 1, acknowledged, records);
            }
        }
        System.out.printf(
                "%d kills, %d of them before any acknowledgement; %d records acknowledged, none"
                        + " lost; %d in the databases%n",
                KILLS, withoutAny, acknowledged, found);
        assertThat(acknowledged).isGreaterThan(KILLS);
    }

    private KilledWriter writer(int number) throws Exception {
        return new KilledWriter(
                new StoreFolder(Files.createDirectories(home.resolve("db" + number))));
    }

    private static int life(KilledWriter writer, int life, Random random) throws Exception {
        writer.start(life);
        if (random.nextInt(EARLY) == 0) {
            pause(random.nextInt(EARLY_MILLIS));
            return writer.kill();
        }
        writer.awaitFirst();
        pause(random.nextInt(LATE_MILLIS));
        return 1 + writer.kill();
    }

    private static void pause(int millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
