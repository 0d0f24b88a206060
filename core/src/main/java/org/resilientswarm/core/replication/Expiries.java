package org.resilientswarm.core.replication;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which entry expires first: a binary heap whose entries know their places, so that one that is
/// replaced leaves at once.
final class Expiries {
    private @Nullable Entry[] heap = new @Nullable Entry[16];
    private int size;

    /// The first to expire, or null.
    @Nullable Entry first() {
        return size == 0 ? null : at(0);
    }

    void add(Entry entry) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size * 2);
        }
        size++;
        up(size - 1, entry);
    }

    void remove(Entry entry) {
        int hole = entry.place;
        entry.place = -1;
        size--;
        Entry last = at(size);
        heap[size] = null;
        if (last == entry) {
            return;
        }
        if (hole > 0 && last.expires < at((hole - 1) / 2).expires) {
            up(hole, last);
        } else {
            down(hole, last);
        }
    }

    private void up(int from, Entry entry) {
        int hole = from;
        while (hole > 0 && entry.expires < at((hole - 1) / 2).expires) {
            set(hole, at((hole - 1) / 2));
            hole = (hole - 1) / 2;
        }
        set(hole, entry);
    }

    private void down(int from, Entry entry) {
        int hole = from;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && at(child + 1).expires < at(child).expires) {
                child++;
            }
            if (entry.expires <= at(child).expires) {
                break;
            }
            set(hole, at(child));
            hole = child;
        }
        set(hole, entry);
    }

    private Entry at(int place) {
        return Objects.requireNonNull(heap[place]);
    }

    private void set(int place, Entry entry) {
        heap[place] = entry;
        entry.place = place;
    }
}
