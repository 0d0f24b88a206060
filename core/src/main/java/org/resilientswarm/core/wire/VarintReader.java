package org.resilientswarm.core.wire;

import java.nio.charset.StandardCharsets;

/// Reads numbers of variable length (RFC 9000 §16), bytes and texts from a range of an array.
public final class VarintReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    /// @param from where the range begins
    /// @param end where it ends
    public VarintReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    byte[] array() {
        return bytes;
    }

    /// Whether the range has more bytes.
    public boolean hasMore() {
        return at < end;
    }

    /// Where the next byte is.
    public int at() {
        return at;
    }

    /// The next byte.
    ///
    /// @throws MalformedException when there is none
    public int octet() throws MalformedException {
        if (at >= end) {
            throw SessionCodec.malformed("a frame that is cut off");
        }
        return bytes[at++] & 0xff;
    }

    /// A number of one, two, four or eight bytes.
    ///
    /// @throws MalformedException when it is cut off
    public long number() throws MalformedException {
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

    /// A text behind its length in UTF-8.
    ///
    /// @throws MalformedException when it is longer than that or cut off
    public String text(int maxBytes) throws MalformedException {
        int length = length();
        if (length > maxBytes) {
            throw SessionCodec.malformed("a text of " + length + " bytes");
        }
        return new String(bytes, skip(length), length, StandardCharsets.UTF_8);
    }
}
