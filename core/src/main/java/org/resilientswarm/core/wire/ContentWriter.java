package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes the content of one packet of a session, frame by frame; see [SessionCodec].
public final class ContentWriter {
    private final byte[] bytes;
    private int at = SessionCodec.HEADER_BYTES;

    /// @param capacity the longest content in bytes
    public ContentWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /// Whether there is nothing but the header.
    public boolean empty() {
        return at == SessionCodec.HEADER_BYTES;
    }

    /// How many bytes there are by now.
    public int length() {
        return at;
    }

    /// How many more bytes there is room for.
    public int room() {
        return bytes.length - at;
    }

    /// The content so far, a copy.
    public byte[] content() {
        return Arrays.copyOf(bytes, at);
    }

    /// Begins the next content.
    public void clear() {
        at = SessionCodec.HEADER_BYTES;
    }

    /// Sets the header of a content.
    public static void header(byte[] content, long sequence, long acknowledged) {
        ByteBuffer.wrap(content).putLong(0, sequence).putLong(8, acknowledged);
    }

    /// The frame that begins a stream needs this much room.
    public static int openBytes(String type) {
        return 1 + 8 + 2 + type.length();
    }

    /// Writes an `open`.
    public void open(long stream, String type) {
        octet(SessionCodec.OPEN);
        number(stream);
        text(type);
    }

    /// Writes a `data` frame whose bytes are there already: `length` bytes at [#dataAt]. The length
    /// takes four bytes, so that it can be written last.
    public void data(long stream, int length, boolean last) {
        octet(last ? SessionCodec.DATA_LAST : SessionCodec.DATA);
        number(stream);
        ByteBuffer.wrap(bytes).putInt(at, 0x8000_0000 | length);
        at += 4 + length;
    }

    /// Where the bytes of the next `data` frame of a stream must be put.
    public int dataAt(long stream) {
        return at + 1 + numberBytes(stream) + 4;
    }

    /// The array that the bytes of `data` frames are put into.
    public byte[] array() {
        return bytes;
    }

    /// Writes a `reset`.
    public void reset(long stream, long code) {
        octet(SessionCodec.RESET);
        number(stream);
        number(code);
    }

    /// Writes a `credit`.
    public void credit(long stream, long limit) {
        octet(SessionCodec.CREDIT);
        number(stream);
        number(limit);
    }

    /// Writes a `ping`.
    public void ping(long token) {
        octet(SessionCodec.PING);
        number(token);
    }

    /// Writes a `pong`.
    public void pong(long token) {
        octet(SessionCodec.PONG);
        number(token);
    }

    /// Writes a `close`.
    public void close(long code, String reason) {
        octet(SessionCodec.CLOSE);
        number(code);
        text(reason);
    }

    /// The most room that a frame without data or text needs.
    public static final int SMALL_FRAME_BYTES = 1 + 8 + 8;

    private void octet(int value) {
        bytes[at++] = (byte) value;
    }

    private void text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        number(utf8.length);
        System.arraycopy(utf8, 0, bytes, at, utf8.length);
        at += utf8.length;
    }

    private void number(long value) {
        int length = numberBytes(value);
        long marked =
                value | (long) (31 - Integer.numberOfLeadingZeros(length)) << (8 * length - 2);
        for (int shift = 8 * (length - 1); shift >= 0; shift -= 8) {
            bytes[at++] = (byte) (marked >>> shift);
        }
    }

    private static int numberBytes(long value) {
        if (value < 0 || value > SessionCodec.MAX_NUMBER) {
            throw new IllegalArgumentException(value + " does not fit");
        }
        return value < 1 << 6 ? 1 : value < 1 << 14 ? 2 : value < 1 << 30 ? 4 : 8;
    }
}
