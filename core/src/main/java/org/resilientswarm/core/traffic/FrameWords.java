package org.resilientswarm.core.traffic;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.model.TrafficEntry.Packet;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.VarintReader;

/// What a frame says, in one line.
final class FrameWords {
    private static final String BETWEEN = " · ";

    private FrameWords() {}

    static String of(FrameNote note, byte[] bytes) {
        if (note.kind() == TrafficKind.MALFORMED) {
            return count(note.length(), "byte") + " that are no frame";
        }
        try {
            return printable(
                    note.sighting().layer() == TrafficLayer.LINK
                            ? link(note, bytes)
                            : session(note, bytes));
        } catch (MalformedException e) {
            return printable("not readable: " + e.reason());
        }
    }

    private static String link(FrameNote note, byte[] bytes) throws MalformedException {
        if (note.kind() == TrafficKind.PACKET) {
            return packet(note, bytes);
        }
        return switch (HopCodec.decode(bytes).getFirst()) {
            case HopFrame.Hello hello ->
                    "version "
                            + hello.version()
                            + BETWEEN
                            + hello.agent()
                            + BETWEEN
                            + label(hello.card());
            case HopFrame.RoutedSignal routed -> signal(routed);
            case HopFrame.Goodbye goodbye -> goodbye.reason();
            case HopFrame.Probe probe -> "probe " + Long.toUnsignedString(probe.id());
            case HopFrame.ProbeReply reply -> "answers probe " + Long.toUnsignedString(reply.id());
            case HopFrame.Packet _ -> packet(note, bytes);
            case HopFrame.CircuitOpen open ->
                    "wants circuit "
                            + open.circuit()
                            + " from "
                            + open.origin().shortText()
                            + (open.route().isEmpty()
                                    ? " to here"
                                    : " to " + open.route().getLast().shortText());
            case HopFrame.CircuitAccept accept -> "circuit " + accept.circuit() + " stands";
            case HopFrame.CircuitRefuse refuse ->
                    "no circuit " + refuse.circuit() + ": " + refuse.code().words();
            case HopFrame.CircuitCredit credit ->
                    "circuit " + credit.circuit() + " may carry up to byte " + credit.limit();
            case HopFrame.CircuitClose close ->
                    "circuit " + close.circuit() + " ends: " + close.code().words();
            case HopFrame.Unknown unknown -> "type " + unknown.type() + " is not known here";
        };
    }

    private static String packet(FrameNote note, byte[] bytes) throws MalformedException {
        if (bytes.length < HopCodec.PACKET_HEADER_BYTES) {
            return "no circuit";
        }
        var in = ByteBuffer.wrap(bytes);
        long circuit = in.getInt(HopCodec.HEADER_BYTES) & 0xffff_ffffL;
        int sealed = note.length() - HopCodec.PACKET_HEADER_BYTES;
        return "circuit " + circuit + BETWEEN + count(sealed, "byte") + ", sealed";
    }

    private static String label(PeerCard card) {
        return card.name().isEmpty() ? card.key().shortText() : card.name();
    }

    private static String signal(HopFrame.RoutedSignal routed) {
        Signal signal = routed.signal();
        return signal.kind().name().toLowerCase(Locale.ROOT)
                + " "
                + signal.from().shortText()
                + " → "
                + signal.to().shortText()
                + BETWEEN
                + count(routed.hops(), "hop")
                + " left"
                + BETWEEN
                + "box of "
                + count(signal.box().length, "byte");
    }

    private static String session(FrameNote note, byte[] bytes) throws MalformedException {
        return sequence(note.packet()) + BETWEEN + says(note, bytes);
    }

    private static String sequence(@Nullable Packet packet) {
        return packet == null || packet.sequence() == 0 ? "no seq" : "seq " + packet.sequence();
    }

    private static String says(FrameNote note, byte[] bytes) throws MalformedException {
        if (note.kind() == TrafficKind.ACK) {
            Packet packet = note.packet();
            return "received all before " + (packet == null ? 0 : packet.acknowledged());
        }
        var in = new VarintReader(bytes, 0, bytes.length);
        int type = in.octet();
        long first = in.number();
        return switch (note.kind()) {
            case OPEN -> "stream " + first + BETWEEN + "opens as " + in.text(64);
            case DATA -> data(first, in.number(), type);
            case RESET -> "stream " + first + BETWEEN + reset(in.number());
            case CREDIT -> "stream " + first + BETWEEN + "may send up to byte " + in.number();
            case PING -> "token " + first;
            case PONG -> "answers token " + first;
            case CLOSE -> "code " + first + BETWEEN + in.text(bytes.length);
            default -> "type " + type + " is not known here" + BETWEEN + count(first, "byte");
        };
    }

    private static String data(long stream, long length, int type) {
        String last = type == SessionFields.DATA_LAST ? BETWEEN + "the last" : "";
        return "stream " + stream + BETWEEN + count(length, "byte") + last;
    }

    static String reset(long code) {
        ResetCode known = ResetCode.of(code);
        return "code " + code + " " + known.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    static String count(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /// Texts of strangers stay in their line and cannot turn it around.
    static String printable(String text) {
        return text.codePoints()
                .map(c -> isPrintable(c) ? c : '\ufffd')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
