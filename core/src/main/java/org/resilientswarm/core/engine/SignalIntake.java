package org.resilientswarm.core.engine;

import java.net.URI;
import java.util.Map;
import java.util.function.Consumer;
import org.resilientswarm.core.event.SignalEvent;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.membership.MembershipEffect;
import org.resilientswarm.core.membership.MembershipInput;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.HopFrame.RoutedSignal;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignedRecord;

/// Takes what the routes tell, checks it, and makes inputs for the membership of it. Owned by the
/// `swarm-loop` thread.
final class SignalIntake {
    private final Clock clock;
    private final Reports reports;
    private final Routes routes;
    private final SignalOffice office;
    private final Transport transport;
    private final Consumer<MembershipInput> membership;
    private final Lookups lookups = new Lookups();

    /// Exchanges of keys that were seen on the local network; claims, which only a lookup makes use
    /// of.
    private final Map<PublicKey, HostPort> neighbourhood =
            new RecentMap<>(Protocol.MAX_LAN_MEMBERS);

    SignalIntake(
            Clock clock,
            Reports reports,
            Routes routes,
            SignalOffice office,
            Transport transport,
            Consumer<MembershipInput> membership) {
        this.clock = clock;
        this.reports = reports;
        this.routes = routes;
        this.office = office;
        this.transport = transport;
        this.membership = membership;
    }

    void take(SignalInput input) {
        switch (input) {
            case SignalInput.SignalArrived arrived -> signalArrived(arrived);
            case SignalInput.CardFound found -> {
                if (learn(found.route(), found.card())) {
                    lookups.found(found.card().key());
                } else {
                    missing(found.route(), found.card().key(), "the card of this key is refused");
                }
            }
            case SignalInput.CardMissing missing ->
                    missing(missing.route(), missing.key(), missing.reason());
            case SignalInput.RoomMemberFound found -> learn(found.route(), found.card());
            case SignalInput.LanMemberFound found -> near(found.key(), found.exchange());
            case SignalInput.SignalUndelivered undelivered ->
                    reports.emit(
                            (n, at) ->
                                    new SignalEvent.SignalRefused(
                                            n,
                                            at,
                                            undelivered.route(),
                                            undelivered.code(),
                                            undelivered.reason()));
            case SignalInput.ExchangeChanged change -> exchangeChanged(change);
            case SignalInput.AddressObserved observed -> {
                HostPort stun = observed.stun();
                if (stun != null && !isThisMachine(stun)) {
                    transport.useStun(stun);
                }
            }
            case SignalInput.IdentityElsewhere elsewhere ->
                    reports.fault(
                            ErrorCode.IDENTITY_ELSEWHERE,
                            "another node has registered with the same key at "
                                    + elsewhere.route()
                                    + ": give every node a key of its own");
            case SignalInput.ClockDifference difference ->
                    reports.fault(
                            ErrorCode.CLOCK_SKEWED,
                            "this clock and the one of "
                                    + difference.route()
                                    + " differ by "
                                    + Math.abs(difference.aheadMillis()) / 1000
                                    + " s: set the wrong one");
        }
    }

    private void missing(String route, PublicKey key, String why) {
        lookups.missing(key, route, why).ifPresent(reason -> failed(key, reason));
    }

    /// A key was announced on the local network: of use to a lookup, one that waits already or one
    /// that comes.
    private void near(PublicKey key, HostPort exchange) {
        neighbourhood.put(key, exchange);
        if (lookups.isWaiting(key)) {
            routes.addHint(exchange, clock.nanos());
            lookups.begin(key, Protocol.LOOKUP_WAIT, routes.all());
        }
    }

    /// A server on loopback knows no address that others do not, and cannot be asked from the
    /// sockets of other networks: each description would wait for it in vain.
    private static boolean isThisMachine(HostPort server) {
        return server.host().equals("localhost")
                || server.host().startsWith("127.")
                || server.host().equals("::1");
    }

    private void signalArrived(SignalInput.SignalArrived arrived) {
        try {
            office.arrived(arrived.route(), arrived.signal()).ifPresent(membership);
        } catch (MalformedException e) {
            reports.refused(arrived.route(), e);
        }
    }

    /// A neighbour passes a signal on.
    void routed(PublicKey neighbour, RoutedSignal signal) {
        try {
            office.arrived(neighbour, signal).ifPresent(membership);
        } catch (MalformedException e) {
            reports.refused(routeOf(neighbour), e);
        }
    }

    /// The card of a member came as a record, which was verified.
    ///
    /// @param neighbour from whom
    void introduced(PublicKey neighbour, SignedRecord record) {
        try {
            PeerCard card = PeerCard.of(record);
            card.verifyTimes(clock.now());
            office.told(card.key(), neighbour);
            membership.accept(new MembershipInput.CardLearned(card, neighbour));
        } catch (MalformedException e) {
            reports.refused(routeOf(neighbour), e);
        }
    }

    private static String routeOf(PublicKey neighbour) {
        return "neighbour " + neighbour.shortText();
    }

    private boolean learn(String route, PeerCard card) {
        try {
            card.verify(clock.now());
        } catch (MalformedException e) {
            reports.refused(route, e);
            return false;
        }
        membership.accept(new MembershipInput.CardLearned(card, null));
        return true;
    }

    /// Asks every route for a card, those that the lookup names and the local network told of as
    /// well.
    void lookup(MembershipEffect.Lookup lookup) {
        long now = clock.nanos();
        lookup.hints().forEach(hint -> routes.addHint(hint, now));
        HostPort near = neighbourhood.get(lookup.key());
        if (near != null) {
            routes.addHint(near, now);
        }
        if (!lookups.begin(lookup.key(), lookup.patience(), routes.all())) {
            failed(
                    lookup.key(),
                    "nobody can be asked for this key: give an exchange, or a link with the address of one");
        }
    }

    private void failed(PublicKey key, String reason) {
        membership.accept(new MembershipInput.LookupFailed(key, reason));
    }

    private void exchangeChanged(SignalInput.ExchangeChanged change) {
        if (!routes.changed(change)) {
            return;
        }
        URI url = change.url();
        switch (change.state()) {
            case CONNECTED ->
                    reports.emit((n, at) -> new SignalEvent.ExchangeConnected(n, at, url));
            case LOST ->
                    reports.emit(
                            (n, at) -> new SignalEvent.ExchangeLost(n, at, url, change.reason()));
            case REFUSED ->
                    reports.emit(
                            (n, at) ->
                                    new SignalEvent.ExchangeRefused(
                                            n, at, url, change.code(), change.reason()));
            case CONNECTING -> {}
        }
    }
}
