package org.resilientswarm.core.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.node.NullNode;

/// Writes and reads requests and answers; docs/rpc.md has their form. Safe on every thread.
record RpcCodec(ValueMapper values) {
    private static final String METHOD = "method";
    private static final String FUNCTION = "function";
    private static final String ARGUMENTS = "arguments";
    private static final String RELEASE = "release";
    private static final String RESULT = "result";
    private static final String CODE = "code";
    private static final String MESSAGE = "message";

    /// What a peer asks for.
    sealed interface Request {
        /// A call of a method.
        record OfMethod(String method, List<JsonNode> arguments) implements Request {}

        /// A call of a function that was handed to the peer.
        record OfFunction(long id, List<JsonNode> arguments) implements Request {}

        /// The peer has no use for these functions any more.
        record Release(List<Long> ids) implements Request {}
    }

    /// @throws SwarmException when the arguments cannot be sent
    byte[] request(Target target, Arguments arguments, Lender lender) {
        try {
            return message(
                    () -> {},
                    out -> {
                        switch (target) {
                            case Target.Method method ->
                                    out.writeStringProperty(METHOD, method.name());
                            case Target.Function function ->
                                    out.writeNumberProperty(FUNCTION, function.id());
                        }
                        out.writeArrayPropertyStart(ARGUMENTS);
                        ObjectWriter writer = values.writer(lender);
                        for (int i = 0; i < arguments.values().length; i++) {
                            write(writer, out, arguments.values()[i], arguments.type(i));
                        }
                        out.writeEndArray();
                    });
        } catch (JacksonException | IllegalArgumentException e) {
            throw unsendable("the arguments", ErrorCode.RPC_ARGUMENTS_WRONG, e);
        }
    }

    byte[] release(List<Long> ids) {
        return message(
                () -> {},
                out -> {
                    out.writeArrayPropertyStart(RELEASE);
                    ids.forEach(out::writeNumber);
                    out.writeEndArray();
                });
    }

    /// @throws SwarmException when the result cannot be sent
    byte[] result(Callee.Result result, Lender lender, OutgoingMessage.Permit large) {
        try {
            return message(
                    large,
                    out -> {
                        out.writeName(RESULT);
                        write(values.writer(lender), out, result.value(), result.type());
                    });
        } catch (JacksonException | IllegalArgumentException e) {
            throw unsendable("the result", ErrorCode.RPC_FAILED, e);
        }
    }

    byte[] failure(SwarmException failure) {
        return message(
                () -> {},
                out -> {
                    out.writeStringProperty(CODE, failure.code().name());
                    out.writeStringProperty(MESSAGE, Failures.cut(failure.getMessage()));
                });
    }

    private byte[] message(OutgoingMessage.Permit large, Consumer<JsonGenerator> content) {
        var message = new OutgoingMessage(large);
        try (JsonGenerator out = values.generator(message)) {
            out.writeStartObject();
            content.accept(out);
            out.writeEndObject();
        }
        return message.toBytes();
    }

    private static void write(
            ObjectWriter writer,
            JsonGenerator out,
            @Nullable Object value,
            @Nullable JavaType type) {
        if (value == null) {
            out.writeNull();
        } else {
            (type == null ? writer : writer.forType(type)).writeValue(out, value);
        }
    }

    private static SwarmException unsendable(String what, ErrorCode code, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SwarmException known) {
                return known;
            }
        }
        return new SwarmException(
                e instanceof StreamConstraintsException ? ErrorCode.LIMIT_REACHED : code,
                what + " cannot be sent: " + Failures.reason(e),
                e);
    }

    Request readRequest(byte[] bytes, FunctionSource functions) throws MalformedException {
        JsonNode tree = values.tree(bytes, functions);
        JsonNode release = tree.get(RELEASE);
        if (release != null && release.isArray()) {
            return new Request.Release(numbers(release));
        }
        JsonNode arguments = tree.get(ARGUMENTS);
        if (arguments == null || !arguments.isArray()) {
            throw malformed("a request without arguments");
        }
        List<JsonNode> given = List.copyOf(arguments.values());
        JsonNode method = tree.get(METHOD);
        if (method != null && method.isString()) {
            return new Request.OfMethod(method.stringValue(), given);
        }
        JsonNode function = tree.get(FUNCTION);
        if (function != null && function.isIntegralNumber() && function.canConvertToLong()) {
            return new Request.OfFunction(function.longValue(), given);
        }
        throw malformed("a request for nothing");
    }

    private static List<Long> numbers(JsonNode list) throws MalformedException {
        var numbers = new ArrayList<Long>(list.size());
        for (JsonNode element : list.values()) {
            if (!element.isIntegralNumber() || !element.canConvertToLong()) {
                throw malformed("a release of something that is no number");
            }
            numbers.add(element.longValue());
        }
        return numbers;
    }

    /// Reads the result out of an answer.
    ///
    /// @throws SwarmException the failure that the answer tells of, or what is wrong with the
    ///     answer
    @Nullable Object readResult(byte[] answer, FunctionSource functions, JavaType type) {
        JsonNode result = readResult(answer, functions);
        try {
            return values.value(type.hasRawClass(Void.class) ? NullNode.instance : result, type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new SwarmException(
                    ErrorCode.MESSAGE_MALFORMED,
                    "the result is not what was asked for: " + Failures.reason(e),
                    e);
        }
    }

    private JsonNode readResult(byte[] answer, FunctionSource functions) {
        try {
            JsonNode tree = values.tree(answer, functions);
            JsonNode result = tree.get(RESULT);
            if (result != null) {
                return result;
            }
            JsonNode code = tree.get(CODE);
            if (code == null || !code.isString()) {
                throw malformed("an answer that says nothing");
            }
            JsonNode message = tree.get(MESSAGE);
            throw Failures.ofAnswer(
                    code.stringValue(),
                    message != null && message.isString() ? message.stringValue() : null);
        } catch (MalformedException e) {
            throw new SwarmException(e.code(), "the answer cannot be read: " + e.reason(), e);
        }
    }

    private static MalformedException malformed(String what) {
        return new MalformedException(ErrorCode.MESSAGE_MALFORMED, what);
    }
}
