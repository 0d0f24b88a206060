package org.resilientswarm.core.api;

import org.jspecify.annotations.Nullable;

/// Runs the calls of one method, or of one function that was handed to a peer. Called on a virtual
/// thread of its own for each call, which is interrupted when the caller gives up.
@FunctionalInterface
public interface MethodHandler {
    /// Serves a call.
    ///
    /// @return the result: a value, a function, a `CompletableFuture` of one, or null
    /// @throws Exception a [SwarmException] reaches the caller with its code, anything else as
    ///     `RPC_FAILED`; both with their message
    @Nullable Object handle(MethodCall call) throws Exception;
}
