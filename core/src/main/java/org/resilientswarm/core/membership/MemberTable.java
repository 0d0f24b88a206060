package org.resilientswarm.core.membership;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignalBody.Attempt;

/// The members that this node knows of and the attempts under way, found by key or by link. Owned
/// by the `swarm-loop` thread.
final class MemberTable {
    private final RandomGenerator random;
    private final CurrentStep step;
    private final Map<PublicKey, Member> members = new TreeMap<>();
    private final Map<Long, LinkAttempt> attempts = new HashMap<>();

    MemberTable(RandomGenerator random, CurrentStep step) {
        this.random = random;
        this.step = step;
    }

    /// The member with this key, new when it was not known.
    Member member(PublicKey key) {
        return members.computeIfAbsent(key, k -> new Member(k, new Redial(random)));
    }

    @Nullable Member known(PublicKey key) {
        return members.get(key);
    }

    /// Whether members that others tell of find no place any more; those who call are still taken.
    boolean isFull() {
        return members.size() >= Protocol.MAX_MEMBERS;
    }

    void forget(Member member) {
        members.remove(member.key);
    }

    Collection<Member> all() {
        return List.copyOf(members.values());
    }

    void add(LinkAttempt attempt) {
        attempts.put(attempt.link, attempt);
    }

    @Nullable LinkAttempt attempt(long link) {
        return attempts.get(link);
    }

    /// The attempt of this name that is under way with this peer.
    @Nullable LinkAttempt attempt(PublicKey peer, Attempt id) {
        Member member = members.get(peer);
        if (member == null || member.attempt == null) {
            return null;
        }
        return member.attempt.id.equals(id) ? member.attempt : null;
    }

    void remove(LinkAttempt attempt) {
        attempts.remove(attempt.link);
    }

    int links() {
        return attempts.size();
    }

    /// Keeps the card of a member that is there when it is the newest, and tells of the member when
    /// it is the first.
    void keep(Member member, PeerCard card) {
        boolean first = member.card == null;
        member.left = false;
        if (member.isOutdatedBy(card)) {
            member.card = card;
            member.stale = false;
        }
        if (first) {
            step.add(new MembershipEffect.Discovered(card));
        }
    }

    long nextDeadline() {
        long next = Member.NEVER;
        for (Member member : members.values()) {
            next = Math.min(next, Math.min(member.dialAt, member.callDeadline));
            if (member.attempt != null) {
                next = Math.min(next, member.attempt.deadline);
            }
        }
        return next;
    }

    List<MemberInfo> infos() {
        return members.values().stream()
                .filter(member -> member.card != null)
                .map(
                        member ->
                                new MemberInfo(
                                        member.key,
                                        member.card == null ? "" : member.card.name(),
                                        member.up != null,
                                        member.up != null ? "" : member.reason))
                .toList();
    }
}
