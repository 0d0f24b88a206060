package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL")
class KilledWriterIT {
    @TempDir private Path home;

    @Test
    void aDatabaseBelongsToOneProcessAndIsWholeWhenThatIsKilled() throws Exception {
        var folder = new StoreFolder(home);
        var writer = new KilledWriter(folder);
        writer.start(1);
        writer.awaitFirst();
        assertInUse(() -> folder.open().close());
        assertInUse(() -> ClosedStore.open(folder.file()).close());
        writer.kill();
        try (var closed = ClosedStore.open(folder.file())) {
            assertThat(closed.stats().records()).as("with what is in the log").isPositive();
        }
        assertThat(writer.verify()).isPositive();
    }

    private static void assertInUse(Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .isInstanceOfSatisfying(
                        SwarmException.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.DATA_FOLDER_IN_USE));
    }
}
