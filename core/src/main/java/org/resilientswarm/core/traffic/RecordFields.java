package org.resilientswarm.core.traffic;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficField;

/// The fields of a signed record, in the order of its bytes; see `SignedRecord`.
final class RecordFields {
    private static final long LAST_MILLISECOND = 253_402_300_799_999L;

    private final byte[] bytes;
    private final ByteBuffer in;
    private final List<TrafficField> fields = new ArrayList<>();

    private RecordFields(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.in = ByteBuffer.wrap(bytes, from, end - from);
    }

    /// A record; what cannot be read of it is one field of bytes.
    ///
    /// @param name what the whole is called
    /// @param start where the field begins, which may be before the record does
    static TrafficField of(String name, byte[] bytes, int start, int from, int end) {
        var record = new RecordFields(bytes, from, end);
        try {
            record.read();
        } catch (BufferUnderflowException e) {
            int at = record.in.position();
            record.fields.add(
                    TrafficField.leaf("bytes", CborFields.hex(bytes, at, end), at, end - at));
        }
        String size = "record of " + FrameWords.count(end - from, "byte");
        return new TrafficField(name, size, start, end - start, record.fields);
    }

    private void read() {
        int at = in.position();
        byte[] author = new byte[PublicKey.LENGTH];
        in.get(author);
        leaf("author", new PublicKey(author).text(), at);
        text("kind");
        text("name");
        at = in.position();
        leaf("sequence", Long.toUnsignedString(in.getLong()), at);
        time("created");
        time("expires");
        at = in.position();
        leaf("deleted", in.get() == 0 ? "no" : "yes", at);
        body();
        at = in.position();
        int end = in.limit();
        leaf("signature", CborFields.hex(bytes, at, end), at, end);
    }

    private void leaf(String name, String value, int from) {
        leaf(name, value, from, in.position());
    }

    private void leaf(String name, String value, int from, int end) {
        fields.add(TrafficField.leaf(name, value, from, end - from));
    }

    private void text(String name) {
        int at = in.position();
        int length = pieceLength();
        String text = new String(bytes, in.position(), length, StandardCharsets.UTF_8);
        in.position(in.position() + length);
        leaf(name, "\"" + FrameWords.printable(text) + "\"", at);
    }

    private void time(String name) {
        int at = in.position();
        long millis = in.getLong();
        boolean known = millis > 0 && millis <= LAST_MILLISECOND;
        String moment = known ? millis + " · " + Instant.ofEpochMilli(millis) : "never";
        leaf(name, moment, at);
    }

    private void body() {
        int at = in.position();
        int length = pieceLength();
        int end = in.position() + length;
        TrafficField value = CborFields.item("body", bytes, in.position(), end);
        fields.add(new TrafficField("body", value.value(), at, end - at, value.children()));
        in.position(end);
    }

    private int pieceLength() {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            in.position(in.position() - Integer.BYTES);
            throw new BufferUnderflowException();
        }
        return length;
    }
}
