package org.resilientswarm.core.traffic;

import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;
import org.resilientswarm.core.wire.MalformedException;

/// Takes frames to pieces, each with its bytes.
final class TrafficDecoder {
    private TrafficDecoder() {}

    /// The whole frame with its fields. What cannot be read is one field that says why.
    static TrafficField decode(TrafficEntry entry) {
        byte[] bytes = entry.captured();
        List<TrafficField> fields = new ArrayList<>();
        if (entry.kind() == TrafficKind.MALFORMED) {
            fields.add(bytes(bytes, 0, bytes.length, entry.length()));
        } else if (entry.layer() == TrafficLayer.LINK) {
            fields.addAll(HopFields.of(entry, bytes));
        } else {
            fields.addAll(session(entry, bytes));
        }
        return new TrafficField(entry.kind().name(), entry.info(), 0, bytes.length, fields);
    }

    private static List<TrafficField> session(TrafficEntry entry, byte[] bytes) {
        var fields = new SessionFields(entry, bytes);
        try {
            return fields.read();
        } catch (MalformedException e) {
            return fields.unreadable(e.reason());
        }
    }

    /// Bytes that nobody takes further apart.
    ///
    /// @param whole how many there were in the frame
    static TrafficField bytes(byte[] bytes, int from, int end, int whole) {
        int kept = end - from;
        String value =
                kept >= whole
                        ? CborFields.hex(bytes, from, end)
                        : FrameWords.count(whole, "byte")
                                + (kept == 0 ? ", not kept" : ", of which " + kept + " were kept");
        return TrafficField.leaf("bytes", value, from, kept);
    }
}
