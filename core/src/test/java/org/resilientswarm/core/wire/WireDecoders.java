package org.resilientswarm.core.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The decoders of this package as functions of bytes.
public final class WireDecoders {
    private static final ExchangeCodec EXCHANGE =
            new ExchangeCodec(Protocol.MAX_EXCHANGE_MESSAGE_BYTES);

    private WireDecoders() {}

    /// A message on a link, with what is looked at before anybody is known: cards, signals, and the
    /// headers of packets.
    public static boolean hop(byte[] bytes) throws MalformedException {
        List<HopFrame> frames = HopCodec.decode(bytes);
        for (HopFrame frame : frames) {
            try {
                look(frame);
            } catch (MalformedException e) {
                // A frame may be refused although it is one.
                if (e.reason().isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    private static void look(HopFrame frame) throws MalformedException {
        switch (frame) {
            case HopFrame.Hello hello -> hello.card().verify(GoldenMessages.MADE);
            case HopFrame.RoutedSignal routed -> routed.signal().verify(GoldenMessages.MADE);
            case HopFrame.Packet packet ->
                    PacketHeader.read(packet.message(), packet.from(), packet.end());
            case HopFrame.CircuitOpen _,
                    HopFrame.CircuitAccept _,
                    HopFrame.CircuitRefuse _,
                    HopFrame.CircuitCredit _,
                    HopFrame.CircuitClose _,
                    HopFrame.Goodbye _,
                    HopFrame.Probe _,
                    HopFrame.ProbeReply _,
                    HopFrame.Unknown _ -> {}
        }
    }

    public static boolean packetHeader(byte[] bytes) throws MalformedException {
        return PacketHeader.read(bytes, 0, bytes.length).bodyAt() <= bytes.length;
    }

    /// What a packet holds.
    public static boolean content(byte[] bytes) throws MalformedException {
        SessionCodec.sequence(bytes);
        SessionCodec.acknowledged(bytes);
        return SessionCodec.frames(bytes).size() <= bytes.length;
    }

    /// The body of a signal behind a byte that says of which kind.
    public static boolean body(byte[] bytes) throws MalformedException {
        if (bytes.length == 0) {
            return false;
        }
        SignalKind[] kinds = SignalKind.values();
        byte[] body = java.util.Arrays.copyOfRange(bytes, 1, bytes.length);
        SignalBody read = SignalBodyCodec.decode(kinds[(bytes[0] & 0xff) % kinds.length], body);
        return read.kind() == kinds[(bytes[0] & 0xff) % kinds.length];
    }

    public static List<byte[]> bodies() {
        var bodies = new ArrayList<byte[]>();
        for (SignalBody body : GoldenMessages.bodies().values()) {
            byte[] encoded = SignalBodyCodec.encode(body);
            byte[] behindKind = new byte[1 + encoded.length];
            behindKind[0] = (byte) List.of(SignalKind.values()).indexOf(body.kind());
            System.arraycopy(encoded, 0, behindKind, 1, encoded.length);
            bodies.add(behindKind);
        }
        return bodies;
    }

    public static boolean fromClient(byte[] bytes) throws MalformedException {
        EXCHANGE.decodeFromClient(new String(bytes, StandardCharsets.UTF_8));
        return true;
    }

    public static boolean fromServer(byte[] bytes) throws MalformedException {
        EXCHANGE.decodeFromServer(new String(bytes, StandardCharsets.UTF_8));
        return true;
    }

    /// The recorded messages of the exchange that one of the two can send.
    public static List<byte[]> lines(boolean client) {
        try (var in = WireDecoders.class.getResourceAsStream("/wire/exchange.jsonl")) {
            if (in == null) {
                throw new IllegalStateException("no messages in wire/exchange.jsonl");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.getBytes(StandardCharsets.UTF_8))
                    .filter(line -> isFrom(client, line))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isFrom(boolean client, byte[] line) {
        try {
            return client ? fromClient(line) : fromServer(line);
        } catch (MalformedException e) {
            return e.reason().isEmpty();
        }
    }
}
