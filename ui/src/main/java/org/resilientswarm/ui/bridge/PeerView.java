package org.resilientswarm.ui.bridge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PublicKey;

/// Another member as the console's own node sees it.
///
/// @param key its public key
/// @param name what it calls itself, empty when it has no name
/// @param agent its software and version, empty when not known
/// @param state how it looks
/// @param reason why it is in that state, in words
/// @param path the path in use, or null when there is no session
/// @param quality what the probes of the path found
/// @param rate traffic right now
/// @param since when the session or the attempt began, or null for a member only heard of
/// @param remote its address as the transport sees it, or null when not known
/// @param outbound whether the own node made the offer
/// @param bytesIn bytes received from it
/// @param bytesOut bytes sent to it
public record PeerView(
        PublicKey key,
        String name,
        String agent,
        NodeState state,
        String reason,
        @Nullable Path path,
        LinkQuality quality,
        Rate rate,
        @Nullable Instant since,
        @Nullable String remote,
        boolean outbound,
        long bytesIn,
        long bytesOut) {
    /// The name, or the short form of the key when there is none.
    public String label() {
        return name.isEmpty() ? key.shortText() : name;
    }

    /// Whether there is a session with it.
    public boolean connected() {
        return state == NodeState.GOOD || state == NodeState.POOR;
    }
}
