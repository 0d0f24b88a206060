package org.resilientswarm.core.api;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// A function of a peer's, which runs over there when it is called here.
///
/// It works until the session with the peer ends (`SESSION_LOST`), or until the peer withdraws it
/// or it is released (`RPC_METHOD_UNKNOWN`). Nobody has to release it: when it and what was made of
/// it by [#as] is garbage here, the peer is told. Two are equal when they lead to the same
/// function.
///
/// Immutable and safe on every thread; failures are those of [RemoteMethods].
public interface RemoteFunction {
    /// Whose function it is.
    PublicKey peer();

    /// Calls it for a result of a type; as [RemoteMethods#call(Class, String, Object...)].
    ///
    /// @param type what the result shall be
    /// @param arguments values and functions
    /// @return the result, null when there is none
    <T> CompletableFuture<@Nullable T> call(Class<T> type, @Nullable Object... arguments);

    /// Calls it for whatever it returns.
    ///
    /// @param arguments values and functions
    /// @return the result, a null node when there is none
    CompletableFuture<JsonNode> call(@Nullable Object... arguments);

    /// The function as an object of a functional interface; it behaves like a method of
    /// [RemoteMethods#as].
    ///
    /// @param face an interface with one abstract method
    /// @throws IllegalArgumentException when it has none or several, or cannot be accessed
    <T> T as(Class<T> face);

    /// The same function with another time limit; see [RemoteMethods#within].
    ///
    /// @param limit more than zero
    RemoteFunction within(Duration limit);

    /// Gives it up before it is garbage; calls of it fail from now on.
    void release();
}
