package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import org.resilientswarm.core.model.ErrorCode;

/// The beginning of a packet between the two ends of a session. Each end has a number for the
/// session, chosen by itself, by which it finds the session again:
///
/// ```
///  0       1               5               9
/// +-------+---------------+---------------------------------------
/// | 1     | sender        | the caller's Noise message
/// +-------+---------------+---------------+-----------------------
/// | 2     | receiver      | sender        | the answer
/// +-------+---------------+---------------+-----------------------
/// | 3     | receiver      | the caller's proof
/// +-------+-------+-------+-------+-------+-------+---------------
/// | 4     | epoch | receiver      | counter       | sealed content
/// +-------+-------+---------------+---------------+---------------
///  0       1       2               6               14
/// ```
///
/// @param kind [#FIRST], [#SECOND], [#THIRD] or [#SEALED]
/// @param receiver the receiver's number for the session, 0 in the first message
/// @param sender the sender's number for the session, 0 unless the message is the first or second
/// @param bodyAt where in the message the body begins
public record PacketHeader(int kind, int receiver, int sender, int bodyAt) {
    /// The caller's first handshake message.
    public static final int FIRST = 1;

    /// The answer to it.
    public static final int SECOND = 2;

    /// The caller's second handshake message.
    public static final int THIRD = 3;

    /// Sealed content.
    public static final int SEALED = 4;

    /// The bytes before the body of a sealed packet.
    public static final int SEALED_BYTES = 14;

    /// The bytes after the content of a sealed packet.
    public static final int TAG_BYTES = 16;

    private static final int EPOCH_AT = 1;
    private static final int RECEIVER_AT = 2;
    private static final int COUNTER_AT = 6;

    /// Reads the header of a packet.
    ///
    /// @param at where in the message the packet begins
    /// @param end where it ends
    /// @throws MalformedException `MESSAGE_MALFORMED` when it is too short for its header, or for a
    ///     tag; `MESSAGE_UNKNOWN` when its kind is none of the four
    public static PacketHeader read(byte[] message, int at, int end) throws MalformedException {
        if (at >= end) {
            throw cutOff(0);
        }
        int kind = message[at] & 0xff;
        if (end - at < shortest(kind)) {
            throw cutOff(end - at);
        }
        var in = ByteBuffer.wrap(message);
        return switch (kind) {
            case FIRST -> new PacketHeader(kind, 0, in.getInt(at + 1), at + 5);
            case SECOND -> new PacketHeader(kind, in.getInt(at + 1), in.getInt(at + 5), at + 9);
            case THIRD -> new PacketHeader(kind, in.getInt(at + 1), 0, at + 5);
            default -> new PacketHeader(kind, in.getInt(at + RECEIVER_AT), 0, at + SEALED_BYTES);
        };
    }

    private static int shortest(int kind) throws MalformedException {
        return switch (kind) {
            case FIRST, THIRD -> 5;
            case SECOND -> 9;
            case SEALED -> SEALED_BYTES + TAG_BYTES;
            default ->
                    throw new MalformedException(
                            ErrorCode.MESSAGE_UNKNOWN, "a packet of the unknown kind " + kind);
        };
    }

    private static MalformedException cutOff(int length) {
        return new MalformedException(
                ErrorCode.MESSAGE_MALFORMED, "a packet of " + length + " bytes");
    }

    /// Makes a message with a handshake packet.
    ///
    /// @param kind [#FIRST], [#SECOND] or [#THIRD]
    /// @param receiver the receiver's number for the session; not in the first message
    /// @param sender the sender's number for the session; not in the third message
    /// @param headroom how many bytes stay free in front
    public static byte[] handshake(int kind, int receiver, int sender, byte[] noise, int headroom) {
        int header = kind == SECOND ? 9 : 5;
        var message = ByteBuffer.allocate(headroom + header + noise.length);
        message.position(headroom).put((byte) kind);
        switch (kind) {
            case FIRST -> message.putInt(sender);
            case SECOND -> message.putInt(receiver).putInt(sender);
            case THIRD -> message.putInt(receiver);
            default -> throw new IllegalArgumentException("no handshake is of kind " + kind);
        }
        return message.put(noise).array();
    }

    /// Writes the header of a sealed packet.
    ///
    /// @param epoch which of the sender's keys it is sealed with; the low eight bits travel
    /// @param receiver the receiver's number for the session
    /// @param counter how many packets the sender has sealed before
    public static void writeSealed(byte[] message, int at, int epoch, int receiver, long counter) {
        message[at] = SEALED;
        message[at + EPOCH_AT] = (byte) epoch;
        ByteBuffer.wrap(message)
                .putInt(at + RECEIVER_AT, receiver)
                .putLong(at + COUNTER_AT, counter);
    }

    /// The low eight bits of a sealed packet's epoch, 0 to 255.
    public static int epoch(byte[] message, int at) {
        return message[at + EPOCH_AT] & 0xff;
    }

    /// The counter of a sealed packet; negative ones are forged.
    public static long counter(byte[] message, int at) {
        return ByteBuffer.wrap(message).getLong(at + COUNTER_AT);
    }
}
