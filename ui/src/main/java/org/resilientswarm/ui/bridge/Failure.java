package org.resilientswarm.ui.bridge;

import java.util.concurrent.CompletionException;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;

/// Why something that the user asked for could not be done.
///
/// @param code what went wrong, for programs
/// @param sentence what went wrong and what to do, for people
public record Failure(ErrorCode code, String sentence) {
    /// What a future failed with. An error of the program itself is logged too.
    static Failure of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : thrown;
        if (cause instanceof SwarmException known) {
            return new Failure(known.code(), known.getMessage());
        }
        UiThreads.stray(Thread.currentThread(), cause);
        return new Failure(ErrorCode.INTERNAL, cause.toString());
    }
}
