package org.resilientswarm.core.wire;

import java.math.BigDecimal;
import org.resilientswarm.core.model.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.cbor.CBORMapper;

/// A record's body between its bytes (CBOR, RFC 8949) and a tree, within the protocol's limits in
/// both directions: what cannot be read elsewhere must not be written here.
public final class RecordBody {
    private static final CBORMapper MAPPER =
            Cbor.mapper(Protocol.MAX_RECORD_NESTING, Protocol.MAX_RECORD_BODY_BYTES)
                    .rebuild()
                    // Programs would disagree about which one counts.
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private RecordBody() {}

    /// Reads the body of a record that is not deleted.
    ///
    /// @throws MalformedException `RECORD_MALFORMED` when it is not one value in CBOR, too large or
    ///     nested too deeply
    public static JsonNode read(byte[] body) throws MalformedException {
        checkSize(body.length);
        try {
            JsonNode value = MAPPER.readTree(body);
            if (value.isMissingNode()) {
                throw malformed("is empty");
            }
            checkNumbers(value);
            return value;
        } catch (JacksonException e) {
            throw new MalformedException(
                    ErrorCode.RECORD_MALFORMED,
                    "a record whose body is not CBOR as the protocol allows it: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    /// Writes a body.
    ///
    /// @throws MalformedException `RECORD_MALFORMED` when the value is too large or nested too
    ///     deeply, or of a kind that CBOR does not have
    public static byte[] write(JsonNode value) throws MalformedException {
        byte[] body;
        try {
            body = MAPPER.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new MalformedException(
                    ErrorCode.RECORD_MALFORMED,
                    "a record whose body cannot be written: " + e.getOriginalMessage(),
                    e);
        }
        read(body);
        return body;
    }

    private static void checkSize(int bytes) throws MalformedException {
        if (bytes > Protocol.MAX_RECORD_BODY_BYTES) {
            throw malformed("has " + bytes + " bytes; " + Protocol.MAX_RECORD_BODY_BYTES + " fit");
        }
    }

    /// Written out, a few bytes of an exponent would be a gigabyte of zeros.
    private static void checkNumbers(JsonNode value) throws MalformedException {
        boolean big = value.isBigInteger() || value.isBigDecimal();
        if (big && tooLong(value.decimalValue())) {
            throw malformed("has a number of more than " + Protocol.MAX_RPC_NUMBER_BITS + " bits");
        }
        for (JsonNode part : value) {
            checkNumbers(part);
        }
    }

    private static boolean tooLong(BigDecimal number) {
        return number.unscaledValue().bitLength() > Protocol.MAX_RPC_NUMBER_BITS
                || Math.abs((long) number.scale()) > Protocol.MAX_RPC_NUMBER_BITS;
    }

    private static MalformedException malformed(String what) {
        return new MalformedException(ErrorCode.RECORD_MALFORMED, "a record whose body " + what);
    }
}
