package org.resilientswarm.core.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.identity.PrekeyRing;
import org.resilientswarm.core.membership.MembershipEffect.SendSignal;
import org.resilientswarm.core.membership.MembershipInput;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SeenSignals;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.signal.swarm.SwarmRoute;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.HopFrame.RoutedSignal;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.SignalBody;
import org.resilientswarm.core.wire.SignalBodyCodec;

/// Writes this node's signals and sends them the best way; reads those that are for it and passes
/// on the others. Owned by the `swarm-loop` thread.
///
/// # Which way
///
/// An answer goes back the way that the offer came. Otherwise a signal goes over every exchange,
/// unless the receiver is a neighbour, and to the neighbour that told of the receiver; when there
/// is none, or when that was in vain before, to all. The receiver drops the copies.
final class SignalOffice {
    /// The way that a peer's last signal came.
    private sealed interface Way {
        record ByNeighbour(PublicKey key) implements Way {}

        record ByExchange(String route) implements Way {}
    }

    private final Identity identity;
    private final PrekeyRing prekeys;
    private final Clock clock;
    private final java.util.random.RandomGenerator random;
    private final Routes routes;
    private final Links links;
    private final SwarmRoute swarm;
    private final SeenSignals received = new SeenSignals();
    private final Map<PublicKey, Way> ways = new RecentMap<>(Protocol.MAX_MEMBERS);

    /// From which neighbour the newest card of a member came: the way back is a way to the member.
    private final Map<PublicKey, PublicKey> tellers = new RecentMap<>(Protocol.MAX_MEMBERS);

    /// @param linked whether a member says that it has a link with another
    SignalOffice(
            EngineSetup setup,
            PrekeyRing prekeys,
            Routes routes,
            Links links,
            BiPredicate<PublicKey, PublicKey> linked) {
        this.identity = setup.identity();
        this.prekeys = prekeys;
        this.clock = setup.clock();
        this.random = setup.random();
        this.routes = routes;
        this.links = links;
        this.swarm = new SwarmRoute(linked, random);
    }

    /// Seals, signs and sends.
    void send(SendSignal order) {
        byte[] id = new byte[Signal.ID_LENGTH];
        random.nextBytes(id);
        SignalBody body = order.body();
        Signal signal =
                Signal.seal(
                        identity,
                        order.to(),
                        id,
                        body.kind(),
                        SignalBodyCodec.encode(body),
                        clock.now());
        if (!order.everywhere() && backTheWay(signal)) {
            return;
        }
        PublicKey via = order.via();
        // Who told of the receiver may be several links away from it.
        boolean known = links.isUp(signal.to());
        sendAlong(signal, swarm.own(signal, order.everywhere() ? null : via, links.up()));
        if (!known || order.everywhere()) {
            routes.all().forEach(route -> route.send(signal));
        }
    }

    private boolean backTheWay(Signal signal) {
        return switch (ways.get(signal.to())) {
            case Way.ByNeighbour(PublicKey neighbour) when links.isUp(neighbour) -> {
                swarm.own(signal, neighbour, List.of());
                sendAlong(signal, List.of(neighbour));
                yield true;
            }
            case Way.ByExchange(String name) -> {
                SignalRoute route = routes.use(name, clock.nanos());
                if (route != null) {
                    route.send(signal);
                }
                yield route != null;
            }
            case null, default -> false;
        };
    }

    private void sendAlong(Signal signal, List<PublicKey> next) {
        next.forEach(
                neighbour ->
                        links.send(
                                neighbour, new RoutedSignal(Protocol.MAX_SIGNAL_HOPS - 1, signal)));
    }

    /// A signal came over an exchange.
    ///
    /// @return what it means, unless it came before
    /// @throws MalformedException when it is refused
    Optional<MembershipInput> arrived(String route, Signal signal) throws MalformedException {
        return read(signal, new Way.ByExchange(route));
    }

    /// A signal came from a neighbour: for this node, or to be passed on.
    ///
    /// @return what it means, when it is for this node and did not come before
    /// @throws MalformedException when it is refused
    Optional<MembershipInput> arrived(PublicKey neighbour, RoutedSignal routed)
            throws MalformedException {
        Signal signal = routed.signal();
        if (signal.to().equals(identity.publicKey())) {
            swarm.admit(neighbour, clock.nanos());
            return read(signal, new Way.ByNeighbour(neighbour));
        }
        PublicKey teller = tellers.get(signal.to());
        var next = swarm.forward(routed, neighbour, teller, links.up(), clock.now(), clock.nanos());
        next.forEach(key -> links.send(key, new RoutedSignal(routed.hops() - 1, signal)));
        return Optional.empty();
    }

    /// A neighbour told of a member.
    void told(PublicKey member, PublicKey neighbour) {
        tellers.put(member, neighbour);
    }

    /// Forgets what was known of a neighbour that is gone.
    void forget(PublicKey neighbour) {
        tellers.values().removeIf(neighbour::equals);
        swarm.forget(neighbour);
        ways.values().removeIf(new Way.ByNeighbour(neighbour)::equals);
        ways.remove(neighbour);
    }

    private Optional<MembershipInput> read(Signal signal, Way way) throws MalformedException {
        if (!signal.to().equals(identity.publicKey())) {
            throw new MalformedException(ErrorCode.SIGNAL_UNREADABLE, "a signal for somebody else");
        }
        if (received.contains(signal)) {
            return Optional.empty();
        }
        signal.verify(clock.now());
        received.add(signal);
        SignalBody body = SignalBodyCodec.decode(signal.kind(), signal.open(prekeys));
        MembershipInput input = input(signal.from(), body);
        ways.put(signal.from(), way);
        return Optional.of(input);
    }

    private MembershipInput input(PublicKey from, SignalBody body) throws MalformedException {
        return switch (body) {
            case SignalBody.Offer offer ->
                    new MembershipInput.OfferArrived(
                            from,
                            offer.attempt(),
                            offer.description(),
                            verified(from, offer.card()));
            case SignalBody.Answer answer ->
                    new MembershipInput.AnswerArrived(
                            from,
                            answer.attempt(),
                            answer.description(),
                            verified(from, answer.card()));
            case SignalBody.Candidates more ->
                    new MembershipInput.CandidatesArrived(from, more.attempt(), more.candidates());
            case SignalBody.Refusal refusal ->
                    new MembershipInput.RefusalArrived(
                            from, refusal.attempt(), refusal.code(), refusal.reason());
        };
    }

    private PeerCard verified(PublicKey owner, PeerCard card) throws MalformedException {
        if (!card.key().equals(owner)) {
            throw new MalformedException(
                    ErrorCode.SIGNATURE_WRONG, "a signal with somebody else's card");
        }
        card.verify(clock.now());
        return card;
    }
}
