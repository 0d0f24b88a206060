package org.resilientswarm.core.session;

/// Which counters have come, of the highest and so many before it: a ring of bits after RFC 6479,
/// in which moving on clears whole words. Owned by the `swarm-loop` thread.
final class ReplayWindow {
    private final int size;
    private final long[] ring;
    private long highest = -1;

    /// @param size how many counters below and including the highest are told apart
    ReplayWindow(int size) {
        this.size = size;
        // The window may begin and end within a word.
        this.ring = new long[Math.ceilDiv(size, Long.SIZE) + 1];
    }

    /// Whether the counter is so far behind the highest that nobody knows whether it came before.
    boolean isTooOld(long counter) {
        return highest - counter >= size;
    }

    /// Whether a counter that is not too old has come before.
    boolean hasCome(long counter) {
        return counter <= highest && (ring[word(counter)] & 1L << counter) != 0;
    }

    /// Notes that a counter that is not too old has come.
    ///
    /// @param counter not negative
    void record(long counter) {
        if (counter > highest) {
            moveOnTo(counter);
        }
        ring[word(counter)] |= 1L << counter;
    }

    private void moveOnTo(long counter) {
        long words = (counter >>> 6) - (highest >> 6);
        long clear = Math.min(words, ring.length);
        for (long i = 0; i < clear; i++) {
            ring[(int) (((counter >>> 6) - i) % ring.length)] = 0;
        }
        highest = counter;
    }

    private int word(long counter) {
        return (int) ((counter >>> 6) % ring.length);
    }
}
