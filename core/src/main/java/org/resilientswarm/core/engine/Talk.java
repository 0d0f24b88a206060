package org.resilientswarm.core.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.path.PathChooser;
import org.resilientswarm.core.session.Handshake;
import org.resilientswarm.core.session.Session;

/// What this node has with one peer: a handshake under way, a session, or both while a new one
/// takes the place of the old. Owned by the `swarm-loop` thread.
final class Talk {
    /// One handshake under way.
    ///
    /// @param path over which path
    /// @param index by which number this side will know the session
    /// @param farIndex by which number the far side will know it, 0 while this is not known
    /// @param deadline when it must be done, on the monotonic clock
    record Beginning(
            Handshake handshake,
            PeerPath path,
            int index,
            int farIndex,
            boolean caller,
            long deadline) {}

    final PublicKey peer;
    @Nullable Beginning beginning;
    @Nullable Session session;

    /// By which numbers the two sides know the session; 0 for none.
    int index;

    int farIndex;

    /// The open ways to the peer over which it has proved itself.
    final List<PeerPath> paths = new ArrayList<>();

    /// Those over which it has not answered yet.
    final List<PeerPath> unproven = new ArrayList<>();

    final PathChooser<PeerPath> chooser = new PathChooser<>();

    /// Carries everything, too, while it is not clear whether the path in use does.
    @Nullable PeerPath also;

    /// Is closed when another path is there; null for none.
    @Nullable CircuitPath leaving;

    /// Since when that is not clear, on the monotonic clock.
    long doubtSince;

    /// Why the path in use was chosen, in words.
    String reason = "";

    /// Why the last path was lost.
    String lostBecause = "";

    /// When the session came up, on the monotonic clock.
    long upAt;

    /// When the session ends unless there is a path again, on the monotonic clock.
    long endsAt = Long.MAX_VALUE;

    /// When the handshake under way should be tried over another path, on the monotonic clock.
    long tryOtherAt = Long.MAX_VALUE;

    /// Why the far side has ended the session; null while it has not.
    @Nullable String farewell;

    /// Whether the application knows of the session.
    boolean told;

    /// Whether the session must flush at the end of this turn.
    boolean touched;

    Talk(PublicKey peer) {
        this.peer = peer;
    }

    /// The path in use, or null.
    @Nullable PeerPath used() {
        return chooser.used();
    }

    /// Whether nothing is left to keep it for.
    boolean empty() {
        return session == null && beginning == null && unproven.isEmpty();
    }
}
