package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Names one version of a record: SHA-256 over its domain tag and canonical bytes, as four words in
/// big-endian order, which keeps a hundred thousand of them small. Ordered as unsigned bytes.
public record RecordId(long a, long b, long c, long d) implements Comparable<RecordId> {
    /// The length in bytes.
    public static final int LENGTH = 32;

    /// Reads 32 bytes.
    public static RecordId read(byte[] bytes, int at) {
        var buffer = ByteBuffer.wrap(bytes, at, LENGTH).order(ByteOrder.BIG_ENDIAN);
        return new RecordId(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /// Writes 32 bytes.
    public void write(byte[] target, int at) {
        ByteBuffer.wrap(target, at, LENGTH).putLong(a).putLong(b).putLong(c).putLong(d);
    }

    /// The 32 bytes.
    public byte[] bytes() {
        byte[] bytes = new byte[LENGTH];
        write(bytes, 0);
        return bytes;
    }

    @Override
    public int compareTo(RecordId other) {
        int order = Long.compareUnsigned(a, other.a);
        if (order == 0) {
            order = Long.compareUnsigned(b, other.b);
        }
        if (order == 0) {
            order = Long.compareUnsigned(c, other.c);
        }
        return order == 0 ? Long.compareUnsigned(d, other.d) : order;
    }
}
