package org.resilientswarm.core.traffic;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficEntry.Packet;
import org.resilientswarm.core.model.TrafficEntry.Stream;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.VarintReader;

/// The fields of a session's frame.
final class SessionFields {
    static final int DATA_LAST = 3;

    /// The streams of this type carry CBOR.
    private static final String RPC = "rpc";

    private final TrafficEntry entry;
    private final byte[] bytes;
    private final VarintReader in;
    private final List<TrafficField> fields = new ArrayList<>();

    SessionFields(TrafficEntry entry, byte[] bytes) {
        this.entry = entry;
        this.bytes = bytes;
        this.in = new VarintReader(bytes, 0, bytes.length);
    }

    List<TrafficField> read() throws MalformedException {
        if (entry.kind() == TrafficKind.ACK) {
            header(0, 8);
            return fields;
        }
        header(0, 0);
        int type = in.octet();
        fields.add(TrafficField.leaf("type", type + " " + entry.kind().name(), 0, 1));
        switch (entry.kind()) {
            case OPEN -> {
                stream();
                text("type of the stream");
            }
            case DATA -> data(type == DATA_LAST);
            case RESET -> {
                stream();
                int from = in.at();
                add("code", FrameWords.reset(in.number()), from);
            }
            case CREDIT -> {
                stream();
                number("limit");
            }
            case PING, PONG -> number("token");
            case CLOSE -> {
                number("code");
                text("reason");
            }
            default -> rest("length");
        }
        return fields;
    }

    /// What was read, and why no more.
    List<TrafficField> unreadable(String reason) {
        fields.add(
                TrafficField.leaf(
                        "not readable",
                        FrameWords.printable(reason),
                        in.at(),
                        bytes.length - in.at()));
        return fields;
    }

    /// The packet's header, which only the entry of an empty packet has as bytes.
    private void header(int from, int length) {
        Packet packet = entry.packet();
        if (packet != null) {
            String sequence =
                    packet.sequence() == 0
                            ? "0, never sent again"
                            : Long.toUnsignedString(packet.sequence());
            String acknowledged = Long.toUnsignedString(packet.acknowledged());
            fields.add(TrafficField.leaf("sequence", sequence, from, length));
            fields.add(
                    TrafficField.leaf(
                            "acknowledged", "all before " + acknowledged, from + length, length));
        }
    }

    private void stream() throws MalformedException {
        int from = in.at();
        Stream stream = entry.stream();
        String type = stream == null || stream.type().isEmpty() ? "" : " " + stream.type();
        add("stream", in.number() + type, from);
    }

    private void number(String name) throws MalformedException {
        int from = in.at();
        add(name, Long.toString(in.number()), from);
    }

    private void text(String name) throws MalformedException {
        int from = in.at();
        add(name, FrameWords.printable(in.text(bytes.length)), from);
    }

    private void add(String name, String value, int from) {
        fields.add(TrafficField.leaf(name, value, from, in.at() - from));
    }

    private void data(boolean last) throws MalformedException {
        stream();
        if (last) {
            fields.add(TrafficField.leaf("last", "nothing follows", 0, 1));
        }
        rest("length");
    }

    private void rest(String name) throws MalformedException {
        int from = in.at();
        long length = in.number();
        add(name, FrameWords.count(length, "byte"), from);
        int at = in.at();
        int kept = bytes.length - at;
        Stream stream = entry.stream();
        if (kept > 0 && kept == length && stream != null && RPC.equals(stream.type())) {
            fields.add(CborFields.sequence("content", bytes, at, bytes.length));
        } else if (length > 0) {
            fields.add(TrafficDecoder.bytes(bytes, at, bytes.length, (int) length));
        }
    }
}
