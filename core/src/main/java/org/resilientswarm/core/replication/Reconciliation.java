package org.resilientswarm.core.replication;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordId;

/// Goes through the other side's items from the least to the greatest.
final class Reconciliation {
    static final int ITEM_BYTES = 8 + RecordId.LENGTH;

    private final RecordSet set;
    private RecordSet.Item behind = RecordSet.LEAST;

    Reconciliation(RecordSet set, int maxMessageBytes) {
        this.set = set;
    }

    byte[] first() {
        return write(List.of(behind), true);
    }

    Step take(byte[] message) throws MalformedException {
        List<RecordSet.Item> theirs = read(message);
        boolean more = message[0] == 1;
        if (more && theirs.isEmpty()) {
            throw malformed();
        }
        var last = more ? theirs.getLast() : null;
        var mine =
                last == null
                        ? set.items.tailSet(behind, false)
                        : set.items.subSet(behind, false, last, true);
        var have = new ArrayList<RecordId>();
        var known = new HashSet<>(theirs);
        mine.stream().filter(item -> !known.contains(item)).forEach(item -> have.add(item.id()));
        var need = new ArrayList<RecordId>();
        theirs.stream()
                .filter(item -> !set.items.contains(item))
                .forEach(item -> need.add(item.id()));
        if (last == null) {
            return new Step(null, have, need);
        }
        behind = last;
        return new Step(write(List.of(last), true), have, need);
    }

    record Step(byte @Nullable [] next, List<RecordId> have, List<RecordId> need) {}

    static byte[] write(List<RecordSet.Item> items, boolean more) {
        var out = ByteBuffer.allocate(1 + items.size() * ITEM_BYTES);
        out.put((byte) (more ? 1 : 0));
        for (RecordSet.Item item : items) {
            out.putLong(item.created()).put(item.id().bytes());
        }
        return out.array();
    }

    static List<RecordSet.Item> read(byte[] message) throws MalformedException {
        if (message.length % ITEM_BYTES != 1 || message[0] < 0 || message[0] > 1) {
            throw malformed();
        }
        var items = new ArrayList<RecordSet.Item>();
        for (int at = 1; at < message.length; at += ITEM_BYTES) {
            items.add(
                    new RecordSet.Item(
                            ByteBuffer.wrap(message).getLong(at), RecordId.read(message, at + 8)));
        }
        return items;
    }

    static MalformedException malformed() {
        return new MalformedException(
                ErrorCode.PROTOCOL_VIOLATED, "a message of reconciliation that makes no sense");
    }
}
