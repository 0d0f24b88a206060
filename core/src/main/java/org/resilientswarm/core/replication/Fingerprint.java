package org.resilientswarm.core.replication;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// What two sides compare of a range: the first 16 bytes of SHA-256 over the sum of its ids and
/// their number.
///
/// @param first the first eight bytes
/// @param second the last eight bytes
record Fingerprint(long first, long second) {
    static final int LENGTH = 16;

    private static final int SUM_BYTES = 32;

    static Fingerprint of(IdSum sum, int count) {
        var hashed =
                ByteBuffer.allocate(SUM_BYTES + Varint.MAX_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        hashed.putLong(sum.a()).putLong(sum.b()).putLong(sum.c()).putLong(sum.d());
        Varint.write(count, octet -> hashed.put((byte) octet));
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(hashed.flip());
            var bytes = ByteBuffer.wrap(digest.digest());
            return new Fingerprint(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
