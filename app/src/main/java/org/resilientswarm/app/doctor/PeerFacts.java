package org.resilientswarm.app.doctor;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PublicKey;

/// What came of calling a peer.
///
/// @param key the peer's
/// @param name what it calls itself, empty when not known
/// @param path the path in use, null when there is none
/// @param failure why there is none, null when there is one
/// @param here how the tries to make a direct link went, as this side knows
/// @param there the same as the peer knows, null when it did not tell
record PeerFacts(
        PublicKey key,
        String name,
        @Nullable Path path,
        @Nullable SwarmException failure,
        LinkHistory here,
        @Nullable LinkHistory there) {
    /// How people know it.
    String label() {
        return name.isEmpty() ? key.shortText() : name + " (" + key.shortText() + ")";
    }
}
