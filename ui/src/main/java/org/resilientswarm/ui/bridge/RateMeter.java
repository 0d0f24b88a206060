package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Turns growing byte counts into rates over the last two seconds. One thread.
///
/// @param <K> tells whose bytes they are
final class RateMeter<K> {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final double MIN_SECONDS = 0.4;

    private final Map<K, Deque<Sample>> samples = new HashMap<>();

    private record Sample(Instant at, long in, long out) {}

    Rate measure(K of, Instant now, long in, long out) {
        Deque<Sample> past = samples.computeIfAbsent(of, _ -> new ArrayDeque<>());
        Sample last = past.peekLast();
        if (last != null && (in < last.in || out < last.out || now.isBefore(last.at))) {
            past.clear();
        }
        past.addLast(new Sample(now, in, out));
        while (past.size() > 2 && past.getFirst().at.isBefore(now.minus(WINDOW))) {
            past.removeFirst();
        }
        Sample first = past.getFirst();
        double seconds = Duration.between(first.at, now).toNanos() / 1e9;
        return seconds < MIN_SECONDS
                ? Rate.UNKNOWN
                : new Rate(8 * (in - first.in) / seconds, 8 * (out - first.out) / seconds);
    }

    void keepOnly(Set<K> these) {
        samples.keySet().retainAll(these);
    }
}
