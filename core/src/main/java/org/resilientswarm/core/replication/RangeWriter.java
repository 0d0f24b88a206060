package org.resilientswarm.core.replication;

import java.io.ByteArrayOutputStream;
import java.util.List;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

/// Writes the ranges of a message in ascending order. What is left out between them is skipped.
final class RangeWriter {
    /// Around what is asked about: the skip before it, and the skip and the fingerprint that may
    /// still follow.
    private static final int RESERVED_RANGES = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final int maxMessageBytes;
    private Position written = Position.START;
    private Position handled = Position.START;

    RangeWriter(int maxMessageBytes) {
        this.maxMessageBytes = checked(maxMessageBytes);
        out.write(RangeReader.VERSION);
    }

    static int checked(int maxMessageBytes) {
        if (maxMessageBytes < Protocol.MIN_RECONCILIATION_BYTES) {
            throw new IllegalArgumentException("messages of " + maxMessageBytes + " bytes");
        }
        return maxMessageBytes;
    }

    /// Whether so many ranges have room, whatever their bounds are.
    boolean hasRoomFor(int ranges) {
        return ranges * Range.MAX_BYTES <= room();
    }

    /// How many ids have room in one range.
    int roomForIds() {
        return Math.max(0, room() - Range.MAX_BYTES) / RecordId.LENGTH;
    }

    private int room() {
        return maxMessageBytes - out.size() - RESERVED_RANGES * Range.MAX_BYTES;
    }

    /// Skips what was not written up to here.
    void skip(Position upper) {
        handled = upper;
    }

    void fingerprint(Position upper, Fingerprint fingerprint) {
        begin(upper, Range.PRINT);
        word(fingerprint.first());
        word(fingerprint.second());
    }

    void ids(Position upper, List<RecordId> ids) {
        begin(upper, Range.IDS);
        Varint.write(ids.size(), out::write);
        for (RecordId id : ids) {
            out.writeBytes(id.bytes());
        }
    }

    /// The fingerprint of all that is not handled, for a message that would get too long.
    void remainder(RecordSet set) {
        fingerprint(Position.END, set.fingerprint(set.indexOf(handled), set.size()));
    }

    byte[] message() {
        return out.toByteArray();
    }

    private void begin(Position upper, int mode) {
        if (written.isBefore(handled)) {
            bound(handled);
            out.write(Range.SKIP);
        }
        bound(upper);
        out.write(mode);
        handled = upper;
    }

    private void bound(Position upper) {
        if (upper.equals(Position.END)) {
            out.write(0);
            out.write(0);
        } else {
            Varint.write(1 + upper.created() - written.created(), out::write);
            int length = upper.prefixBytes();
            out.write(length);
            out.write(upper.id().bytes(), 0, length);
        }
        written = upper;
    }

    private void word(long word) {
        for (int shift = Long.SIZE - 8; shift >= 0; shift -= 8) {
            out.write((int) (word >>> shift));
        }
    }
}
