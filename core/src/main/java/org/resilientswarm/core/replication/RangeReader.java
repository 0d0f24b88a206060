package org.resilientswarm.core.replication;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordId;

/// Reads the ranges of a message, one after the other, so that no more of them is in memory than
/// needed.
final class RangeReader {
    /// The first byte of every message.
    static final int VERSION = 0x61;

    private final ByteBuffer in;
    private Position lower = Position.START;

    RangeReader(byte[] message, int maxMessageBytes) throws MalformedException {
        if (message.length > maxMessageBytes) {
            throw malformed("of " + message.length + " bytes; " + maxMessageBytes + " are allowed");
        }
        in = ByteBuffer.wrap(message);
        if (octet() != VERSION) {
            throw malformed("of another version");
        }
    }

    static MalformedException malformed(String what) {
        return new MalformedException(
                ErrorCode.MESSAGE_MALFORMED, "a message of a reconciliation " + what);
    }

    /// The next range, which begins where the one before ended; null when there is no more.
    @Nullable Range next() throws MalformedException {
        if (!in.hasRemaining()) {
            return null;
        }
        Position from = lower;
        Position upper = bound();
        if (!from.isBefore(upper)) {
            throw malformed("with ranges that do not ascend");
        }
        lower = upper;
        long mode = number();
        if (mode == Range.SKIP) {
            return new Range.Skip(from, upper);
        } else if (mode == Range.PRINT) {
            need(Fingerprint.LENGTH);
            return new Range.Print(from, upper, new Fingerprint(in.getLong(), in.getLong()));
        } else if (mode == Range.IDS) {
            return new Range.Ids(from, upper, ids());
        }
        throw malformed("with a range of an unknown mode");
    }

    private Position bound() throws MalformedException {
        long time = number();
        long length = number();
        if (time == 0 && length == 0) {
            return Position.END;
        }
        long later = time - 1;
        long created = lower.created() + later;
        boolean sound = time != 0 && later >= 0 && created >= 0 && lower.created() >= 0;
        if (!sound || length < 0 || length > RecordId.LENGTH) {
            throw malformed("with a bound that cannot be");
        }
        byte[] prefix = new byte[RecordId.LENGTH];
        need(length);
        in.get(prefix, 0, (int) length);
        return new Position(created, RecordId.read(prefix, 0));
    }

    private List<RecordId> ids() throws MalformedException {
        long count = number();
        if (count < 0 || count > in.remaining() / RecordId.LENGTH) {
            throw malformed("that is cut off");
        }
        var ids = new ArrayList<RecordId>((int) count);
        for (int i = 0; i < count; i++) {
            ids.add(RecordId.read(in.array(), in.position()));
            in.position(in.position() + RecordId.LENGTH);
        }
        return ids;
    }

    /// Reads a [Varint]; negative when it has more than 63 bits.
    private long number() throws MalformedException {
        long number = 0;
        for (int i = 0; i < Varint.MAX_BYTES; i++) {
            int octet = octet();
            if ((i == 0 && octet == 0x80) || (number >>> (Long.SIZE - 7)) != 0) {
                break;
            }
            number = (number << 7) | (octet & 0x7f);
            if (octet < 0x80) {
                return number;
            }
        }
        throw malformed("with a number that is not as short as it can be, or too large");
    }

    private int octet() throws MalformedException {
        need(1);
        return in.get() & 0xff;
    }

    private void need(long bytes) throws MalformedException {
        if (bytes < 0 || bytes > in.remaining()) {
            throw malformed("that is cut off");
        }
    }
}
