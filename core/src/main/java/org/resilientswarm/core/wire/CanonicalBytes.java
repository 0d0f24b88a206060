package org.resilientswarm.core.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the one byte string that a signature covers: integers big-endian, texts (UTF-8) and byte
/// strings of varying length behind their length in four bytes.
final class CanonicalBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    CanonicalBytes fixed(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CanonicalBytes int8(int value) {
        out.write(value);
        return this;
    }

    CanonicalBytes int32(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
        return this;
    }

    CanonicalBytes int64(long value) {
        return int32((int) (value >>> 32)).int32((int) value);
    }

    CanonicalBytes varying(byte[] bytes) {
        return int32(bytes.length).fixed(bytes);
    }

    CanonicalBytes text(String text) {
        return varying(text.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
