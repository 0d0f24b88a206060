package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;

/// Reads the content of a session's packets:
///
/// ```
///  0               8               16
/// +---------------+---------------+------------------------------
/// | sequence      | acknowledged  | frames …
/// +---------------+---------------+------------------------------
/// ```
///
/// A sequence of 0 is that of a packet that is never sent again. `acknowledged` is the first
/// sequence that the sender has not received. A frame is its type in a byte and then its fields:
/// numbers in the variable length of RFC 9000 §16, texts and bytes behind their length.
public final class SessionCodec {
    /// The bytes before the frames.
    public static final int HEADER_BYTES = 16;

    /// The most that a frame of stream data needs beside the data.
    public static final int MAX_DATA_OVERHEAD = 1 + 8 + 4;

    /// The largest number that a field can hold.
    public static final long MAX_NUMBER = (1L << 62) - 1;

    static final int OPEN = 1;
    static final int DATA = 2;
    static final int DATA_LAST = 3;
    static final int RESET = 4;
    static final int CREDIT = 5;
    static final int PING = 6;
    static final int PONG = 7;
    static final int CLOSE = 8;

    /// Frames of these types and above say how long they are, so that they can be skipped.
    static final int SKIPPABLE = 0x40;

    private SessionCodec() {}

    /// The sequence of a packet.
    ///
    /// @throws MalformedException when the content is too short to have one
    public static long sequence(byte[] content) throws MalformedException {
        requireHeader(content);
        return ByteBuffer.wrap(content).getLong(0);
    }

    /// What a packet acknowledges.
    ///
    /// @throws MalformedException when the content is too short to say
    public static long acknowledged(byte[] content) throws MalformedException {
        requireHeader(content);
        return ByteBuffer.wrap(content).getLong(8);
    }

    private static void requireHeader(byte[] content) throws MalformedException {
        if (content.length < HEADER_BYTES) {
            throw malformed("a packet without its header");
        }
    }

    /// The frames of a packet. Data frames refer to the array.
    ///
    /// @throws MalformedException when a frame is not what it should be
    public static List<SessionFrame> frames(byte[] content) throws MalformedException {
        requireHeader(content);
        var frames = new ArrayList<SessionFrame>(2);
        var in = new VarintReader(content, HEADER_BYTES, content.length);
        while (in.hasMore()) {
            frames.add(frame(in));
        }
        return frames;
    }

    /// The next frame of a packet.
    ///
    /// @param in stands before it, and behind it afterwards
    /// @throws MalformedException when it is not what it should be
    public static SessionFrame frame(VarintReader in) throws MalformedException {
        int type = in.octet();
        return switch (type) {
            case OPEN -> open(in);
            case DATA -> data(in, false);
            case DATA_LAST -> data(in, true);
            case RESET -> new SessionFrame.Reset(in.number(), in.number());
            case CREDIT -> new SessionFrame.Credit(in.number(), in.number());
            case PING -> new SessionFrame.Ping(in.number());
            case PONG -> new SessionFrame.Pong(in.number());
            case CLOSE ->
                    new SessionFrame.Close(in.number(), in.text(Protocol.MAX_CLOSE_REASON_BYTES));
            default -> skipped(type, in);
        };
    }

    private static SessionFrame open(VarintReader in) throws MalformedException {
        long stream = in.number();
        String type = in.text(Protocol.MAX_STREAM_TYPE_LENGTH);
        if (!isStreamType(type)) {
            throw malformed("a stream whose type is not 1 to 64 printable ASCII characters");
        }
        return new SessionFrame.Open(stream, type);
    }

    /// Whether a text may be the type of a stream.
    public static boolean isStreamType(String type) {
        return !type.isEmpty()
                && type.length() <= Protocol.MAX_STREAM_TYPE_LENGTH
                && type.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static SessionFrame data(VarintReader in, boolean last) throws MalformedException {
        long stream = in.number();
        int length = in.length();
        int from = in.skip(length);
        return new SessionFrame.Data(stream, in.array(), from, length, last);
    }

    private static SessionFrame skipped(int type, VarintReader in) throws MalformedException {
        if (type < SKIPPABLE) {
            throw malformed("a frame of the unknown type " + type);
        }
        int length = in.length();
        in.skip(length);
        return new SessionFrame.Unknown(type, length);
    }

    static MalformedException malformed(String what) {
        return new MalformedException(ErrorCode.PROTOCOL_VIOLATED, what);
    }
}
