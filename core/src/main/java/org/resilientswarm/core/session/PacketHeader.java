package org.resilientswarm.core.session;

import org.resilientswarm.core.wire.MalformedException;

/// What stands in front of a packet for everybody to read.
///
/// @param kind one of `FIRST` to `SEALED`
/// @param receiver by which number the receiver knows the session, 0 in a first message
/// @param sender by which number the sender will know it, 0 but in a first and second message
/// @param bodyAt where the rest begins
public record PacketHeader(int kind, int receiver, int sender, int bodyAt) {
    /// The first message of a handshake.
    public static final int FIRST = 1;

    /// The second message of a handshake.
    public static final int SECOND = 2;

    /// The third message of a handshake.
    public static final int THIRD = 3;

    /// A sealed packet.
    public static final int SEALED = 4;

    /// Reads a packet's header.
    ///
    /// @throws MalformedException when it has none
    public static PacketHeader read(byte[] message, int at, int end) throws MalformedException {
        throw new UnsupportedOperationException();
    }

    /// A message of a handshake, behind `headroom` free bytes.
    public static byte[] handshake(
            int kind, int receiver, int sender, byte[] noise, int headroom) {
        throw new UnsupportedOperationException();
    }
}
