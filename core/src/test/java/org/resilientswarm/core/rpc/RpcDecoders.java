package org.resilientswarm.core.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/// The readers of calls as functions of bytes.
public final class RpcDecoders {
    /// What a method might return.
    record Shelf(String name, @Nullable Instant since, Map<String, List<Integer>> books) {}

    private static final RpcCodec CODEC = new RpcCodec(new ValueMapper());

    private static final FunctionSource ANY_FUNCTION =
            new FunctionSource() {
                @Override
                public Object theirs(long id, long same) {
                    return id + same;
                }

                @Override
                public Object ours(long id) {
                    return id;
                }
            };

    private RpcDecoders() {}

    /// A request, and its arguments read into types.
    public static boolean request(byte[] bytes) throws MalformedException {
        return switch (CODEC.readRequest(bytes, ANY_FUNCTION)) {
            case RpcCodec.Request.OfMethod call -> call.method().length() <= bytes.length;
            case RpcCodec.Request.OfFunction call -> call.arguments().size() <= bytes.length;
            case RpcCodec.Request.Release release -> release.ids().size() <= bytes.length;
        };
    }

    /// An answer, read into a type; a failure that it tells of is one, too.
    public static boolean answer(byte[] bytes) throws MalformedException {
        try {
            Object value = CODEC.readResult(bytes, ANY_FUNCTION, CODEC.values().type(Shelf.class));
            return value == null || value instanceof Shelf;
        } catch (SwarmException e) {
            if (e.code() == ErrorCode.MESSAGE_MALFORMED) {
                throw new MalformedException(e.code(), e.getMessage(), e);
            }
            return true;
        }
    }

    public static List<byte[]> requests() {
        return List.of(
                CODEC.release(List.of(1L, 2L, 1L << 40)),
                cbor(
                        "{\"method\":\"search\",\"arguments\":[\"x\",1,2.5,true,null,[1,[2]],{\"a\":3}]}"),
                cbor("{\"function\":17,\"arguments\":[]}"),
                withFunction());
    }

    /// A request whose argument is a function: an array under the tag of functions.
    private static byte[] withFunction() {
        var bytes = new ByteArrayOutputStream();
        try (var out = (CBORGenerator) new CBORMapper().createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringProperty("method", "each");
            out.writeName("arguments");
            out.writeStartArray();
            out.writeTag(Protocol.RPC_FUNCTION_TAG);
            out.writeArray(new long[] {FunctionReference.THEIRS, 7, 7}, 0, 3);
            out.writeEndArray();
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    public static List<byte[]> answers() {
        return List.of(
                cbor("{\"result\":null}"),
                cbor("{\"result\":{\"name\":\"n\",\"since\":null,\"books\":{\"a\":[1,2]}}}"),
                CODEC.failure(new SwarmException(ErrorCode.RPC_FAILED, "it failed")));
    }

    private static byte[] cbor(String json) {
        var tree = new JsonMapper().readTree(json.getBytes(StandardCharsets.UTF_8));
        return new CBORMapper().writeValueAsBytes(tree);
    }
}
