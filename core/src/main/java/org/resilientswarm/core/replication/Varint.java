package org.resilientswarm.core.replication;

import java.util.function.IntConsumer;

/// Unsigned numbers in groups of seven bits, the highest first, with the highest bit set in every
/// byte but the last.
final class Varint {
    /// The longest: 64 bits.
    static final int MAX_BYTES = 10;

    private Varint() {}

    /// Gives the bytes of a number, as few as there can be.
    static void write(long number, IntConsumer out) {
        int groups = Math.max(1, Math.ceilDiv(Long.SIZE - Long.numberOfLeadingZeros(number), 7));
        for (int group = groups - 1; group > 0; group--) {
            out.accept(((int) (number >>> (7 * group)) & 0x7f) | 0x80);
        }
        out.accept((int) number & 0x7f);
    }
}
