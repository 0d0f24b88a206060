package org.resilientswarm.core.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.resilientswarm.core.session.PacketCipher;
import org.resilientswarm.core.wire.ContentWriter;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.SessionCodec;
import org.resilientswarm.core.wire.SessionFrame;

/// The session of a [RawNeighbour]: it seals what the test wants said.
final class RawSession {
    private final RawNeighbour neighbour;
    private final PacketCipher cipher;
    private final ContentWriter content = new ContentWriter(HopCodec.MAX_PACKET_BYTES - 100);
    private int heardPackets;
    private long sequence;
    private long acknowledged = 1;

    /// Whether it tells the engine of what came.
    boolean acknowledging = true;

    RawSession(RawNeighbour neighbour) {
        this.neighbour = neighbour;
        this.cipher =
                new PacketCipher(Objects.requireNonNull(neighbour.keys()), neighbour.farIndex(), 0);
    }

    /// A packet of frames that must arrive, as a message on the link; not sent.
    byte[] numbered(Consumer<ContentWriter> frames) {
        return message(++sequence, frames);
    }

    /// A packet whose number is that far ahead of the last.
    byte[] ahead(long by, Consumer<ContentWriter> frames) {
        return message(sequence + by, frames);
    }

    /// A packet that nobody repeats.
    byte[] once(Consumer<ContentWriter> frames) {
        return message(0, frames);
    }

    private byte[] message(long number, Consumer<ContentWriter> frames) {
        content.clear();
        frames.accept(content);
        byte[] plain = content.content();
        ContentWriter.header(plain, number, acknowledging ? acknowledged : 1);
        byte[] message =
                new byte[HopCodec.PACKET_HEADER_BYTES + PacketCipher.OVERHEAD + plain.length];
        cipher.seal(plain, plain.length, message, HopCodec.PACKET_HEADER_BYTES, 0);
        HopCodec.packet(message, 0);
        return message;
    }

    void says(byte[] message) {
        neighbour.saysBytes(message);
    }

    /// What the engine has said since the last time.
    List<SessionFrame> news() {
        List<HopFrame.Packet> packets = neighbour.heard(HopFrame.Packet.class);
        var frames = new ArrayList<SessionFrame>();
        for (HopFrame.Packet packet : packets.subList(heardPackets, packets.size())) {
            frames.addAll(frames(packet));
        }
        heardPackets = packets.size();
        return frames;
    }

    private List<SessionFrame> frames(HopFrame.Packet packet) {
        try {
            byte[] message = Arrays.copyOf(packet.message(), packet.end());
            if (message[packet.from()] != org.resilientswarm.core.wire.PacketHeader.SEALED) {
                return List.of();
            }
            byte[] opened = cipher.open(message, packet.from(), packet.end(), 0);
            acknowledged = Math.max(acknowledged, SessionCodec.sequence(opened) + 1);
            return SessionCodec.frames(opened);
        } catch (MalformedException e) {
            throw new AssertionError("the engine sent " + e.reason(), e);
        }
    }

    /// Whether a ping is answered at once.
    boolean isAnswered(long token) {
        news();
        says(once(out -> out.ping(token)));
        return news().contains(new SessionFrame.Pong(token));
    }
}
