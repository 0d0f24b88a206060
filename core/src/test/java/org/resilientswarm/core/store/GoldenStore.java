package org.resilientswarm.core.store;

import static org.resilientswarm.core.store.StoreRecords.author;
import static org.resilientswarm.core.store.StoreRecords.record;
import static org.resilientswarm.core.store.StoreRecords.tombstone;

import java.nio.file.Path;
import java.util.List;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.store.RecordStore.Acquaintance;
import org.resilientswarm.core.wire.RecordBody;
import org.resilientswarm.core.wire.SignedRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is in `store/version-1.db`: a database as the first version wrote it, which every later one
/// must open.
public final class GoldenStore {
    /// The file.
    public static final Path FILE = Path.of("src/test/resources/store/version-1.db");

    /// The value of the sound record.
    public static final JsonNode NOTE =
            JsonMapper.shared().readTree("{\"text\":\"größe\",\"stars\":[1,2.5,null]}");

    private static final Identity ANNA = author(1);
    private static final Identity BEN = author(2);

    private GoldenStore() {}

    /// Writes the file anew. Only for a new version, under a new name.
    ///
    /// @param arguments the file
    public static void main(String[] arguments) throws Exception {
        try (var store = new StoreFolder(Path.of(arguments[0])).open()) {
            store.write(records().stream().map(StoreRecords::put).toList()).join();
            store.remember(List.of(acquaintance())).join();
        }
    }

    /// In the order of their keys: one deleted, one that its author has not signed, one with a body
    /// that is no CBOR, one without fault.
    public static List<SignedRecord> records() throws Exception {
        SignedRecord signed = record(ANNA, "note", "b", 1, RecordBody.write(NOTE));
        byte[] wrong = signed.signature().clone();
        wrong[0] ^= 1;
        var forged =
                new SignedRecord(
                        signed.key(),
                        signed.sequence(),
                        signed.created(),
                        signed.expires(),
                        false,
                        signed.body(),
                        wrong,
                        signed.id());
        return List.of(
                tombstone(BEN, "note", "a", 2),
                forged,
                record(ANNA, "note", "c", 1, new byte[] {(byte) 0xff}),
                record(BEN, "poem", "größe 😀", 7, RecordBody.write(NOTE)));
    }

    static Acquaintance acquaintance() {
        return new Acquaintance(BEN.publicKey(), StoreRecords.card("card"), StoreRecords.RECEIVED);
    }
}
