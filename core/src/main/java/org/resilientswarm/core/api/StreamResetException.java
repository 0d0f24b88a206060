package org.resilientswarm.core.api;

import java.io.IOException;
import org.resilientswarm.core.model.ResetCode;

/// A stream ended before its time, in both directions.
public final class StreamResetException extends IOException {
    private static final long serialVersionUID = 1;

    private final ResetCode code;

    /// Says why.
    ///
    /// @param code why, for programs
    /// @param message why, and what to do, for people
    public StreamResetException(ResetCode code, String message) {
        super(message);
        this.code = code;
    }

    /// Why, for programs.
    public ResetCode code() {
        return code;
    }
}
