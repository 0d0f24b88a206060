package org.resilientswarm.core.api;

import org.resilientswarm.core.model.ResetCode;

/// Hears what comes in over a stream. Called one after the other, each time on a virtual thread;
/// while it is busy the stream's writer is held back, and nobody else.
public interface StreamListener {
    /// Bytes came in.
    ///
    /// @param bytes the listener's own from now on
    void onData(byte[] bytes);

    /// The far side has sent its last byte; nothing follows.
    void onEnd();

    /// The stream was reset; nothing follows.
    void onReset(ResetCode code);
}
