package org.resilientswarm.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One try to make a direct link with a peer.
///
/// @param outbound whether this node offered the link
/// @param at when it began
/// @param took how long it took until there was a link or none, null while it is under way
/// @param outcome what came of it
/// @param code why it failed, null when it did not
/// @param reason the same in words, and why a link was lost; may be empty
/// @param own the addresses that this node told the peer
/// @param theirs the addresses that the peer told this node
public record LinkTry(
        boolean outbound,
        Instant at,
        @Nullable Duration took,
        Outcome outcome,
        @Nullable ErrorCode code,
        String reason,
        List<LinkAddress> own,
        List<LinkAddress> theirs) {
    /// What came of a try.
    public enum Outcome {
        /// Nothing yet.
        UNDER_WAY,
        /// A link, which stands.
        UP,
        /// A link, which stands no more.
        LOST,
        /// None.
        FAILED,
        /// None, because another try took its place.
        REPLACED
    }

    /// Copies the lists.
    public LinkTry {
        own = List.copyOf(own);
        theirs = List.copyOf(theirs);
    }
}
