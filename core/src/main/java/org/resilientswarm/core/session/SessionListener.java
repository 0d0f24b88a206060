package org.resilientswarm.core.session;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;

/// Hears what a session has to say to its owner. Called on the `swarm-loop` thread, from within
/// calls to the session; must not call it from within.
public interface SessionListener {
    /// The far side opens a stream.
    ///
    /// @return the end for it, or null when nobody takes streams of this type
    @Nullable StreamEnd accept(Session session, long id, String type);

    /// An answer to a ping came.
    void answered(Session session, long token);

    /// The far side has ended the session; it is of no use any more.
    void closed(Session session, String reason);

    /// Something was refused.
    void refused(ErrorCode code);

    /// Content that goes out or came in, for whoever looks.
    void saw(Session session, boolean outbound, byte[] content, int length);
}
