package org.resilientswarm.core.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.HexFormat;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.model.ErrorCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class RecordBodyTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "-1",
                "1.5",
                "9223372036854775808",
                "\"größe 😀\"",
                "[]",
                "{}",
                "{\"a\":[1,\"b\",null,{\"c\":false}]}"
            })
    void whatIsWrittenIsRead(String json) throws Exception {
        JsonNode value = JsonMapper.shared().readTree(json);
        assertThat(RecordBody.read(RecordBody.write(value))).isEqualTo(value);
    }

    @Test
    void bytesStayBytes() throws Exception {
        JsonNode value = NODES.binaryNode(new byte[] {1, 2, 3});
        assertThat(RecordBody.read(RecordBody.write(value)).binaryValue()).containsExactly(1, 2, 3);
    }

    @Test
    void theDeepestBodyIsTakenAndOneDeeperIsNot() throws Exception {
        JsonNode deepest = nested(Protocol.MAX_RECORD_NESTING);
        assertThat(RecordBody.read(RecordBody.write(deepest))).isEqualTo(deepest);
        assertMalformed(() -> RecordBody.write(nested(Protocol.MAX_RECORD_NESTING + 1)));
        assertMalformed(() -> RecordBody.read(nestedBytes(Protocol.MAX_RECORD_NESTING + 1)));
    }

    @Test
    void theLargestBodyIsTakenAndOneLargerIsNot() throws Exception {
        // So long a byte string has a head of three bytes.
        int most = Protocol.MAX_RECORD_BODY_BYTES - 3;
        byte[] largest = RecordBody.write(NODES.binaryNode(new byte[most]));
        assertThat(RecordBody.read(largest).binaryValue()).hasSize(most);
        assertMalformed(() -> RecordBody.write(NODES.binaryNode(new byte[most + 1])));
        assertMalformed(() -> RecordBody.read(new byte[Protocol.MAX_RECORD_BODY_BYTES + 1]));
    }

    @Test
    void theLongestNumberIsTakenAndOneLongerIsNot() throws Exception {
        BigInteger longest =
                BigInteger.ONE.shiftLeft(Protocol.MAX_RPC_NUMBER_BITS).subtract(BigInteger.ONE);
        byte[] body = RecordBody.write(NODES.numberNode(longest));
        assertThat(RecordBody.read(body).bigIntegerValue()).isEqualTo(longest);
        assertMalformed(() -> RecordBody.write(NODES.arrayNode().add(longest.add(BigInteger.ONE))));
    }

    /// Each is one thing that is wrong.
    @ParameterizedTest
    @ValueSource(
            strings = {
                // nothing
                "",
                // an array that breaks off
                "8201",
                // a second value
                "0102",
                // a text that is not UTF-8
                "61ff",
                // the same key twice
                "a2616101616102",
                // 1e1000000000
                "c4821a3b9aca0001",
                // a reserved kind of length
                "1c"
            })
    void whatIsNoBodyIsRefused(String hex) {
        assertMalformed(() -> RecordBody.read(HexFormat.of().parseHex(hex)));
    }

    private static JsonNode nested(int depth) {
        JsonNode value = NODES.arrayNode();
        for (int i = 1; i < depth; i++) {
            value = NODES.arrayNode().add(value);
        }
        return value;
    }

    private static byte[] nestedBytes(int depth) {
        // Arrays of one element, the last of none.
        return HexFormat.of().parseHex("81".repeat(depth - 1) + "80");
    }

    private static void assertMalformed(ThrowingCallable attempt) {
        assertThatThrownBy(attempt)
                .isInstanceOfSatisfying(
                        MalformedException.class,
                        refusal ->
                                assertThat(refusal.code()).isEqualTo(ErrorCode.RECORD_MALFORMED));
    }
}
