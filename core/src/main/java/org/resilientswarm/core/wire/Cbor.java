package org.resilientswarm.core.wire;

import org.resilientswarm.core.model.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;

/// Reads and writes trees as CBOR (RFC 8949), within limits that keep a hostile message cheap.
final class Cbor {
    private static final int MAX_DEPTH = 8;

    private static final CBORMapper MAPPER =
            CBORMapper.builder(
                            CBORFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(MAX_DEPTH)
                                                    .maxStringLength(Protocol.MAX_HOP_MESSAGE_BYTES)
                                                    .maxDocumentLength(
                                                            Protocol.MAX_HOP_MESSAGE_BYTES)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Cbor() {}

    static byte[] write(ObjectNode node) {
        return MAPPER.writeValueAsBytes(node);
    }

    static JsonNode read(byte[] bytes, int offset, int length) throws MalformedException {
        try {
            return MAPPER.readTree(bytes, offset, length);
        } catch (JacksonException e) {
            throw new MalformedException(ErrorCode.MESSAGE_MALFORMED, "bytes that are not CBOR", e);
        }
    }
}
