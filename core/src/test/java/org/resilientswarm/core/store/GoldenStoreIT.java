package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.core.store.RecordStoreContract.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenStoreIT {
    @TempDir private Path home;

    @Test
    void aDatabaseOfTheFirstVersionIsReadInFull() throws Exception {
        var folder = new StoreFolder(home);
        Files.copy(GoldenStore.FILE, folder.file());
        try (var store = folder.open()) {
            assertThat(store.fault()).isEmpty();
            assertThat(await(store.query(null, null, null, 9)))
                    .usingRecursiveComparison()
                    .isEqualTo(GoldenStore.records().stream().map(StoreRecords::stored).toList());
            assertThat(await(store.acquaintances(9)))
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(GoldenStore.acquaintance()));
        }
    }
}
