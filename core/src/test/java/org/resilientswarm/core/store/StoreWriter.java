package org.resilientswarm.core.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.store.RecordStore.Change;
import org.resilientswarm.core.wire.RecordBody;
import org.resilientswarm.core.wire.SignedRecord;
import tools.jackson.databind.node.JsonNodeFactory;

/// A process that writes batches of records until it is killed, and prints each record as soon as
/// it is acknowledged.
///
/// A batch is some new records, each of which says how many they are, and a new version of one of
/// eight counters.
final class StoreWriter {
    static final String BATCHED = "batched";
    static final String COUNTER = "counter";
    static final int COUNTERS = 8;
    static final Identity AUTHOR = StoreRecords.author(9);

    private static final int UNDER_WAY = 4;
    private static final int MAX_BATCH = 16;

    private final RecordStore store;
    private final long life;
    private final Random random;
    private final Semaphore turns = new Semaphore(UNDER_WAY);

    private StoreWriter(RecordStore store, long life) {
        this.store = store;
        this.life = life;
        random = new Random(life);
    }

    /// Writes until killed.
    ///
    /// @param arguments the folder, and which life of the writer this is
    public static void main(String[] arguments) throws Exception {
        var folder = new StoreFolder(Path.of(arguments[0]));
        new StoreWriter(folder.open(), Long.parseLong(arguments[1])).writeForEver();
    }

    /// The line that acknowledges a record; one that a kill cut off is no longer one.
    static String line(SignedRecord record) {
        return "ack "
                + record.key().kind()
                + " "
                + record.key().name()
                + " "
                + record.sequence()
                + " .";
    }

    private void writeForEver() throws Exception {
        for (long batch = 1; ; batch++) {
            turns.acquire();
            var changes = new ArrayList<Change>();
            var lines = new StringBuilder();
            for (SignedRecord record : batch(batch)) {
                changes.add(StoreRecords.put(record));
                lines.append(line(record)).append('\n');
            }
            store.write(changes)
                    .thenRun(
                            () -> {
                                System.out.print(lines);
                                System.out.flush();
                                turns.release();
                            });
        }
    }

    private List<SignedRecord> batch(long batch) throws Exception {
        int size = 1 + random.nextInt(MAX_BATCH);
        var records = new ArrayList<SignedRecord>();
        for (int i = 0; i < size; i++) {
            byte[] filler = new byte[random.nextInt(20) == 0 ? 20_000 : 300];
            random.nextBytes(filler);
            var body =
                    JsonNodeFactory.instance.objectNode().put("size", size).put("filler", filler);
            String name = life + "-" + batch + "-" + i;
            records.add(StoreRecords.record(AUTHOR, BATCHED, name, 1, RecordBody.write(body)));
        }
        long sequence = life * 1_000_000 + batch;
        records.add(StoreRecords.record(AUTHOR, COUNTER, "c" + batch % COUNTERS, sequence));
        return records;
    }
}
