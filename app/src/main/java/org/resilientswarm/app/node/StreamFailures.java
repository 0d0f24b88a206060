package org.resilientswarm.app.node;

import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// Gives the end of a stream before its time one of the codes that scripts know.
final class StreamFailures {
    private StreamFailures() {}

    static SwarmException of(StreamResetException reset) {
        ErrorCode code =
                switch (reset.code()) {
                    case NOT_TAKEN -> ErrorCode.STREAM_NOT_TAKEN;
                    case LIMIT -> ErrorCode.LIMIT_REACHED;
                    case SESSION_LOST -> ErrorCode.SESSION_LOST;
                    case CANCELLED, FAILED, OTHER -> ErrorCode.STREAM_RESET;
                };
        return new SwarmException(code, String.valueOf(reset.getMessage()), reset);
    }
}
