package org.resilientswarm.core.replication;

import java.util.Comparator;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import org.resilientswarm.core.wire.RecordId;

/// The records of a node, in the order in which they are compared with those of another.
final class RecordSet {
    record Item(long created, RecordId id) {}

    static final Item LEAST = new Item(Long.MIN_VALUE, new RecordId(0, 0, 0, 0));

    final NavigableSet<Item> items =
            new TreeSet<>(Comparator.comparingLong(Item::created).thenComparing(Item::id));

    RecordSet(RandomGenerator random) {}

    boolean add(long created, RecordId id) {
        return items.add(new Item(created, id));
    }

    boolean remove(long created, RecordId id) {
        return items.remove(new Item(created, id));
    }

    boolean contains(long created, RecordId id) {
        return items.contains(new Item(created, id));
    }

    int size() {
        return items.size();
    }
}
