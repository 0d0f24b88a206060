package org.resilientswarm.core.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The frames of a `db` stream that the golden vectors were made of.
final class GoldenDbFrames {
    static final RecordId FIRST = RecordId.read(GoldenMessages.bytes(32, 1), 0);
    static final RecordId LAST = RecordId.read(GoldenMessages.bytes(32, 0xff), 0);

    private GoldenDbFrames() {}

    /// Anna's note `colour`, whose body is the text `blue` in CBOR.
    static SignedRecord record() {
        byte[] body = "dblue".getBytes(StandardCharsets.US_ASCII);
        return record("colour", 0, false, body);
    }

    static SignedRecord tombstone() {
        long until = GoldenMessages.MADE.plus(Protocol.TOMBSTONE_LIFETIME).toEpochMilli();
        return record("Größe", until, true, new byte[0]);
    }

    private static SignedRecord record(String name, long expires, boolean deleted, byte[] body) {
        long created = GoldenMessages.MADE.toEpochMilli();
        var key = new RecordKey(GoldenMessages.ANNA.publicKey(), "note", name);
        return SignedRecord.sign(
                GoldenMessages.ANNA, key, created * 1000, created, expires, deleted, body);
    }

    static Map<String, DbFrame> frames() {
        var frames = new LinkedHashMap<String, DbFrame>();
        frames.put("announce", new DbFrame.Announce(List.of(FIRST, LAST)));
        frames.put("want", new DbFrame.Want(List.of(LAST)));
        frames.put("missing", new DbFrame.Missing(List.of(FIRST)));
        frames.put("records", new DbFrame.Records(List.of(record(), tombstone())));
        frames.put("ask", new DbFrame.Ask(1, new byte[] {1, 2, 3}));
        frames.put("answer", new DbFrame.Answer(0x1020304, new byte[] {4, 5}));
        frames.put("behind", new DbFrame.Behind());
        frames.put("reconciled", new DbFrame.Reconciled(7, 3, 0x10000));
        return frames;
    }
}
