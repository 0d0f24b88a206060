package org.resilientswarm.core.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LinkEvent;
import org.resilientswarm.core.event.PeerEvent;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.membership.Membership;
import org.resilientswarm.core.membership.MembershipEffect;
import org.resilientswarm.core.membership.MembershipInput;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;

/// Steps the membership, performs what it wants done with links and signals, and tells those who
/// call what came of it. Owned by the `swarm-loop` thread.
final class MemberOffice implements Turns.Part {
    /// What the effects of the membership cause elsewhere in the node.
    interface Owner {
        /// Somebody's card is looked for.
        void lookup(MembershipEffect.Lookup lookup);

        /// This side is about to close a link.
        void closing(long link);

        /// A link counts from now on, or does not any more.
        ///
        /// @param met the card of the far side, null when it never showed one
        void linksChanged(@Nullable PeerCard met);
    }

    /// What the effects are performed on.
    record Parts(
            Links links,
            Transport transport,
            SignalOffice signals,
            NodePaths paths,
            Sessions sessions) {}

    private final PublicKey self;
    private final Membership membership;
    private final Clock clock;
    private final Timers timers;
    private final Parts parts;
    private final Reports reports;
    private final Owner owner;
    private final LinkAttempts attempts;
    private final Calls calls = new Calls();

    /// @param card this node's
    MemberOffice(EngineSetup setup, PeerCard card, Parts parts, Reports reports, Owner owner) {
        this.self = setup.identity().publicKey();
        this.membership = new Membership(card, setup.random());
        this.clock = setup.clock();
        this.timers = setup.timers();
        this.parts = parts;
        this.reports = reports;
        this.owner = owner;
        this.attempts = new LinkAttempts(clock);
    }

    // Calls

    /// Calls a peer; the caller is told when it is there or why not.
    void call(SwarmLink target, CompletableFuture<PublicKey> caller) {
        PublicKey peer = target.key();
        if (peer.equals(self)) {
            caller.completeExceptionally(
                    new SwarmException(
                            ErrorCode.CALL_SELF,
                            "this is this node's own key; give it to another node"));
            return;
        }
        calls.add(peer, caller);
        if (parts.sessions().has(peer)) {
            calls.succeeded(peer);
            return;
        }
        parts.paths().want(peer);
        step(new MembershipInput.Call(peer, target.exchanges()));
    }

    /// There is a session with this peer.
    void met(PublicKey peer) {
        calls.succeeded(peer);
    }

    /// The node ends.
    void stop() {
        calls.stop();
    }

    // Causes and effects

    /// This node has another card from now on.
    void renew(PeerCard card) {
        membership.renew(card);
    }

    /// Notes how the tries to make links go.
    void heed(LinkInput input) {
        attempts.heed(input);
    }

    void step(MembershipInput input) {
        membership.step(input, clock.nanos()).forEach(this::perform);
    }

    @Override
    public void tick() {
        step(new MembershipInput.Tick());
    }

    @Override
    public long nextDeadline() {
        return membership.nextDeadline();
    }

    private void perform(MembershipEffect effect) {
        attempts.heed(effect);
        switch (effect) {
            case MembershipEffect.Lookup lookup -> owner.lookup(lookup);
            case MembershipEffect.Offer offer -> {
                begin(offer.link(), offer.peer(), true);
                parts.paths().want(offer.peer());
                parts.transport().offer(offer.link());
            }
            case MembershipEffect.Accept accept -> {
                begin(accept.link(), accept.peer(), false);
                parts.paths().want(accept.peer());
                parts.transport().accept(accept.link(), accept.offer());
            }
            case MembershipEffect.Complete complete ->
                    parts.transport().complete(complete.link(), complete.answer());
            case MembershipEffect.AddCandidates more ->
                    parts.transport().addCandidates(more.link(), more.candidates());
            case MembershipEffect.Close close -> {
                owner.closing(close.link());
                parts.transport().close(close.link());
            }
            case MembershipEffect.SendSignal order -> parts.signals().send(order);
            case MembershipEffect.Discovered found ->
                    reports.emit(
                            (n, at) ->
                                    new PeerEvent.MemberDiscovered(
                                            n, at, found.card().key(), found.card().name()));
            case MembershipEffect.Joined joined -> joined(joined);
            case MembershipEffect.Supersede superseded -> {
                Neighbour neighbour = parts.links().get(superseded.link());
                if (neighbour != null) {
                    parts.links()
                            .send(neighbour, new HopFrame.Goodbye(HopFrame.Goodbye.SUPERSEDED));
                }
            }
            case MembershipEffect.Gone gone -> gone(gone);
            case MembershipEffect.Failed failed -> {
                parts.paths().want(failed.peer());
                reports.emit(
                        (n, at) ->
                                new LinkEvent.LinkFailed(
                                        n, at, failed.peer(), failed.code(), failed.reason()));
            }
            case MembershipEffect.CallSucceeded done -> {
                Talk talk = parts.sessions().find(done.peer());
                if (talk != null && talk.told) {
                    calls.succeeded(done.peer());
                }
            }
            case MembershipEffect.CallFailed failed -> callFailed(failed);
        }
    }

    /// Where no link can be made a circuit still may.
    private void callFailed(MembershipEffect.CallFailed failed) {
        Runnable tell = () -> calls.failed(failed.peer(), failed.code(), failed.reason());
        if (parts.links().peers().isEmpty() || failed.code() == ErrorCode.PEER_UNKNOWN) {
            tell.run();
        } else {
            timers.after(Protocol.CIRCUIT_TIMEOUT, tell);
        }
    }

    private void begin(long link, PublicKey peer, boolean outbound) {
        parts.links().add(new Neighbour(link, peer, outbound, clock.now()));
        reports.emit((n, at) -> new LinkEvent.LinkStarted(n, at, peer, outbound));
    }

    private void joined(MembershipEffect.Joined joined) {
        Neighbour neighbour = parts.links().get(joined.link());
        if (neighbour != null) {
            parts.links().joined(neighbour);
            owner.linksChanged(joined.card());
        }
    }

    private void gone(MembershipEffect.Gone gone) {
        Neighbour neighbour = parts.links().get(gone.link());
        if (neighbour != null) {
            parts.links().gone(neighbour);
            parts.paths().lost(neighbour, gone.reason());
            owner.linksChanged(neighbour.hello == null ? null : neighbour.hello.card());
        }
        parts.signals().forget(gone.peer());
        reports.emit((n, at) -> new LinkEvent.LinkClosed(n, at, gone.peer(), gone.reason()));
    }

    // Pictures

    List<MemberInfo> infos() {
        return membership.members();
    }

    /// A member's card, or null when none is known.
    @Nullable PeerCard card(PublicKey member) {
        return membership.card(member);
    }

    /// Why there is no link with a member, in words.
    String noLink(PublicKey member) {
        return membership.reason(member);
    }

    /// How the tries to link with a peer went.
    LinkHistory history(PublicKey peer) {
        return attempts.history(peer);
    }
}
