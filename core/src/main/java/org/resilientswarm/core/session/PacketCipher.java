package org.resilientswarm.core.session;

import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;

/// Seals and opens the packets of one session. Owned by the `swarm-loop` thread.
///
/// See docs/protocol.md, Sessions.
public final class PacketCipher {
    /// By how many bytes a packet is longer than its content: header and tag.
    public static final int OVERHEAD = PacketHeader.SEALED_BYTES + PacketHeader.TAG_BYTES;

    private final PacketSealer sealer;
    private final PacketOpener opener;
    private final int farIndex;

    /// @param keys belong to the cipher from now on
    /// @param farIndex by which number the far side knows the session
    public PacketCipher(SessionKeys keys, int farIndex, long nowNanos) {
        this(keys, farIndex, nowNanos, RekeyLimits.PROTOCOL, 0);
    }

    /// Begins with another limit and counter.
    PacketCipher(SessionKeys keys, int farIndex, long nowNanos, RekeyLimits limits, long counter) {
        this.sealer = new PacketSealer(keys.sending(), limits, counter, nowNanos);
        this.opener = new PacketOpener(keys.receiving());
        this.farIndex = farIndex;
    }

    /// How many keys have been used to seal before the present one.
    public int epoch() {
        return sealer.epoch();
    }

    /// Seals content into a packet: writes `OVERHEAD + length` bytes into `message` from `at` on.
    /// Begins a new epoch when the old one has lasted long enough.
    public void seal(byte[] content, int length, byte[] message, int at, long nowNanos) {
        sealer.seal(content, length, message, at, farIndex, nowNanos);
    }

    /// Opens a packet.
    ///
    /// @param message a message that holds the packet from `at` to its end `end`
    /// @return the content
    /// @throws MalformedException when it is forged (`PACKET_FORGED`), came before
    ///     (`PACKET_REPLAYED`) or is too short (`MESSAGE_MALFORMED`); nothing has changed then
    public byte[] open(byte[] message, int at, int end, long nowNanos) throws MalformedException {
        return opener.open(message, at, end, nowNanos);
    }

    /// Forgets all keys.
    public void destroy() {
        sealer.destroy();
        opener.destroy();
    }
}
