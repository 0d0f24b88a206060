package org.resilientswarm.core.api;

import org.resilientswarm.core.model.ErrorCode;

/// Something that a user asked for could not be done.
public final class SwarmException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    /// Names what went wrong.
    ///
    /// @param code what, for programs
    /// @param message what, and what to do, for people
    public SwarmException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /// Names what went wrong, and the cause.
    ///
    /// @param code what, for programs
    /// @param message what, and what to do, for people
    /// @param cause the cause
    public SwarmException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// What went wrong, for programs.
    public ErrorCode code() {
        return code;
    }

    /// The sentence for people; never null.
    @Override
    public String getMessage() {
        String message = super.getMessage();
        return message == null ? code.name() : message;
    }
}
