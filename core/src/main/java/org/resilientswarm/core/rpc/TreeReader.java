package org.resilientswarm.core.rpc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORParser;

/// Reads one CBOR item into a tree, whoever wrote it.
///
/// A function is an array under a tag of its own (docs/rpc.md). Tags are not part of the values
/// that applications send, so no value can be taken for a function. Other tags are refused, but for
/// those of large numbers: nobody writes them, and references to strings let a small message grow
/// without end when it is written again.
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final CBORParser parser;
    private final FunctionSource functions;
    private int values;

    private TreeReader(CBORParser parser, FunctionSource functions) {
        this.parser = parser;
        this.functions = functions;
    }

    static JsonNode read(Supplier<CBORParser> source, FunctionSource functions)
            throws MalformedException {
        try (CBORParser parser = source.get()) {
            var reader = new TreeReader(parser, functions);
            JsonNode tree = reader.value(parser.nextToken());
            if (parser.nextToken() != null) {
                throw malformed("something follows the first item");
            }
            return tree;
        } catch (StreamConstraintsException e) {
            throw new MalformedException(ErrorCode.LIMIT_REACHED, reason(e), e);
        } catch (JacksonException e) {
            throw new MalformedException(ErrorCode.MESSAGE_MALFORMED, reason(e), e);
        }
    }

    private static String reason(JacksonException e) {
        return "bytes that are not CBOR as calls use it: " + e.getOriginalMessage();
    }

    private JsonNode value(@Nullable JsonToken token) throws MalformedException {
        if (++values > Protocol.MAX_RPC_VALUES) {
            throw limit("more than " + Protocol.MAX_RPC_VALUES + " values");
        }
        int tags = parser.getCurrentTags().size();
        if (tags > 0) {
            return tagged(token, tags);
        }
        return switch (token) {
            case START_OBJECT -> map();
            case START_ARRAY -> list();
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> fraction();
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            case VALUE_EMBEDDED_OBJECT -> embedded();
            case null -> throw malformed("nothing");
            default -> throw malformed("an item out of place");
        };
    }

    private ObjectNode map() throws MalformedException {
        ObjectNode map = NODES.objectNode();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_OBJECT;
                token = parser.nextToken()) {
            if (token != JsonToken.PROPERTY_NAME) {
                throw malformed("a map that does not end");
            }
            String name = parser.currentName();
            values++;
            map.set(name, value(parser.nextToken()));
        }
        return map;
    }

    private ArrayNode list() throws MalformedException {
        ArrayNode list = NODES.arrayNode();
        for (JsonToken token = parser.nextToken();
                token != JsonToken.END_ARRAY;
                token = parser.nextToken()) {
            list.add(value(token));
        }
        return list;
    }

    private JsonNode integer() throws MalformedException {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            default -> NODES.numberNode(checked(parser.getBigIntegerValue()));
        };
    }

    private JsonNode fraction() throws MalformedException {
        return switch (parser.getNumberType()) {
            case FLOAT -> NODES.numberNode(parser.getFloatValue());
            case DOUBLE -> NODES.numberNode(parser.getDoubleValue());
            default -> NODES.numberNode(checked(parser.getDecimalValue()));
        };
    }

    /// Arithmetic with huge numbers, or their conversion to text, takes as long as they like.
    private static BigInteger checked(BigInteger number) throws MalformedException {
        if (number.bitLength() > Protocol.MAX_RPC_NUMBER_BITS) {
            throw limit("a number of more than " + Protocol.MAX_RPC_NUMBER_BITS + " bits");
        }
        return number;
    }

    private static BigDecimal checked(BigDecimal number) throws MalformedException {
        if (Math.abs((long) number.scale()) > Protocol.MAX_RPC_NUMBER_BITS) {
            throw limit(
                    "a number of more than " + Protocol.MAX_RPC_NUMBER_BITS + " decimal places");
        }
        checked(number.unscaledValue());
        return number;
    }

    private JsonNode embedded() throws MalformedException {
        return switch (parser.getEmbeddedObject()) {
            case byte[] bytes -> NODES.binaryNode(bytes);
            case null -> NODES.nullNode();
            default -> throw malformed("a simple value without meaning");
        };
    }

    private JsonNode tagged(@Nullable JsonToken token, int tags) throws MalformedException {
        if (tags != 1
                || parser.getCurrentTag() != Protocol.RPC_FUNCTION_TAG
                || token != JsonToken.START_ARRAY) {
            throw malformed("a tag that calls do not use");
        }
        long whose = number();
        long id = number();
        if (whose != FunctionReference.THEIRS && whose != FunctionReference.OURS) {
            throw malformed("a function that is nobody's");
        }
        Object function =
                whose == FunctionReference.OURS
                        ? functions.ours(id)
                        : functions.theirs(id, number());
        if (parser.nextToken() != JsonToken.END_ARRAY) {
            throw malformed("a function that does not end");
        }
        return NODES.pojoNode(function);
    }

    private long number() throws MalformedException {
        if (parser.nextToken() != JsonToken.VALUE_NUMBER_INT
                || !parser.getCurrentTags().isEmpty()
                || parser.getNumberValue() instanceof BigInteger) {
            throw malformed("a function without a number");
        }
        return parser.getLongValue();
    }

    private static MalformedException malformed(String what) {
        return new MalformedException(ErrorCode.MESSAGE_MALFORMED, what);
    }

    private static MalformedException limit(String what) {
        return new MalformedException(ErrorCode.LIMIT_REACHED, what);
    }
}
