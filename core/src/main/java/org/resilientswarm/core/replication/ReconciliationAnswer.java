package org.resilientswarm.core.replication;

import java.util.List;
import org.resilientswarm.core.wire.MalformedException;

/// Answers with the items behind the one that was named.
final class ReconciliationAnswer {
    private ReconciliationAnswer() {}

    static byte[] to(RecordSet set, byte[] message, int maxMessageBytes) throws MalformedException {
        List<RecordSet.Item> asked = Reconciliation.read(message);
        if (asked.size() != 1) {
            throw Reconciliation.malformed();
        }
        int most = (maxMessageBytes - 1) / Reconciliation.ITEM_BYTES;
        var items = set.items.tailSet(asked.getFirst(), false).stream().limit(most + 1L).toList();
        boolean more = items.size() > most;
        return Reconciliation.write(more ? items.subList(0, most) : items, more);
    }
}
