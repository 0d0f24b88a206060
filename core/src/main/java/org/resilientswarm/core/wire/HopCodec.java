package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Fields.Form;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Hop frames as bytes. A message on a link is one frame or several:
///
/// ```
///  0               1               2               3
/// +---------------+-----------------------------------------------+
/// | type          | length of the body, big-endian                |
/// +---------------+-----------------------------------------------+
/// | body …                                                        |
/// +---------------------------------------------------------------+
/// ```
///
/// The body is a CBOR map, but for probes, whose body is their id in eight bytes, and for packets,
/// whose body is the circuit's number in four bytes and then the packet.
public final class HopCodec {
    /// The bytes before the body.
    public static final int HEADER_BYTES = 4;

    /// The bytes before a session's packet.
    public static final int PACKET_HEADER_BYTES = HEADER_BYTES + 4;

    /// The longest packet of a session in bytes.
    public static final int MAX_PACKET_BYTES = Protocol.MAX_HOP_MESSAGE_BYTES - PACKET_HEADER_BYTES;

    /// What four bytes hold.
    private static final long MAX_WORD = 0xffff_ffffL;

    /// The type of [HopFrame.Hello].
    public static final int HELLO = 1;
    /// Of [HopFrame.RoutedSignal].
    public static final int ROUTED_SIGNAL = 3;
    /// Of [HopFrame.Goodbye].
    public static final int GOODBYE = 4;
    /// Of [HopFrame.Probe].
    public static final int PROBE = 5;
    /// Of [HopFrame.ProbeReply].
    public static final int PROBE_REPLY = 6;
    /// Of [HopFrame.Packet].
    public static final int PACKET = 7;
    /// Of [HopFrame.CircuitOpen].
    public static final int CIRCUIT_OPEN = 8;
    /// Of [HopFrame.CircuitAccept].
    public static final int CIRCUIT_ACCEPT = 9;
    /// Of [HopFrame.CircuitRefuse].
    public static final int CIRCUIT_REFUSE = 10;
    /// Of [HopFrame.CircuitCredit].
    public static final int CIRCUIT_CREDIT = 11;
    /// Of [HopFrame.CircuitClose].
    public static final int CIRCUIT_CLOSE = 12;

    private static final int MAX_CAPABILITIES = 32;
    private static final int MAX_REASON_LENGTH = 256;

    private static final CardsAndSignals TREES = new CardsAndSignals(Form.CBOR);

    private HopCodec() {}

    /// One message with one frame.
    ///
    /// @throws IllegalArgumentException when it is larger than a message may be, or of an unknown
    ///     type
    public static byte[] encode(HopFrame frame) {
        byte[] body = body(frame);
        int length = HEADER_BYTES + body.length;
        if (length > Protocol.MAX_HOP_MESSAGE_BYTES) {
            throw new IllegalArgumentException("a frame of " + length + " bytes");
        }
        return ByteBuffer.allocate(length)
                .putInt(type(frame) << 24 | body.length)
                .put(body)
                .array();
    }

    /// Makes a message out of a packet that was written behind [#PACKET_HEADER_BYTES] free bytes.
    public static void packet(byte[] message, long circuit) {
        ByteBuffer.wrap(message)
                .putInt(PACKET << 24 | message.length - HEADER_BYTES)
                .putInt((int) circuit);
    }

    /// The message that passes a packet on under another number: the same array when the packet is
    /// all that is in it.
    public static byte[] renumbered(HopFrame.Packet packet, long circuit) {
        byte[] message = packet.message();
        if (packet.from() == PACKET_HEADER_BYTES && packet.end() == message.length) {
            packet(message, circuit);
            return message;
        }
        int length = packet.end() - packet.from();
        byte[] copy = new byte[PACKET_HEADER_BYTES + length];
        System.arraycopy(message, packet.from(), copy, PACKET_HEADER_BYTES, length);
        packet(copy, circuit);
        return copy;
    }

