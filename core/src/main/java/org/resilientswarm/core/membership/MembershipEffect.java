package org.resilientswarm.core.membership;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Description;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.SignalBody;

/// What the membership wants done.
public sealed interface MembershipEffect {
    /// Ask every route for the member's card.
    ///
    /// @param patience for how long the key may take to appear
    /// @param hints more exchanges to ask
    record Lookup(PublicKey key, Duration patience, List<HostPort> hints)
            implements MembershipEffect {}

    /// Begin an outgoing link.
    record Offer(long link, PublicKey peer) implements MembershipEffect {}

    /// Begin an incoming link.
    record Accept(long link, PublicKey peer, Description offer) implements MembershipEffect {}

    /// Hand a link the answer.
    record Complete(long link, Description answer) implements MembershipEffect {}

    /// Hand a link more of the peer's addresses.
    record AddCandidates(long link, List<Candidate> candidates) implements MembershipEffect {}

    /// End a link or an attempt.
    record Close(long link) implements MembershipEffect {}

    /// Seal the body to the card's prekey and send it.
    ///
    /// @param via the neighbour that told of the peer, or null
    /// @param everywhere whether to use every route, because a narrower try failed before
    record SendSignal(PeerCard to, SignalBody body, @Nullable PublicKey via, boolean everywhere)
            implements MembershipEffect {}

    /// Tell that a member was heard of for the first time.
    record Discovered(PeerCard card) implements MembershipEffect {}

    /// Tell that the peer is there.
    record Joined(long link, PeerCard card) implements MembershipEffect {}

    /// Tell whoever is still at the far end of this link that somebody else came with its key.
    record Supersede(long link) implements MembershipEffect {}

    /// Tell that the peer is gone.
    record Gone(long link, PublicKey peer, String reason) implements MembershipEffect {}

    /// Tell that an attempt failed.
    record Failed(PublicKey peer, ErrorCode code, String reason) implements MembershipEffect {}

    /// Tell the callers that the peer is there.
    record CallSucceeded(PublicKey peer) implements MembershipEffect {}

    /// Tell the callers why the peer cannot be had.
    record CallFailed(PublicKey peer, ErrorCode code, String reason) implements MembershipEffect {}
}
