package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.RecordId;

/// A sum of ids modulo 2^256. An id is a little-endian number here, whose lowest word is the first.
///
/// @param a the lowest word
/// @param d the highest
record IdSum(long a, long b, long c, long d) {
    static final IdSum ZERO = new IdSum(0, 0, 0, 0);

    static IdSum of(RecordId id) {
        return new IdSum(
                Long.reverseBytes(id.a()),
                Long.reverseBytes(id.b()),
                Long.reverseBytes(id.c()),
                Long.reverseBytes(id.d()));
    }

    IdSum plus(RecordId id) {
        return plus(of(id));
    }

    IdSum plus(IdSum other) {
        long sumA = a + other.a;
        long carry = Long.compareUnsigned(sumA, a) < 0 ? 1 : 0;
        long sumB = b + other.b + carry;
        carry = carried(b, other.b, sumB);
        long sumC = c + other.c + carry;
        carry = carried(c, other.c, sumC);
        return new IdSum(sumA, sumB, sumC, d + other.d + carry);
    }

    IdSum minus(IdSum other) {
        return plus(other.negated());
    }

    /// The two's complement.
    private IdSum negated() {
        return new IdSum(~a, ~b, ~c, ~d).plus(new IdSum(1, 0, 0, 0));
    }

    /// The carry out of the highest bit of an addition, from its operands and its result.
    private static long carried(long left, long right, long sum) {
        return ((left & right) | ((left | right) & ~sum)) >>> 63;
    }
}
