package org.resilientswarm.core.api;

import java.util.List;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;

/// A call that this node serves for a peer. Immutable.
public interface MethodCall {
    /// The call that the current thread serves; bound while the method runs. Tests of a target may
    /// bind their own.
    ScopedValue<MethodCall> CURRENT = ScopedValue.newInstance();

    /// The call that the current thread serves, for targets of an interface, which are not handed
    /// it.
    ///
    /// @throws IllegalStateException when this thread serves no call
    static MethodCall current() {
        return CURRENT.orElseThrow(() -> new IllegalStateException("this thread serves no call"));
    }

    /// Who calls.
    PublicKey caller();

    /// The name of the method; empty when a function is called that was handed to the peer.
    String method();

    /// The arguments as they came. A function among them is a node that only [#function] can read.
    List<JsonNode> arguments();

    /// One argument, read into a type.
    ///
    /// @param index from 0 on
    /// @param type a value type, such as a record, or a functional interface
    /// @throws SwarmException `RPC_ARGUMENTS_WRONG` when there is no such argument, when it is null
    ///     or of another type; thrown on, it tells the caller so
    <T> T argument(int index, Class<T> type);

    /// One argument that is a function of the caller's.
    ///
    /// @param index from 0 on
    /// @throws SwarmException `RPC_ARGUMENTS_WRONG` when there is no such argument or when it is no
    ///     function
    RemoteFunction function(int index);
}
