package org.resilientswarm.core.rpc;

import org.resilientswarm.core.wire.MalformedException;

/// Knows the functions that references in a message lead to.
interface FunctionSource {
    /// A function of the far side's.
    ///
    /// @param id its number there
    /// @param same the first number under which the same function was handed over
    Object theirs(long id, long same) throws MalformedException;

    /// A function of this side's that comes back.
    Object ours(long id) throws MalformedException;
}
