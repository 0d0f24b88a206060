package org.resilientswarm.core.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.store.RecordStore.Change;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

/// Makes records and authors for tests.
final class StoreRecords {
    static final long CREATED = 1_790_000_000_000L;
    static final Instant RECEIVED = Instant.ofEpochMilli(CREATED + 123);

    private StoreRecords() {}

    /// Always the same for the same number.
    static Identity author(int number) {
        byte[] seed = new byte[32];
        Arrays.fill(seed, (byte) number);
        return Identity.ofSeed(seed);
    }

    static SignedRecord record(Identity author, String kind, String name, long sequence) {
        byte[] body = new byte[100];
        Arrays.fill(body, (byte) sequence);
        return record(author, kind, name, sequence, body);
    }

    static SignedRecord record(
            Identity author, String kind, String name, long sequence, byte[] body) {
        var key = new RecordKey(author.publicKey(), kind, name);
        return SignedRecord.sign(author, key, sequence, CREATED, 0, false, body);
    }

    static SignedRecord tombstone(Identity author, String kind, String name, long sequence) {
        var key = new RecordKey(author.publicKey(), kind, name);
        return SignedRecord.sign(author, key, sequence, CREATED, CREATED + 1000, true, new byte[0]);
    }

    static Stored stored(SignedRecord record) {
        return new Stored(record, null, RECEIVED);
    }

    static Change put(SignedRecord record) {
        return new Change.Put(stored(record));
    }

    static Change remove(SignedRecord record) {
        return new Change.Remove(record.key(), record.id());
    }

    static byte[] card(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
