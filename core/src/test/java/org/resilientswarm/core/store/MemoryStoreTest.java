package org.resilientswarm.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryStoreTest extends RecordStoreContract {
    @Override
    RecordStore open() {
        return new MemoryStore(Runnable::run);
    }

    @Test
    void workIsDoneOnTheExecutorAndNotBefore() {
        var tasks = new ArrayDeque<Runnable>();
        var store = new MemoryStore(tasks::add);
        var record = StoreRecords.record(StoreRecords.author(1), "note", "a", 1);
        var written = store.write(List.of(StoreRecords.put(record)));
        var read = store.get(record.key());
        assertThat(written).isNotDone();
        tasks.remove().run();
        assertThat(written).isCompleted();
        assertThat(read).isNotDone();
        tasks.remove().run();
        assertThat(read.join()).isPresent();
    }
}
