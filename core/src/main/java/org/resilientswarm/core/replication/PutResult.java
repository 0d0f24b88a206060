package org.resilientswarm.core.replication;

import org.resilientswarm.core.model.ErrorCode;

/// What became of a record that this node makes.
public sealed interface PutResult {
    /// It is being stored.
    ///
    /// @param arrival what the host was handed for that
    record UnderWay(Arrival arrival) implements PutResult {}

    /// There was nothing to do: a record that does not exist cannot be deleted.
    record Needless() implements PutResult {}

    /// It was refused.
    ///
    /// @param reason what to do, for people
    record Refused(ErrorCode code, String reason) implements PutResult {}
}
