package org.resilientswarm.core.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Signal;

/// The signals that wait for a key to register.
///
/// The boxes, guarded by this object's lock, say which signals wait for whom; the cache says for
/// how long, and throws out what there is no room for. The cache is never called with the lock
/// held, because it may call back. A signal counts as waiting as long as it is in its box, so it is
/// either taken or expires, never both.
final class Mailboxes {
    /// All boxes together; 360 of the largest signals, which no swarm has waiting.
    private static final long MAX_BYTES = 16L * 1024 * 1024;

    /// What a signal takes besides its sealed body.
    private static final int OVERHEAD_BYTES = 512;

    /// A signal that waits, and who sent it.
    record Letter(Signal signal, ExchangeConnection sender) {
        /// Every letter is itself only.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final int lettersPerKey;
    private final Consumer<Letter> onExpired;
    private final Map<PublicKey, List<Letter>> boxes = new HashMap<>();
    private final Cache<Letter, Boolean> lifetimes;
    private int size;

    /// @param limits how many signals wait for a key and how long
    /// @param executor runs what expiry brings
    /// @param scheduler wakes the executor up
    /// @param ticker tells the time
    /// @param onExpired hears of each signal that waited in vain
    Mailboxes(
            ExchangeLimits limits,
            Executor executor,
            Scheduler scheduler,
            Ticker ticker,
            Consumer<Letter> onExpired) {
        this.lettersPerKey = limits.mailboxSignals();
        this.onExpired = onExpired;
        this.lifetimes =
                Caffeine.newBuilder()
                        .expireAfter(
                                Expiry.creating(
                                        (Letter letter, Boolean _) ->
                                                lifetime(letter, limits.mailboxTime())))
                        .maximumWeight(MAX_BYTES)
                        .weigher((Letter letter, Boolean _) -> weight(letter))
                        .executor(executor)
                        .scheduler(scheduler)
                        .ticker(ticker)
                        .removalListener(this::removed)
                        .build();
    }

    /// Lets a signal wait.
    ///
    /// @return false when the box is full
    boolean put(Letter letter) {
        synchronized (this) {
            List<Letter> box = boxes.computeIfAbsent(letter.signal().to(), _ -> new ArrayList<>());
            if (box.size() >= lettersPerKey) {
                return false;
            }
            box.add(letter);
            size++;
        }
        lifetimes.put(letter, true);
        return true;
    }

    /// Takes all signals that wait for a key, in the order in which they came.
    List<Letter> take(PublicKey key) {
        List<Letter> box;
        synchronized (this) {
            box = boxes.remove(key);
            if (box == null) {
                return List.of();
            }
            size -= box.size();
        }
        lifetimes.invalidateAll(box);
        return box;
    }

    /// How many signals wait.
    synchronized int size() {
        return size;
    }

    /// Does now what expiry would do in time.
    void expire() {
        lifetimes.cleanUp();
    }

    private void removed(@Nullable Letter letter, @Nullable Boolean value, RemovalCause cause) {
        if (letter != null && cause.wasEvicted() && drop(letter)) {
            onExpired.accept(letter);
        }
    }

    private synchronized boolean drop(Letter letter) {
        List<Letter> box = boxes.get(letter.signal().to());
        if (box == null || !box.remove(letter)) {
            return false;
        }
        size--;
        if (box.isEmpty()) {
            boxes.remove(letter.signal().to());
        }
        return true;
    }

    /// By the time of arrival: the sender's clock may be off.
    private static Duration lifetime(Letter letter, Duration longest) {
        Duration ttl = letter.signal().ttl();
        return ttl.compareTo(longest) < 0 ? ttl : longest;
    }

    private static int weight(Letter letter) {
        return letter.signal().box().length + OVERHEAD_BYTES;
    }
}
