package org.resilientswarm.core.engine;

import java.util.LinkedHashMap;
import java.util.Map;

/// A map that forgets its oldest entry when it is full: for what strangers can make up.
final class RecentMap<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;

    private final int limit;

    RecentMap(int limit) {
        this.limit = limit;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > limit;
    }
}
