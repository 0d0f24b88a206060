package org.resilientswarm.core.replication;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.RecordKey;

/// What the book has of one author, by kind and name. An author may have a thousand records, so
/// names that were chosen to collide cost others little.
final class AuthorShelf {
    final PublicKey key;
    private final EntryTable entries = new EntryTable(2, AuthorShelf::hash);
    private int bytes;
    private int swarmRecords;
    private int swarmBytes;

    AuthorShelf(PublicKey key) {
        this.key = key;
    }

    int size() {
        return entries.size();
    }

    /// How many there are in the same share as those of this kind ...
    int shareRecords(String kind) {
        return RecordKey.isSwarmKind(kind) ? swarmRecords : size() - swarmRecords;
    }

    /// ... and their bytes.
    int shareBytes(String kind) {
        return RecordKey.isSwarmKind(kind) ? swarmBytes : bytes - swarmBytes;
    }

    @Nullable Entry find(String kind, byte[] name) {
        return entries.find(hash(kind, name), entry -> entry.isNamed(kind, name));
    }

    void add(Entry entry) {
        entries.add(entry);
        count(entry, 1);
    }

    void remove(Entry entry) {
        entries.remove(entry);
        count(entry, -1);
    }

    private void count(Entry entry, int sign) {
        bytes += sign * entry.length;
        if (RecordKey.isSwarmKind(entry.kind)) {
            swarmRecords += sign;
            swarmBytes += sign * entry.length;
        }
    }

    private static int hash(Entry entry) {
        return hash(entry.kind, entry.name);
    }

    private static int hash(String kind, byte[] name) {
        return (31 * kind.hashCode() + Arrays.hashCode(name)) * 0x9e3779b9;
    }
}
