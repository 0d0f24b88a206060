package org.resilientswarm.core.session;

import org.resilientswarm.core.model.PublicKey;

/// Opens streams to peers. Safe on every thread.
@FunctionalInterface
public interface StreamOpener {
    /// Opens a stream; returns at once. When there is no session with the peer, or one that has too
    /// many streams, the end is told so with a reset.
    ///
    /// @param type 1 to 64 printable ASCII characters
    StreamHandle open(PublicKey peer, String type, StreamEnd end);
}
