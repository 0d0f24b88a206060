package org.resilientswarm.core.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.membership.MembershipEffect;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.LinkTry.Outcome;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.Candidate;
import org.resilientswarm.core.wire.Protocol;

/// Remembers the last tries to make links, so that both ends can say why there is none. It hears
/// what the membership and the transport do and changes nothing. Owned by the `swarm-loop` thread.
final class LinkAttempts {
    /// Tries that are remembered of each peer.
    static final int MAX_TRIES = 8;

    /// Addresses that are remembered of each side of a try.
    static final int MAX_ADDRESSES = 32;

    /// Peers whose tries are remembered.
    static final int MAX_PEERS = 256;

    private final Clock clock;
    private final Map<PublicKey, Deque<Try>> byPeer = new RecentMap<>(MAX_PEERS);

    /// Those of links that are not closed.
    private final Map<Long, Try> byLink = new RecentMap<>(2 * Protocol.MAX_LINKS);

    LinkAttempts(Clock clock) {
        this.clock = clock;
    }

    /// Something was decided.
    void heed(MembershipEffect effect) {
        switch (effect) {
            case MembershipEffect.Offer offer -> begin(offer.link(), offer.peer(), true);
            case MembershipEffect.Accept accept -> {
                begin(accept.link(), accept.peer(), false);
                theirs(accept.link(), accept.offer().candidates());
            }
            case MembershipEffect.Complete complete ->
                    theirs(complete.link(), complete.answer().candidates());
            case MembershipEffect.AddCandidates more -> theirs(more.link(), more.candidates());
            case MembershipEffect.Joined joined -> decide(joined.link(), Outcome.UP, "");
            case MembershipEffect.Gone gone -> lost(gone);
            case MembershipEffect.Close close -> {
                decide(close.link(), Outcome.REPLACED, "");
                byLink.remove(close.link());
            }
            case MembershipEffect.Failed failed -> failed(failed);
            case MembershipEffect.Lookup _,
                    MembershipEffect.SendSignal _,
                    MembershipEffect.Discovered _,
                    MembershipEffect.Supersede _,
                    MembershipEffect.CallSucceeded _,
                    MembershipEffect.CallFailed _ -> {}
        }
    }

    /// The transport tells of something.
    void heed(LinkInput input) {
        switch (input) {
            case LinkInput.Described described ->
                    own(described.link(), described.description().candidates());
            case LinkInput.CandidatesFound found -> own(found.link(), found.candidates());
            case LinkInput.Opened _,
                    LinkInput.Received _,
                    LinkInput.Drained _,
                    LinkInput.Closed _ -> {}
        }
    }

    /// What is remembered of a peer.
    LinkHistory history(PublicKey peer) {
        Collection<Try> tries = byPeer.getOrDefault(peer, new ArrayDeque<>());
        var own = new ArrayList<CandidateAddress>();
        tries.forEach(it -> own.addAll(it.own));
        return new LinkHistory(
                peer, CandidateAddress.nat(own), tries.stream().map(Try::picture).toList());
    }

    private void begin(long link, PublicKey peer, boolean outbound) {
        var begun = new Try(outbound, clock.now(), clock.nanos());
        Deque<Try> tries = byPeer.computeIfAbsent(peer, _ -> new ArrayDeque<>());
        if (tries.size() == MAX_TRIES) {
            tries.removeFirst();
        }
        tries.addLast(begun);
        byLink.put(link, begun);
    }

    private void own(long link, List<Candidate> candidates) {
        Try known = byLink.get(link);
        if (known != null) {
            add(known.own, candidates);
        }
    }

    private void theirs(long link, List<Candidate> candidates) {
        Try known = byLink.get(link);
        if (known != null) {
            add(known.theirs, candidates);
        }
    }

    private static void add(Set<CandidateAddress> known, List<Candidate> candidates) {
        for (Candidate candidate : candidates) {
            if (known.size() < MAX_ADDRESSES) {
                CandidateAddress.of(candidate).ifPresent(known::add);
            }
        }
    }

    private void decide(long link, Outcome outcome, String reason) {
        Try known = byLink.get(link);
        if (known != null && known.outcome == Outcome.UNDER_WAY) {
            known.outcome = outcome;
            known.reason = reason;
            known.tookNanos = clock.nanos() - known.begunNanos;
        }
    }

    private void lost(MembershipEffect.Gone gone) {
        Try known = byLink.get(gone.link());
        if (known != null) {
            known.outcome = Outcome.LOST;
            known.reason = gone.reason();
        }
    }

    /// The try that failed was closed before, and no other one has begun since.
    private void failed(MembershipEffect.Failed failed) {
        Deque<Try> tries = byPeer.get(failed.peer());
        Try last = tries == null ? null : tries.peekLast();
        if (last != null && last.outcome == Outcome.REPLACED) {
            last.outcome = Outcome.FAILED;
            last.code = failed.code();
            last.reason = failed.reason();
        }
    }

    /// One try.
    private static final class Try {
        final boolean outbound;
        final Instant at;
        final long begunNanos;
        final Set<CandidateAddress> own = new LinkedHashSet<>();
        final Set<CandidateAddress> theirs = new LinkedHashSet<>();
        Outcome outcome = Outcome.UNDER_WAY;
        @Nullable ErrorCode code;
        String reason = "";
        long tookNanos;

        Try(boolean outbound, Instant at, long begunNanos) {
            this.outbound = outbound;
            this.at = at;
            this.begunNanos = begunNanos;
        }

        LinkTry picture() {
            return new LinkTry(
                    outbound,
                    at,
                    outcome == Outcome.UNDER_WAY ? null : Duration.ofNanos(tookNanos),
                    outcome,
                    code,
                    reason,
                    own.stream().map(CandidateAddress::address).toList(),
                    theirs.stream().map(CandidateAddress::address).toList());
        }
    }
}
