package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.RecordId;

/// Ids of the last while, in bounded memory: two generations, of which the older one is forgotten
/// when the younger one is full. Of an id it keeps 64 bits; whoever makes two records that agree in
/// them only keeps his own from spreading fast.
final class RecentIds {
    private static final int FIRST_SLOTS = 16;

    private final int generation;
    private long[] young = new long[FIRST_SLOTS];
    private long[] old = new long[FIRST_SLOTS];
    private int size;

    /// @param generation how many ids it remembers at least, once it had them
    RecentIds(int generation) {
        this.generation = generation;
    }

    void add(RecordId id) {
        long word = word(id);
        if (find(young, word)) {
            return;
        }
        if (size == generation) {
            rotate();
        }
        if (size >= young.length / 2) {
            grow();
        }
        put(young, word);
        size++;
    }

    boolean contains(RecordId id) {
        long word = word(id);
        return find(young, word) || find(old, word);
    }

    /// Forgets the older generation; the younger one becomes it.
    void rotate() {
        old = young;
        young = new long[FIRST_SLOTS];
        size = 0;
    }

    private void grow() {
        long[] larger = new long[young.length * 2];
        for (long word : young) {
            if (word != 0) {
                put(larger, word);
            }
        }
        young = larger;
    }

    /// Zero marks an empty slot.
    private static long word(RecordId id) {
        return id.a() == 0 ? 1 : id.a();
    }

    private static void put(long[] slots, long word) {
        slots[slot(slots, word)] = word;
    }

    private static boolean find(long[] slots, long word) {
        return slots[slot(slots, word)] != 0;
    }

    private static int slot(long[] slots, long word) {
        int at = (int) word & (slots.length - 1);
        while (slots[at] != 0 && slots[at] != word) {
            at = (at + 1) & (slots.length - 1);
        }
        return at;
    }
}
