package org.resilientswarm.ui.control;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javafx.collections.ObservableListBase;
import org.jspecify.annotations.Nullable;

/// A list that grows at its end and shrinks at its beginning, both without moving what is between.
/// JavaFX thread, once it is shown.
///
/// @param <T> what it holds
public final class RingList<T> extends ObservableListBase<T> {
    private static final int FIRST_CAPACITY = 1024;

    private @Nullable Object[] slots = new @Nullable Object[FIRST_CAPACITY];
    private int head;
    private int size;

    /// It is empty.
    public RingList() {}

    @Override
    @SuppressWarnings("unchecked")
    public T get(int index) {
        if (index < 0 || index >= size) {
            throw new IndexOutOfBoundsException(index + " of " + size);
        }
        return Objects.requireNonNull((T) slots[slot(index)]);
    }

    @Override
    public int size() {
        return size;
    }

    private int slot(int index) {
        return (head + index) & (slots.length - 1);
    }

    /// Adds elements at the end: one change.
    public void append(List<? extends T> elements) {
        if (elements.isEmpty()) {
            return;
        }
        beginChange();
        int from = size;
        put(elements);
        nextAdd(from, size);
        endChange();
    }

    /// Removes so many elements at the beginning: one change.
    public void removeFirst(int count) {
        if (count == 0) {
            return;
        }
        beginChange();
        List<T> removed = List.copyOf(subList(0, count));
        for (int i = 0; i < count; i++) {
            slots[slot(i)] = null;
        }
        head = slot(count);
        size -= count;
        nextRemove(0, removed);
        endChange();
    }

    /// Takes these elements in place of all: one change.
    public void replaceAll(List<? extends T> elements) {
        beginChange();
        List<T> removed = List.copyOf(this);
        Arrays.fill(slots, null);
        head = 0;
        size = 0;
        put(elements);
        nextReplace(0, size, removed);
        endChange();
    }

    private void put(List<? extends T> elements) {
        makeRoom(size + elements.size());
        for (T element : elements) {
            slots[slot(size++)] = element;
        }
    }

    private void makeRoom(int needed) {
        if (needed <= slots.length) {
            return;
        }
        var larger = new @Nullable Object[Integer.highestOneBit(needed - 1) << 1];
        for (int i = 0; i < size; i++) {
            larger[i] = slots[slot(i)];
        }
        slots = larger;
        head = 0;
    }
}
