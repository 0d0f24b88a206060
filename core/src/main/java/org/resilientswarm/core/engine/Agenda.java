package org.resilientswarm.core.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is due when: one time for each key, on the monotonic clock. To change one costs O(log n).
final class Agenda<K extends Comparable<K>> {
    private record Entry<K extends Comparable<K>>(long at, K key) implements Comparable<Entry<K>> {
        @Override
        public int compareTo(Entry<K> other) {
            return at == other.at ? key.compareTo(other.key) : Long.compare(at, other.at);
        }
    }

    private final TreeSet<Entry<K>> entries = new TreeSet<>();
    private final Map<K, Entry<K>> byKey = new HashMap<>();

    /// Sets when this is due; [Long#MAX_VALUE] for never.
    void set(K key, long at) {
        Entry<K> before = byKey.get(key);
        if (before != null && before.at == at) {
            return;
        }
        if (before != null) {
            entries.remove(before);
            byKey.remove(key);
        }
        if (at != Long.MAX_VALUE) {
            var entry = new Entry<>(at, key);
            entries.add(entry);
            byKey.put(key, entry);
        }
    }

    /// When the first is due; [Long#MAX_VALUE] when nothing is.
    long next() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.getFirst().at;
    }

    /// Takes out what is due first, or null when nothing is by now.
    @Nullable K due(long now) {
        if (next() > now) {
            return null;
        }
        Entry<K> first = entries.removeFirst();
        byKey.remove(first.key);
        return first.key;
    }
}
