package org.resilientswarm.core.traffic;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.wire.HopCodec;

/// The fields of a hop frame.
final class HopFields {
    private static final int BODY = HopCodec.HEADER_BYTES;

    private HopFields() {}

    static List<TrafficField> of(TrafficEntry entry, byte[] bytes) {
        List<TrafficField> fields = new ArrayList<>();
        fields.add(TrafficField.leaf("type", bytes[0] + " " + entry.kind().name(), 0, 1));
        int length = entry.length() - BODY;
        fields.add(TrafficField.leaf("length", FrameWords.count(length, "byte"), 1, 3));
        fields.add(
                switch (entry.kind()) {
                    case PROBE, REPLY -> probe(bytes, length);
                    case PACKET -> packet(bytes, length);
                    case HELLO, SIGNAL, GOODBYE ->
                            CborFields.item("body", bytes, BODY, bytes.length);
                    default -> TrafficDecoder.bytes(bytes, BODY, bytes.length, length);
                });
        if (entry.kind() == TrafficKind.PACKET && bytes.length == HopCodec.PACKET_HEADER_BYTES) {
            int sealed = length - (HopCodec.PACKET_HEADER_BYTES - BODY);
            fields.add(
                    TrafficField.leaf(
                            "packet",
                            FrameWords.count(sealed, "byte") + ", sealed, never kept",
                            bytes.length,
                            0));
        }
        return fields;
    }

    private static TrafficField probe(byte[] bytes, int length) {
        if (length != Long.BYTES) {
            return TrafficDecoder.bytes(bytes, BODY, bytes.length, length);
        }
        long id = ByteBuffer.wrap(bytes).getLong(BODY);
        return TrafficField.leaf("id", Long.toUnsignedString(id), BODY, length);
    }

    private static TrafficField packet(byte[] bytes, int length) {
        if (bytes.length < HopCodec.PACKET_HEADER_BYTES) {
            return TrafficDecoder.bytes(bytes, BODY, bytes.length, length);
        }
        long circuit = ByteBuffer.wrap(bytes).getInt(BODY) & 0xffff_ffffL;
        return TrafficField.leaf("circuit", Long.toString(circuit), BODY, 4);
    }
}
