package org.resilientswarm.core.replication;

import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// A hash table of entries that takes one reference for each: open addressing with linear probing,
/// at most three quarters full. The upper bits of a hash choose the place.
final class EntryTable {
    private final ToIntFunction<Entry> hash;
    private @Nullable Entry[] slots;
    private int size;

    /// @param capacity the number of places at first, a power of two above 1
    EntryTable(int capacity, ToIntFunction<Entry> hash) {
        this.hash = hash;
        this.slots = new @Nullable Entry[capacity];
    }

    int size() {
        return size;
    }

    @Nullable Entry find(int hashed, Predicate<Entry> wanted) {
        for (int at = place(hashed); ; at = after(at)) {
            Entry entry = slots[at];
            if (entry == null || wanted.test(entry)) {
                return entry;
            }
        }
    }

    void add(Entry entry) {
        if (size >= slots.length - slots.length / 4 - 1) {
            grow();
        }
        put(entry);
        size++;
    }

    private void put(Entry entry) {
        int at = place(hash.applyAsInt(entry));
        while (slots[at] != null) {
            at = after(at);
        }
        slots[at] = entry;
    }

    private void grow() {
        @Nullable Entry[] before = slots;
        slots = new @Nullable Entry[before.length * 2];
        for (Entry entry : before) {
            if (entry != null) {
                put(entry);
            }
        }
    }

    /// Removes an entry that is in the table, and moves up those that lie behind it only because
    /// their places were taken.
    void remove(Entry entry) {
        int hole = place(hash.applyAsInt(entry));
        while (slots[hole] != entry) {
            Objects.requireNonNull(slots[hole], "the entry is not in the table");
            hole = after(hole);
        }
        for (int at = after(hole); ; at = after(at)) {
            Entry next = slots[at];
            if (next == null) {
                break;
            }
            int home = place(hash.applyAsInt(next));
            int mask = slots.length - 1;
            if (((at - home) & mask) >= ((at - hole) & mask)) {
                slots[hole] = next;
                hole = at;
            }
        }
        slots[hole] = null;
        size--;
    }

    private int place(int hashed) {
        return hashed >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
    }

    private int after(int at) {
        return (at + 1) & (slots.length - 1);
    }
}