    /// The frames of one message. Those of unknown types are there as [HopFrame.Unknown].
    ///
    /// @throws MalformedException when a length or a body is not what it should be
    public static List<HopFrame> decode(byte[] message) throws MalformedException {
        if (message.length > Protocol.MAX_HOP_MESSAGE_BYTES) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_OVERSIZED, "a message of " + message.length + " bytes");
        }
        var frames = new ArrayList<HopFrame>(1);
        for (int at = 0; at < message.length; ) {
            if (message.length - at < HEADER_BYTES) {
                throw new MalformedException(
                        ErrorCode.MESSAGE_MALFORMED, "a frame without its header");
            }
            int header = ByteBuffer.wrap(message).getInt(at);
            int length = header & 0xff_ffff;
            at += HEADER_BYTES;
            if (length > message.length - at) {
                throw new MalformedException(
                        ErrorCode.MESSAGE_MALFORMED, "a frame longer than its message");
            }
            frames.add(frame(header >>> 24, message, at, length));
            at += length;
        }
        return frames;
    }

    private static int type(HopFrame frame) {
        return switch (frame) {
            case HopFrame.Hello _ -> HELLO;
            case HopFrame.RoutedSignal _ -> ROUTED_SIGNAL;
            case HopFrame.Goodbye _ -> GOODBYE;
            case HopFrame.Probe _ -> PROBE;
            case HopFrame.ProbeReply _ -> PROBE_REPLY;
            case HopFrame.Packet _ -> PACKET;
            case HopFrame.CircuitOpen _ -> CIRCUIT_OPEN;
            case HopFrame.CircuitAccept _ -> CIRCUIT_ACCEPT;
            case HopFrame.CircuitRefuse _ -> CIRCUIT_REFUSE;
            case HopFrame.CircuitCredit _ -> CIRCUIT_CREDIT;
            case HopFrame.CircuitClose _ -> CIRCUIT_CLOSE;
            case HopFrame.Unknown unknown -> throw new IllegalArgumentException(unknown.toString());
        };
    }

    private static byte[] body(HopFrame frame) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        switch (frame) {
            case HopFrame.Probe probe -> {
                return id(probe.id());
            }
            case HopFrame.ProbeReply reply -> {
                return id(reply.id());
            }
            case HopFrame.Packet packet -> {
                return packet(packet);
            }
            case HopFrame.Hello hello -> {
                node.put("version", hello.version()).put("agent", hello.agent());
                hello.capabilities().forEach(node.putArray("capabilities")::add);
                TREES.put(node, "card", hello.card());
                node.put("session", hello.session());
            }
            case HopFrame.RoutedSignal routed -> {
                node.put("hops", routed.hops());
                node.set("signal", TREES.tree(routed.signal()));
            }
            case HopFrame.Goodbye goodbye -> node.put("reason", goodbye.reason());
            case HopFrame.CircuitOpen open -> {
                node.put("circuit", open.circuit()).put("origin", open.origin().bytes());
                var route = node.putArray("route");
                open.route().forEach(key -> route.add(key.bytes()));
            }
            case HopFrame.CircuitAccept accept -> node.put("circuit", accept.circuit());
            case HopFrame.CircuitRefuse refuse ->
                    node.put("circuit", refuse.circuit()).put("code", refuse.code().number());
            case HopFrame.CircuitCredit credit ->
                    node.put("circuit", credit.circuit()).put("limit", credit.limit());
            case HopFrame.CircuitClose close ->
                    node.put("circuit", close.circuit())
                            .put("code", close.code().number())
                            .put("forward", close.forward())
                            .put("back", close.back());
            case HopFrame.Unknown unknown -> throw new IllegalArgumentException(unknown.toString());
        }
        return Cbor.write(node);
    }

    private static byte[] packet(HopFrame.Packet packet) {
        int length = packet.end() - packet.from();
        return ByteBuffer.allocate(4 + length)
                .putInt((int) packet.circuit())
                .put(packet.message(), packet.from(), length)
                .array();
    }

    private static byte[] id(long id) {
        return ByteBuffer.allocate(Long.BYTES).putLong(id).array();
    }

    private static HopFrame frame(int type, byte[] message, int at, int length)
            throws MalformedException {
        return switch (type) {
            case PROBE -> new HopFrame.Probe(id(message, at, length));
            case PROBE_REPLY -> new HopFrame.ProbeReply(id(message, at, length));
            case PACKET -> packet(message, at, length);
            case HELLO -> hello(fields(message, at, length));
            case ROUTED_SIGNAL -> routed(fields(message, at, length));
            case GOODBYE ->
                    new HopFrame.Goodbye(
                            fields(message, at, length).text("reason", MAX_REASON_LENGTH));
            case CIRCUIT_OPEN, CIRCUIT_ACCEPT, CIRCUIT_REFUSE, CIRCUIT_CREDIT, CIRCUIT_CLOSE ->
                    circuit(type, fields(message, at, length));
            default -> new HopFrame.Unknown(type);
        };
    }

    private static long id(byte[] message, int at, int length) throws MalformedException {
        if (length != Long.BYTES) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a probe whose id has not eight bytes");
        }
        return ByteBuffer.wrap(message).getLong(at);
    }

    private static HopFrame packet(byte[] message, int at, int length) throws MalformedException {
        if (length < 4) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a packet without the number of its circuit");
        }
        long circuit = ByteBuffer.wrap(message).getInt(at) & MAX_WORD;
        return new HopFrame.Packet(circuit, message, at + 4, at + length);
    }

    private static HopFrame hello(Fields fields) throws MalformedException {
        return new HopFrame.Hello(
                (int) fields.integer("version", 0, 65_535),
                fields.text("agent", Protocol.MAX_NAME_LENGTH),
                fields.list(
                        "capabilities",
                        MAX_CAPABILITIES,
                        (node, name) -> Fields.text(node, name, 64)),
                CardsAndSignals.card(fields.bytes("card")),
                fields.integer("session", 0, MAX_WORD));
    }

    private static HopFrame routed(Fields fields) throws MalformedException {
        int hops = (int) fields.integer("hops", 0, Protocol.MAX_SIGNAL_HOPS);
        return new HopFrame.RoutedSignal(hops, TREES.signal(fields.object("signal")));
    }

    private static HopFrame circuit(int type, Fields fields) throws MalformedException {
        long circuit = fields.integer("circuit", 1, MAX_WORD);
        return switch (type) {
            case CIRCUIT_OPEN ->
                    new HopFrame.CircuitOpen(
                            circuit,
                            fields.key("origin"),
                            fields.list("route", Protocol.MAX_RELAYS, fields::key));
            case CIRCUIT_ACCEPT -> new HopFrame.CircuitAccept(circuit);
            case CIRCUIT_REFUSE -> new HopFrame.CircuitRefuse(circuit, code(fields));
            case CIRCUIT_CREDIT ->
                    new HopFrame.CircuitCredit(circuit, fields.integer("limit", 0, Long.MAX_VALUE));
            default ->
                    new HopFrame.CircuitClose(
                            circuit,
                            code(fields),
                            fields.integer("forward", 0, Long.MAX_VALUE),
                            fields.integer("back", 0, Long.MAX_VALUE));
        };
    }

    private static CircuitCode code(Fields fields) throws MalformedException {
        return CircuitCode.of(fields.integer("code", 0, 65_535));
    }

    private static Fields fields(byte[] message, int at, int length) throws MalformedException {
        return Fields.of(Cbor.read(message, at, length), Form.CBOR, "body");
    }
}
