package org.resilientswarm.core.rpc;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.MethodCall;
import org.resilientswarm.core.api.RemoteFunction;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// A call of a peer's, as a handler sees it.
record ServedCall(PublicKey caller, String method, List<JsonNode> arguments, ValueMapper values)
        implements MethodCall {
    @Override
    public <T> T argument(int index, Class<T> type) {
        if (index < 0 || index >= arguments.size()) {
            throw new SwarmException(
                    ErrorCode.RPC_ARGUMENTS_WRONG,
                    "argument %d is missing, there are %d".formatted(index + 1, arguments.size()));
        }
        var wanted = new Wanted<@Nullable T>(values.type(type));
        T value = wanted.of(Callee.argument(arguments.get(index), index, wanted.type(), values));
        if (value == null) {
            throw new SwarmException(
                    ErrorCode.RPC_ARGUMENTS_WRONG, "argument %d is null".formatted(index + 1));
        }
        return value;
    }

    @Override
    public RemoteFunction function(int index) {
        return argument(index, RemoteFunction.class);
    }
}
