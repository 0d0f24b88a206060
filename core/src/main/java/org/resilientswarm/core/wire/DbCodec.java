package org.resilientswarm.core.wire;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.resilientswarm.core.model.ErrorCode;

/// Reads and writes the frames of `db` streams:
///
/// ```
///  0               4               5
/// +---------------+---------------+------------------------------
/// | length        | type          | body …
/// +---------------+---------------+------------------------------
/// ```
///
/// The length is that of type and body. Ids follow each other; records stand each behind their
/// length in four bytes; a message of reconciliation stands behind the number of its run in four
/// bytes; what came of a run is three numbers of four bytes each.
public final class DbCodec {
    /// The bytes before the type.
    public static final int LENGTH_BYTES = 4;

    /// Where the body begins.
    private static final int BODY = LENGTH_BYTES + 1;

    static final int ANNOUNCE = 1;
    static final int WANT = 2;
    static final int MISSING = 3;
    static final int RECORDS = 4;
    static final int ASK = 5;
    static final int ANSWER = 6;
    static final int BEHIND = 7;
    static final int RECONCILED = 8;

    private static final int RECONCILED_BYTES = 3 * 4;

    /// Frames of these types and above are skipped by those who do not know them.
    static final int SKIPPABLE = 0x40;

    private DbCodec() {}

    /// Writes a frame with its length before it.
    ///
    /// @throws IllegalArgumentException when it would be longer than a frame may be
    public static byte[] encode(DbFrame frame) {
        return switch (frame) {
            case DbFrame.Announce announce -> ids(ANNOUNCE, announce.ids());
            case DbFrame.Want want -> ids(WANT, want.ids());
            case DbFrame.Missing missing -> ids(MISSING, missing.ids());
            case DbFrame.Records records -> records(records.records());
            case DbFrame.Ask ask -> message(ASK, ask.run(), ask.message());
            case DbFrame.Answer answer -> message(ANSWER, answer.run(), answer.message());
            case DbFrame.Behind _ -> begin(BEHIND, 0);
            case DbFrame.Reconciled done -> reconciled(done);
            case DbFrame.Unknown unknown -> throw new IllegalArgumentException(unknown.toString());
        };
    }

    private static byte[] begin(int type, int bodyLength) {
        if (1 + bodyLength > Protocol.MAX_DB_FRAME_BYTES) {
            throw new IllegalArgumentException("a frame of " + bodyLength + " bytes");
        }
        byte[] bytes = new byte[BODY + bodyLength];
        ByteBuffer.wrap(bytes).putInt(1 + bodyLength).put((byte) type);
        return bytes;
    }

    private static byte[] ids(int type, List<RecordId> ids) {
        if (ids.isEmpty() || ids.size() > Protocol.MAX_DB_IDS) {
            throw new IllegalArgumentException(ids.size() + " ids");
        }
        byte[] bytes = begin(type, ids.size() * RecordId.LENGTH);
        int at = BODY;
        for (RecordId id : ids) {
            id.write(bytes, at);
            at += RecordId.LENGTH;
        }
        return bytes;
    }

