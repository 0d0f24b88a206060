package org.resilientswarm.core.traffic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.TrafficEntry.Packet;
import org.resilientswarm.core.model.TrafficEntry.Stream;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.traffic.FrameNote.Sighting;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.SessionCodec;
import org.resilientswarm.core.wire.SessionFrame;
import org.resilientswarm.core.wire.VarintReader;

/// Takes messages to frames and writes them into rings, as long as somebody looks. Owned by the
/// `swarm-loop` thread. Bodies are not understood here: that is the reader's work.
final class Recorder {
    /// Of bytes that are no frame so many are kept: enough to see what somebody tried.
    private static final int MALFORMED_BYTES = 64;

    private final Clock clock;
    private final StreamTypes types = new StreamTypes();
    private final List<CaptureRing> rings = new ArrayList<>(1);

    Recorder(Clock clock) {
        this.clock = clock;
    }

    void know(List<SessionInfo> sessions) {
        types.know(sessions);
    }

    void add(CaptureRing ring) {
        rings.add(ring);
    }

    /// Returns whether it was the last one.
    boolean remove(CaptureRing ring) {
        rings.remove(ring);
        return rings.isEmpty();
    }

    void hop(boolean outbound, PublicKey neighbour, byte[] message) {
        var seen = new Sighting(clock.now(), outbound, neighbour, List.of(), TrafficLayer.LINK);
        int at = 0;
        while (at < message.length) {
            int left = message.length - at;
            int header = left < HopCodec.HEADER_BYTES ? 0 : ByteBuffer.wrap(message).getInt(at);
            int length = HopCodec.HEADER_BYTES + (header & 0xff_ffff);
            if (left < length) {
                malformed(seen, null, message, at, message.length);
                return;
            }
            TrafficKind kind = kind(header >>> 24);
            // Behind the header of a packet there is nothing to be read but by the session's ends.
            int kept = kind == TrafficKind.PACKET ? HopCodec.PACKET_HEADER_BYTES : length;
            byte[] bytes = Arrays.copyOfRange(message, at, at + Math.min(kept, length));
            record(new FrameNote(seen, null, null, kind, length), bytes, bytes);
            at += length;
        }
    }

    private static TrafficKind kind(int hopType) {
        return switch (hopType) {
            case HopCodec.HELLO -> TrafficKind.HELLO;
            case HopCodec.ROUTED_SIGNAL -> TrafficKind.SIGNAL;
            case HopCodec.GOODBYE -> TrafficKind.GOODBYE;
            case HopCodec.PROBE -> TrafficKind.PROBE;
            case HopCodec.PROBE_REPLY -> TrafficKind.REPLY;
            case HopCodec.PACKET -> TrafficKind.PACKET;
            default -> TrafficKind.UNKNOWN;
        };
    }

    void content(
            boolean outbound, PublicKey peer, List<PublicKey> via, byte[] content, int length) {
        var seen = new Sighting(clock.now(), outbound, peer, via, TrafficLayer.SESSION);
        if (length < SessionCodec.HEADER_BYTES) {
            malformed(seen, null, content, 0, length);
            return;
        }
        var header = ByteBuffer.wrap(content);
        var packet = new Packet(header.getLong(0), header.getLong(8));
        var in = new VarintReader(content, SessionCodec.HEADER_BYTES, length);
        if (!in.hasMore()) {
            byte[] bytes = Arrays.copyOf(content, SessionCodec.HEADER_BYTES);
            record(new FrameNote(seen, packet, null, TrafficKind.ACK, length), bytes, bytes);
        }
        while (in.hasMore()) {
            int from = in.at();
            try {
                frame(seen, packet, SessionCodec.frame(in), content, from, in.at());
            } catch (MalformedException e) {
                malformed(seen, packet, content, from, length);
                return;
            }
        }
    }

    private void frame(
            Sighting seen, Packet packet, SessionFrame frame, byte[] content, int from, int end) {
        int payload =
                switch (frame) {
                    case SessionFrame.Data data -> data.length();
                    case SessionFrame.Unknown unknown -> unknown.length();
                    default -> 0;
                };
        var note = new FrameNote(seen, packet, stream(seen.peer(), frame), kind(frame), end - from);
        byte[] head = Arrays.copyOfRange(content, from, end - payload);
        record(note, head, payload == 0 ? head : payload(content, from, end, head));
        if (frame instanceof SessionFrame.Close) {
            types.forget(seen.peer());
        }
    }

    /// The frame with its payload if anybody wants it, or without.
    private byte[] payload(byte[] content, int from, int end, byte[] head) {
        for (CaptureRing ring : rings) {
            if (ring.keepsPayload()) {
                return Arrays.copyOfRange(content, from, end);
            }
        }
        return head;
    }

    private static TrafficKind kind(SessionFrame frame) {
        return switch (frame) {
            case SessionFrame.Open _ -> TrafficKind.OPEN;
            case SessionFrame.Data _ -> TrafficKind.DATA;
            case SessionFrame.Reset _ -> TrafficKind.RESET;
            case SessionFrame.Credit _ -> TrafficKind.CREDIT;
            case SessionFrame.Ping _ -> TrafficKind.PING;
            case SessionFrame.Pong _ -> TrafficKind.PONG;
            case SessionFrame.Close _ -> TrafficKind.CLOSE;
            case SessionFrame.Unknown _ -> TrafficKind.UNKNOWN;
        };
    }

    private @Nullable Stream stream(PublicKey peer, SessionFrame frame) {
        return switch (frame) {
            case SessionFrame.Open open -> types.opened(peer, open.stream(), open.type());
            case SessionFrame.Data data -> types.of(peer, data.stream());
            case SessionFrame.Reset reset -> types.of(peer, reset.stream());
            case SessionFrame.Credit credit -> types.of(peer, credit.stream());
            case SessionFrame.Ping _, SessionFrame.Pong _ -> null;
            case SessionFrame.Close _, SessionFrame.Unknown _ -> null;
        };
    }

    /// Of what is inside a session not even a piece is kept unless payload is: nobody knows what it
    /// was to be.
    private void malformed(
            Sighting seen, @Nullable Packet packet, byte[] bytes, int from, int end) {
        byte[] some = Arrays.copyOfRange(bytes, from, Math.min(end, from + MALFORMED_BYTES));
        byte[] open = seen.layer() == TrafficLayer.LINK ? head(some) : new byte[0];
        var note = new FrameNote(seen, packet, null, TrafficKind.MALFORMED, end - from);
        record(note, open, seen.layer() == TrafficLayer.LINK ? open : some);
    }

    private static byte[] head(byte[] malformed) {
        boolean packet = malformed.length > 0 && malformed[0] == HopCodec.PACKET;
        return packet && malformed.length > HopCodec.PACKET_HEADER_BYTES
                ? Arrays.copyOf(malformed, HopCodec.PACKET_HEADER_BYTES)
                : malformed;
    }

    private void record(FrameNote note, byte[] head, byte[] whole) {
        for (CaptureRing ring : rings) {
            ring.record(note, ring.keepsPayload() ? whole : head);
        }
    }
}
