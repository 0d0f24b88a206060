package org.resilientswarm.core.event;

import java.time.Instant;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.PublicKey;

/// What happened with a link, one hop to a neighbour.
public sealed interface LinkEvent extends SwarmEvent {
    /// The neighbour at the far end.
    PublicKey peer();

    /// This node began to make a link.
    ///
    /// @param outbound whether this node makes the offer
    record LinkStarted(long sequence, Instant at, PublicKey peer, boolean outbound)
            implements LinkEvent {}

    /// The link carries frames.
    record LinkOpened(long sequence, Instant at, PublicKey peer) implements LinkEvent {}

    /// The state of a link changed.
    ///
    /// @param state the new state
    /// @param reason why, in words
    record LinkStateChanged(
            long sequence, Instant at, PublicKey peer, LinkState state, String reason)
            implements LinkEvent {}

    /// The link could not be made.
    ///
    /// @param code why, for programs
    /// @param reason why, in words
    record LinkFailed(long sequence, Instant at, PublicKey peer, ErrorCode code, String reason)
            implements LinkEvent {}

    /// An open link ended.
    ///
    /// @param reason why, in words
    record LinkClosed(long sequence, Instant at, PublicKey peer, String reason)
            implements LinkEvent {}
}
