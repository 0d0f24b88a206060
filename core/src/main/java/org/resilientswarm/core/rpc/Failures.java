package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.wire.Protocol;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/// Says in a code and a sentence why a call failed.
final class Failures {
    private Failures() {}

    /// What a method threw, as its caller is told.
    static SwarmException ofMethod(String method, Throwable thrown) {
        return thrown instanceof SwarmException known
                ? known
                : new SwarmException(
                        ErrorCode.RPC_FAILED,
                        "%s failed: %s".formatted(method, reason(thrown)),
                        thrown);
    }

    /// The sentence of an exception, without the excerpts and positions that Jackson adds.
    static String reason(Throwable thrown) {
        String message =
                thrown instanceof JacksonException wrong
                        ? wrong.getOriginalMessage()
                        : thrown.getMessage();
        String sentence = message == null ? thrown.getClass().getSimpleName() : message;
        return thrown instanceof DatabindException wrong && !wrong.getPath().isEmpty()
                ? sentence + " (at " + wrong.getPathReference() + ")"
                : sentence;
    }

    /// A sentence as long as may travel.
    static String cut(String sentence) {
        int limit = Protocol.MAX_RPC_MESSAGE_LENGTH;
        return sentence.length() <= limit ? sentence : sentence.substring(0, limit - 1) + "…";
    }

    /// What the far side answered; a code that this version does not know stays in the sentence.
    static SwarmException ofAnswer(String code, @Nullable String message) {
        String sentence = message == null || message.isEmpty() ? "the call failed" : cut(message);
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(code)) {
                return new SwarmException(known, sentence);
            }
        }
        return new SwarmException(ErrorCode.RPC_FAILED, cut(code) + ": " + sentence);
    }

    /// Why the stream of a call was reset.
    static SwarmException ofReset(ResetCode code) {
        return switch (code) {
            case CANCELLED -> failure(ErrorCode.RPC_CANCELLED, "the peer gave the call up");
            case NOT_TAKEN -> failure(ErrorCode.STREAM_NOT_TAKEN, "the peer takes no calls");
            case LIMIT ->
                    failure(ErrorCode.LIMIT_REACHED, "the call is beyond a limit of the peer");
            case FAILED -> failure(ErrorCode.RPC_FAILED, "the peer failed to serve the call");
            case SESSION_LOST -> sessionLost();
            case OTHER -> failure(ErrorCode.STREAM_RESET, "the peer reset the call");
        };
    }

    static SwarmException timedOut(Duration limit) {
        String time = limit.toString().substring(2).toLowerCase(Locale.ROOT);
        return failure(ErrorCode.RPC_TIMED_OUT, "no answer came within " + time);
    }

    static SwarmException sessionLost() {
        return failure(
                ErrorCode.SESSION_LOST, "there is no session with the peer any more; call again");
    }

    private static SwarmException failure(ErrorCode code, String message) {
        return new SwarmException(code, message);
    }
}
