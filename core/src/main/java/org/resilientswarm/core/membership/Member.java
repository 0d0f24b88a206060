package org.resilientswarm.core.membership;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.SignalBody.Candidates;

/// What this node knows of another member. Owned by the `swarm-loop` thread.
final class Member {
    /// No time set.
    static final long NEVER = Long.MAX_VALUE;

    final PublicKey key;
    final Redial redial;

    @Nullable PeerCard card;

    /// The neighbour that told of this member last: the way back is a way to it.
    @Nullable PublicKey introducer;

    List<HostPort> hints = List.of();

    /// The one attempt under way.
    @Nullable LinkAttempt attempt;

    /// The link that is up.
    @Nullable LinkAttempt up;

    /// Candidates that overtook their offer on another route.
    @Nullable Candidates early;

    boolean lookingUp;

    /// It said goodbye; only a card that is newer than the one known means that it is back.
    boolean left;

    /// The card is from an earlier life of this node, so a newer one is asked for first.
    boolean stale;

    /// Until when there is no link with it, and why not.
    long blockedUntil = Long.MIN_VALUE;

    String blockedBecause = "";

    /// Whether there is a session with it through others.
    boolean relayed;

    /// When to dial next.
    long dialAt = NEVER;

    /// Until when the application waits for this peer, or [#NEVER] when it does not.
    long callDeadline = NEVER;

    /// Why the last try failed, for programs.
    ErrorCode failure = ErrorCode.PEER_SILENT;

    /// Why there is no link.
    String reason = "not dialled yet";

    Member(PublicKey key, Redial redial) {
        this.key = key;
        this.redial = redial;
    }

    boolean isOutdatedBy(PeerCard newCard) {
        return card == null || newCard.isNewerThan(card);
    }

    boolean blocked(long now) {
        return now < blockedUntil;
    }

    boolean called() {
        return callDeadline != NEVER;
    }

    boolean idle() {
        return up == null && attempt == null && !lookingUp;
    }
}
