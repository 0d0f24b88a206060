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
import org.resilientswarm.core.wire.SignalBody.Attempt;

/// What happens to the membership. Cards and signals have been verified before.
public sealed interface MembershipInput {
    /// The application wants this peer.
    ///
    /// @param hints exchanges where it may be found
    record Call(PublicKey key, List<HostPort> hints) implements MembershipInput {}

    /// A member's card came in.
    ///
    /// @param from the neighbour that told of that member, or null when it came another way
    record CardLearned(PeerCard card, @Nullable PublicKey from) implements MembershipInput {}

    /// A member that was known in an earlier life of this node; its card may have been replaced.
    record Remembered(PeerCard card) implements MembershipInput {}

    /// A member has left the swarm for good, as it says itself.
    record Departed(PublicKey key) implements MembershipInput {}

    /// No link with this member from now on, and none for a while.
    ///
    /// @param reason why, which the member is told when it calls
    record Block(PublicKey key, Duration time, String reason) implements MembershipInput {}

    /// The session with a member runs through others now, or does not any more.
    record Relayed(PublicKey key, boolean relayed) implements MembershipInput {}

    /// This machine has other addresses than before.
    record NetworkChanged() implements MembershipInput {}

    /// No route knows the key.
    record LookupFailed(PublicKey key, String reason) implements MembershipInput {}

    /// A peer begins a link.
    record OfferArrived(PublicKey from, Attempt attempt, Description description, PeerCard card)
            implements MembershipInput {}

    /// A peer answers an offer.
    record AnswerArrived(PublicKey from, Attempt attempt, Description description, PeerCard card)
            implements MembershipInput {}

    /// A peer tells more of its addresses.
    record CandidatesArrived(PublicKey from, Attempt attempt, List<Candidate> candidates)
            implements MembershipInput {}

    /// A peer refuses an offer.
    record RefusalArrived(PublicKey from, Attempt attempt, ErrorCode code, String reason)
            implements MembershipInput {}

    /// The transport has this side's description.
    record Described(long link, Description description) implements MembershipInput {}

    /// The transport found more of this side's addresses.
    record CandidatesFound(long link, List<Candidate> candidates) implements MembershipInput {}

    /// The transport has opened the link.
    record Opened(long link) implements MembershipInput {}

    /// The far side has said hello.
    record Greeted(long link, PeerCard card) implements MembershipInput {}

    /// The far side has said goodbye.
    record Left(long link, String reason) implements MembershipInput {}

    /// The link or the attempt is over.
    record Closed(long link, ErrorCode code, String reason) implements MembershipInput {}

    /// Time has passed.
    record Tick() implements MembershipInput {}
}
