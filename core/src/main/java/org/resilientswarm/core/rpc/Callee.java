package org.resilientswarm.core.rpc;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.MethodCall;
import org.resilientswarm.core.api.MethodHandler;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;

/// Something here that peers can call: a method or a function.
sealed interface Callee {
    /// Runs a call to its end; blocks.
    Result run(MethodCall call, ValueMapper values) throws Exception;

    /// What came of a call.
    ///
    /// @param type as what it is written, null when its own class says so
    record Result(@Nullable Object value, @Nullable JavaType type) {}

    /// Gets the call as it is.
    record Untyped(MethodHandler handler) implements Callee {
        @Override
        public Result run(MethodCall call, ValueMapper values) throws Exception {
            return new Result(awaited(handler.handle(call)), null);
        }
    }

    /// Gets arguments of the types that a method declares.
    record Typed(FaceMethod method, Object target) implements Callee {
        @Override
        public Result run(MethodCall call, ValueMapper values) throws Exception {
            @Nullable Object[] arguments = arguments(call.arguments(), values);
            Object result = method.invoke(target, arguments);
            Object value = method.async() ? awaited(result) : result;
            return new Result(value, method.result());
        }

        private @Nullable Object[] arguments(List<JsonNode> given, ValueMapper values) {
            JavaType[] types = method.parameters();
            if (given.size() != types.length) {
                throw new SwarmException(
                        ErrorCode.RPC_ARGUMENTS_WRONG,
                        "%s takes %d arguments and was given %d"
                                .formatted(method.label(), types.length, given.size()));
            }
            var arguments = new @Nullable Object[types.length];
            for (int i = 0; i < types.length; i++) {
                arguments[i] = argument(given.get(i), i, types[i], values);
            }
            return arguments;
        }
    }

    /// Reads one argument.
    ///
    /// @throws SwarmException `RPC_ARGUMENTS_WRONG` when it is of another type
    static @Nullable Object argument(JsonNode given, int index, JavaType type, ValueMapper values) {
        try {
            return values.value(given, type);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new SwarmException(
                    ErrorCode.RPC_ARGUMENTS_WRONG,
                    "argument %d is wrong: %s".formatted(index + 1, Failures.reason(e)),
                    e);
        }
    }

    private static @Nullable Object awaited(@Nullable Object result) throws Exception {
        if (!(result instanceof CompletionStage<?> stage)) {
            return result;
        }
        Future<?> future = stage.toCompletableFuture();
        try {
            return future.get();
        } catch (InterruptedException e) {
            future.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception own ? own : e;
        }
    }
}
