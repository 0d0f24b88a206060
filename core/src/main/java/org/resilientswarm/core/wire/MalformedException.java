package org.resilientswarm.core.wire;

import org.resilientswarm.core.model.ErrorCode;

/// Bytes that are not what the protocol says.
public final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    private final ErrorCode code;

    /// Names what is wrong with the bytes.
    public MalformedException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /// Names what is wrong with the bytes, and how that was found.
    public MalformedException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// What is wrong, for programs.
    public ErrorCode code() {
        return code;
    }

    /// What is wrong, for people; never null.
    public String reason() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
