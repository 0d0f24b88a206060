package org.resilientswarm.core.wire;

import java.nio.charset.StandardCharsets;

/// Reads numbers of variable length (RFC 9000 §16), bytes and texts from a range of an array.
final class VarintReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    VarintReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    byte[] array() {
        return bytes;
    }

    boolean hasMore() {
        return at < end;
    }

    int octet() throws MalformedException {
        if (at >= end) {
            throw SessionCodec.malformed("a frame that is cut off");
        }
        return bytes[at++] & 0xff;
    }

    long number() throws MalformedException {
        int first = octet();
        long value = first & 0x3f;
        for (int more = (1 << (first >>> 6)) - 1; more > 0; more--) {
            value = value << 8 | octet();
        }
        return value;
    }

    /// A length that the rest of the range can hold.
    int length() throws MalformedException {
        long length = number();
        if (length > end - at) {
            throw SessionCodec.malformed("a frame longer than its packet");
        }
        return (int) length;
    }

    /// Returns where the skipped bytes begin.
    int skip(int length) {
        int from = at;
        at += length;
        return from;
    }

    String text(int maxBytes) throws MalformedException {
        int length = length();
        if (length > maxBytes) {
            throw SessionCodec.malformed("a text of " + length + " bytes");
        }
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }
}