    private static byte[] records(List<SignedRecord> records) {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("no records");
        }
        int length = 0;
        for (SignedRecord record : records) {
            length += 4 + record.length();
        }
        byte[] bytes = begin(RECORDS, length);
        var out = ByteBuffer.wrap(bytes).position(BODY);
        for (SignedRecord record : records) {
            out.putInt(record.length()).put(record.encode());
        }
        return bytes;
    }

    private static byte[] message(int type, int run, byte[] message) {
        if (message.length > Protocol.MAX_RECONCILE_BYTES) {
            throw new IllegalArgumentException("a message of " + message.length + " bytes");
        }
        byte[] bytes = begin(type, 4 + message.length);
        ByteBuffer.wrap(bytes).position(BODY).putInt(run).put(message);
        return bytes;
    }

    private static byte[] reconciled(DbFrame.Reconciled done) {
        byte[] bytes = begin(RECONCILED, RECONCILED_BYTES);
        ByteBuffer.wrap(bytes)
                .position(BODY)
                .putInt(done.run())
                .putInt(done.rounds())
                .putInt(done.differences());
        return bytes;
    }

    /// Reads a frame.
    ///
    /// @param bytes type and body, without the length before them
    /// @throws MalformedException when it is not what it should be; `RECORD_MALFORMED` when that is
    ///     so because of a record
    public static DbFrame decode(byte[] bytes) throws MalformedException {
        if (bytes.length == 0) {
            throw malformed("a frame without a type");
        }
        int type = bytes[0] & 0xff;
        return switch (type) {
            case ANNOUNCE -> new DbFrame.Announce(ids(bytes));
            case WANT -> new DbFrame.Want(ids(bytes));
            case MISSING -> new DbFrame.Missing(ids(bytes));
            case RECORDS -> new DbFrame.Records(records(bytes));
            case ASK -> new DbFrame.Ask(run(bytes), message(bytes));
            case ANSWER -> new DbFrame.Answer(run(bytes), message(bytes));
            case BEHIND -> behind(bytes);
            case RECONCILED -> reconciled(bytes);
            default -> unknown(type, bytes.length);
        };
    }

    private static List<RecordId> ids(byte[] bytes) throws MalformedException {
        int length = bytes.length - 1;
        int count = length / RecordId.LENGTH;
        if (length % RecordId.LENGTH != 0 || count < 1 || count > Protocol.MAX_DB_IDS) {
            throw malformed("ids of together " + length + " bytes");
        }
        var ids = new ArrayList<RecordId>(count);
        for (int at = 1; at < bytes.length; at += RecordId.LENGTH) {
            ids.add(RecordId.read(bytes, at));
        }
        return ids;
    }

    private static List<SignedRecord> records(byte[] bytes) throws MalformedException {
        var in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
        var records = new ArrayList<SignedRecord>();
        do {
            if (in.remaining() < 4) {
                throw malformed("a record without its length");
            }
            int length = in.getInt();
            if (length < 0 || length > in.remaining()) {
                throw malformed("a record longer than its frame");
            }
            records.add(SignedRecord.decode(bytes, in.position(), length));
            in.position(in.position() + length);
        } while (in.hasRemaining());
        return records;
    }

    private static int run(byte[] bytes) throws MalformedException {
        int length = bytes.length - 1 - 4;
        if (length < 0 || length > Protocol.MAX_RECONCILE_BYTES) {
            throw malformed("a message of " + length + " bytes");
        }
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    private static byte[] message(byte[] bytes) {
        return Arrays.copyOfRange(bytes, 1 + 4, bytes.length);
    }

    private static DbFrame behind(byte[] bytes) throws MalformedException {
        if (bytes.length != 1) {
            throw malformed("an empty frame that is not empty");
        }
        return new DbFrame.Behind();
    }

    private static DbFrame reconciled(byte[] bytes) throws MalformedException {
        if (bytes.length != 1 + RECONCILED_BYTES) {
            throw malformed("the end of a run in " + (bytes.length - 1) + " bytes");
        }
        var in = ByteBuffer.wrap(bytes).position(1);
        var done = new DbFrame.Reconciled(in.getInt(), in.getInt(), in.getInt());
        if (done.rounds() < 1 || done.differences() < 0) {
            throw malformed("the end of a run that cannot be: " + done);
        }
        return done;
    }

    private static DbFrame unknown(int type, int length) throws MalformedException {
        if (type < SKIPPABLE) {
            throw malformed("a frame of the unknown type " + type);
        }
        return new DbFrame.Unknown(type, length - 1);
    }

    static MalformedException malformed(String what) {
        return new MalformedException(ErrorCode.PROTOCOL_VIOLATED, "a db stream with " + what);
    }
}
