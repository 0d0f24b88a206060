package org.resilientswarm.core.event;

import java.time.Instant;
import org.resilientswarm.core.model.PublicKey;

/// What happened with another member.
public sealed interface PeerEvent extends SwarmEvent {
    /// The other member.
    PublicKey peer();

    /// A member was heard of for the first time.
    ///
    /// @param name what it calls itself, empty when it has no name
    record MemberDiscovered(long sequence, Instant at, PublicKey peer, String name)
            implements PeerEvent {}

    /// A session with the peer is up; once per session.
    ///
    /// @param name what it calls itself, empty when it has no name
    record PeerJoined(long sequence, Instant at, PublicKey peer, String name)
            implements PeerEvent {}

    /// The session with the peer is over.
    ///
    /// @param reason why, in words
    record PeerLeft(long sequence, Instant at, PublicKey peer, String reason)
            implements PeerEvent {}
}
