package org.resilientswarm.core.traffic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficField;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.dataformat.cbor.CBORFactory;

/// CBOR (RFC 8949) as fields, each with its bytes.
final class CborFields {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_HEX_BYTES = 32;
    private static final int MAX_TEXT = 512;
    private static final Set<String> KEYS = Set.of("key", "to", "from");
    private static final Set<String> TIMES = Set.of("created", "expires");
    private static final long LAST_MILLISECOND = 253_402_300_799_999L;

    private static final CBORFactory FACTORY =
            CBORFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build();

    /// What holds a signed record.
    private static final String CARD = "card";

    private final JsonParser in;
    private final byte[] bytes;

    private CborFields(JsonParser in, byte[] bytes) {
        this.in = in;
        this.bytes = bytes;
    }

    /// One item; bytes that are none are a field that says so.
    static TrafficField item(String name, byte[] bytes, int from, int end) {
        try (var in = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, end - from)) {
            var fields = new CborFields(in, bytes);
            JsonToken token = in.nextToken();
            return token == null
                    ? TrafficField.leaf(name, "empty", from, end - from)
                    : fields.value(name, token, from);
        } catch (JacksonException e) {
            return TrafficField.leaf(name, "no CBOR: " + hex(bytes, from, end), from, end - from);
        }
    }

    /// Items one after the other. What follows the last whole one are bytes.
    static TrafficField sequence(String name, byte[] bytes, int from, int end) {
        List<TrafficField> items = new ArrayList<>();
        int at = from;
        try (var in = FACTORY.createParser(ObjectReadContext.empty(), bytes, from, end - from)) {
            var fields = new CborFields(in, bytes);
            JsonToken token = in.nextToken();
            while (token != null) {
                items.add(fields.value(Integer.toString(items.size()), token, at));
                at = (int) in.currentLocation().getByteOffset();
                token = in.nextToken();
            }
        } catch (JacksonException e) {
            items.add(TrafficField.leaf("bytes", hex(bytes, at, end), at, end - at));
        }
        return new TrafficField(
                name, FrameWords.count(items.size(), "item"), from, end - from, items);
    }

    private TrafficField value(String name, JsonToken token, int from) {
        return switch (token) {
            case START_OBJECT -> object(name, from);
            case START_ARRAY -> array(name, from);
            case VALUE_EMBEDDED_OBJECT -> binary(name, in.getBinaryValue(), from);
            case VALUE_STRING -> leaf(name, text(in.getString()), from);
            case VALUE_NUMBER_INT -> leaf(name, number(name), from);
            default -> leaf(name, FrameWords.printable(String.valueOf(in.getString())), from);
        };
    }

    private TrafficField leaf(String name, String value, int from) {
        return TrafficField.leaf(name, value, from, at() - from);
    }

    private int at() {
        return (int) in.currentLocation().getByteOffset();
    }

    private TrafficField object(String name, int from) {
        List<TrafficField> children = new ArrayList<>();
        while (next() == JsonToken.PROPERTY_NAME) {
            int start = (int) in.currentTokenLocation().getByteOffset();
            String child = FrameWords.printable(in.currentName());
            children.add(value(child, next(), start));
        }
        String size = FrameWords.count(children.size(), "field");
        return new TrafficField(name, size, from, at() - from, children);
    }

    private TrafficField array(String name, int from) {
        List<TrafficField> children = new ArrayList<>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            int start = (int) in.currentTokenLocation().getByteOffset();
            children.add(value(Integer.toString(children.size()), token, start));
        }
        String size = FrameWords.count(children.size(), "element");
        return new TrafficField(name, size, from, at() - from, children);
    }

    private JsonToken next() {
        JsonToken token = in.nextToken();
        if (token == null) {
            throw new StreamReadException(in, "it is cut off");
        }
        return token;
    }

    private TrafficField binary(String name, byte @Nullable [] value, int from) {
        if (value != null && name.equals(CARD)) {
            int end = at();
            return RecordFields.of(name, bytes, from, end - value.length, end);
        }
        return leaf(name, hexOrKey(name, value), from);
    }

    private static String hexOrKey(String name, byte @Nullable [] value) {
        if (value == null) {
            return "undefined";
        }
        if (value.length == PublicKey.LENGTH && KEYS.contains(name)) {
            return new PublicKey(value).text();
        }
        return hex(value, 0, value.length);
    }

    private String number(String name) {
        String text = in.getString();
        if (TIMES.contains(name) && in.getNumberType() == JsonParser.NumberType.LONG) {
            long millis = in.getLongValue();
            if (millis >= 0 && millis <= LAST_MILLISECOND) {
                return text + " · " + Instant.ofEpochMilli(millis);
            }
        }
        return text;
    }

    private static String text(String value) {
        String shown = value.length() > MAX_TEXT ? value.substring(0, MAX_TEXT) + "…" : value;
        return "\"" + FrameWords.printable(shown) + "\"";
    }

    /// The first bytes as digits, and how many there are when not all are written.
    static String hex(byte[] bytes, int from, int end) {
        int length = end - from;
        String digits =
                HexFormat.of()
                        .formatHex(
                                Arrays.copyOfRange(
                                        bytes, from, from + Math.min(length, MAX_HEX_BYTES)));
        return length <= MAX_HEX_BYTES ? digits : digits + "… " + FrameWords.count(length, "byte");
    }
}
