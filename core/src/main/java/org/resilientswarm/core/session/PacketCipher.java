package org.resilientswarm.core.session;

import org.resilientswarm.core.wire.MalformedException;

/// Seals and opens the packets of one session. Owned by the `swarm-loop` thread.
///
/// Skeleton: see docs/protocol.md, Session.
public final class PacketCipher {
    /// By how many bytes a packet is longer than its content: header and tag.
    public static final int OVERHEAD = 14 + 16;

    /// @param farIndex by which number the far side knows the session
    public PacketCipher(SessionKeys keys, int farIndex, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /// Seals content into a packet: writes `OVERHEAD + length` bytes into `message` from `at` on.
    /// Begins a new epoch when the old one has lasted long enough.
    public void seal(byte[] content, int length, byte[] message, int at, long nowNanos) {
        throw new UnsupportedOperationException();
    }

    /// Opens a packet.
    ///
    /// @param message a message that holds the packet from `at` to its end `end`
    /// @return the content
    /// @throws MalformedException when it is forged (`PACKET_FORGED`), came before
    ///     (`PACKET_REPLAYED`) or is too short; nothing has changed then
    public byte[] open(byte[] message, int at, int end, long nowNanos) throws MalformedException {
        throw new UnsupportedOperationException();
    }

    /// How often the sending keys were renewed.
    public int epoch() {
        throw new UnsupportedOperationException();
    }
}
