package org.resilientswarm.core.wire;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// Reads the fields of one object of a message. Whatever is missing or of another type is a
/// [MalformedException] that names the field; fields that nobody asks for are ignored.
///
/// @param node the object
/// @param form how bytes and keys are written in it
record Fields(JsonNode node, Form form) {
    private static final long LAST_MILLISECOND = 253_402_300_799_999L;

    /// How one element of a list is read.
    interface ElementReader<T> {
        T read(JsonNode element, String name) throws MalformedException;
    }

    /// How a message writes bytes and keys.
    enum Form {
        /// Bytes as base64url without padding, keys in their text form.
        JSON,
        /// Both as byte strings.
        CBOR
    }

    /// Checks that it is an object.
    static Fields of(@Nullable JsonNode node, Form form, String name) throws MalformedException {
        if (node == null || !node.isObject()) {
            throw malformed(name, "an object");
        }
        return new Fields(node, form);
    }

    Fields object(String name) throws MalformedException {
        return of(node.get(name), form, name);
    }

    String text(String name, int maxLength) throws MalformedException {
        return text(node.get(name), name, maxLength);
    }

    @Nullable String optionalText(String name, int maxLength) throws MalformedException {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : text(value, name, maxLength);
    }

    static String text(@Nullable JsonNode value, String name, int maxLength)
            throws MalformedException {
        if (value == null || !value.isString() || value.stringValue().length() > maxLength) {
            throw malformed(name, "a text of at most " + maxLength + " characters");
        }
        return value.stringValue();
    }

    long integer(String name, long min, long max) throws MalformedException {
        JsonNode value = node.get(name);
        if (value == null
                || !value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < min
                || value.longValue() > max) {
            throw malformed(name, "an integer from " + min + " to " + max);
        }
        return value.longValue();
    }

    boolean truth(String name) throws MalformedException {
        JsonNode value = node.get(name);
        if (value == null || !value.isBoolean()) {
            throw malformed(name, "true or false");
        }
        return value.booleanValue();
    }

    Instant time(String name) throws MalformedException {
        return Instant.ofEpochMilli(integer(name, 0, LAST_MILLISECOND));
    }

    byte[] bytes(String name) throws MalformedException {
        return bytes(node.get(name), form, name);
    }

    static byte[] bytes(@Nullable JsonNode value, Form form, String name)
            throws MalformedException {
        if (form == Form.CBOR && value != null && value.isBinary()) {
            return value.binaryValue();
        }
        if (form == Form.JSON && value != null && value.isString()) {
            try {
                return Base64.getUrlDecoder().decode(value.stringValue());
            } catch (IllegalArgumentException e) {
                throw malformed(name, "base64url");
            }
        }
        throw malformed(name, form == Form.CBOR ? "a byte string" : "base64url");
    }

    byte[] bytes(String name, int length) throws MalformedException {
        byte[] bytes = bytes(name);
        if (bytes.length != length) {
            throw malformed(name, length + " bytes");
        }
        return bytes;
    }

    PublicKey key(String name) throws MalformedException {
        return key(node.get(name), name);
    }

    PublicKey key(@Nullable JsonNode value, String name) throws MalformedException {
        if (form == Form.JSON && value != null && value.isString()) {
            return key(value.stringValue(), name);
        }
        if (form == Form.CBOR
                && value != null
                && value.isBinary()
                && value.binaryValue().length == PublicKey.LENGTH) {
            return new PublicKey(value.binaryValue());
        }
        throw malformed(name, "a public key");
    }

    <T> List<T> list(String name, int max, ElementReader<T> reader) throws MalformedException {
        JsonNode value = node.get(name);
        if (value == null || !value.isArray() || value.size() > max) {
            throw malformed(name, "a list of at most " + max);
        }
        var elements = new ArrayList<T>(value.size());
        for (JsonNode element : value.values()) {
            elements.add(reader.read(element, name));
        }
        return elements;
    }

    private static PublicKey key(String text, String name) throws MalformedException {
        if (text.length() == 2 * PublicKey.LENGTH && text.chars().allMatch(HexFormat::isHexDigit)) {
            return new PublicKey(HexFormat.of().parseHex(text));
        }
        return switch (KeyReading.of(text)) {
            case KeyReading.Valid valid when valid.form() == KeyReading.Form.TEXT -> valid.key();
            case KeyReading.Valid _ -> throw malformed(name, "a public key in its text form");
            case KeyReading.Refused refused ->
                    throw new MalformedException(
                            ErrorCode.MESSAGE_MALFORMED,
                            "field '" + name + "' is no public key: " + refused.message());
        };
    }

    static MalformedException malformed(String name, String expected) {
        return new MalformedException(
                ErrorCode.MESSAGE_MALFORMED, "field '" + name + "' must be " + expected);
    }
}
