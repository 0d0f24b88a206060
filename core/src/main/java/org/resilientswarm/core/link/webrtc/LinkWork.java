package org.resilientswarm.core.link.webrtc;

import java.util.concurrent.TimeUnit;

/// How the parts of a link get their work done: on the link's executor, unless the link has ended
/// by then. May be called on any thread.
interface LinkWork {
    /// Runs a step. What it throws is a mistake of this program: it ends the link and reaches the
    /// handler for stray exceptions.
    void run(Runnable step);

    /// Runs a step after a time.
    void after(long delay, TimeUnit unit, Runnable step);

    /// Ends the link. On its executor only.
    ///
    /// @param reason why, in words for people
    void end(String reason);
}
