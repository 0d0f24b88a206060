package org.resilientswarm.core.engine;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.session.Handshake;
import org.resilientswarm.core.session.Session;

/// What this node has with one peer: a handshake under way, a session, or both while a new one
/// takes the place of the old. Owned by the `swarm-loop` thread.
final class Talk {
    /// One handshake under way.
    ///
    /// @param link over which link
    /// @param index by which number this side will know the session
    /// @param farIndex by which number the far side will know it, 0 while this is not known
    record Beginning(Handshake handshake, long link, int index, int farIndex, boolean caller) {}

    final PublicKey peer;
    @Nullable Beginning beginning;
    @Nullable Session session;

    /// By which numbers the two sides know the session; 0 for none.
    int index;

    int farIndex;

    /// The link that the session runs over, or ran over last.
    @Nullable Neighbour neighbour;

    /// Why the last link was lost.
    String lostBecause = "";

    /// When the session ends unless there is a path again, on the monotonic clock.
    long endsAt = Long.MAX_VALUE;

    /// Why the far side has ended the session; null while it has not.
    @Nullable String farewell;

    /// Whether the session must flush at the end of this turn.
    boolean touched;

    Talk(PublicKey peer) {
        this.peer = peer;
    }
}
