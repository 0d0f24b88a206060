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

    private static final CBORMapper MAPPER = mapper(MAX_DEPTH, Protocol.MAX_HOP_MESSAGE_BYTES);

    private Cbor() {}

    /// Refuses what is nested deeper or is longer when it reads.
    static CBORMapper mapper(int maxDepth, int maxBytes) {
        var limits =
                StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxStringLength(maxBytes)
                        .maxDocumentLength(maxBytes)
                        .build();
        return CBORMapper.builder(CBORFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

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
