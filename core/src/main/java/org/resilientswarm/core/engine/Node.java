package org.resilientswarm.core.engine;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LifecycleEvent;
import org.resilientswarm.core.event.LinkEvent;
import org.resilientswarm.core.event.PeerEvent;
import org.resilientswarm.core.identity.PrekeyRing;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.membership.MembershipEffect;
import org.resilientswarm.core.membership.MembershipInput;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.core.rpc.RpcService;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.SignalRoute;
import org.resilientswarm.core.store.RecordStore;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

/// The parts of one node, and what they cause in each other: what comes from links, routes, stores
/// and the application becomes inputs of the membership and of sessions, and their effects are
/// performed. Owned by the `swarm-loop` thread.
final class Node
        implements MemberOffice.Owner,
                LinkKeeper.Listener,
                Sessions.Owner,
                RecordOffice.Owner,
                NodePaths.Owner {
    /// Where inputs are handed in.
    interface Loop {
        /// Runs the input in a turn of its own.
        void post(Runnable input);

        /// The same, or the other task when there are no turns any more.
        void post(Runnable input, Runnable whenStopped);
    }

    final Reports reports;
    final Streams streams;
    final RpcService rpc;
    final Pings pings;
    final RecordOffice records;
    final TrafficTap tap;
    final MemberOffice members;
    final Transport transport;
    private final EngineSetup setup;
    private final Clock clock;
    private final Links links;
    private final Routes routes;
    private final SignalOffice office;
    private final SignalIntake intake;
    private final LinkKeeper keeper;
    private final Sessions sessions;
    private final NodePaths paths;
    private final CardOffice cards;
    private final NetworkReporter network;
    private final long startedAt;
    private final Turns turns;

    Node(EngineSetup setup, Loop loop) {
        this.setup = setup;
        this.clock = setup.clock();
        this.startedAt = clock.nanos();
        this.reports = new Reports(clock, setup.events());
        var prekeys = new PrekeyRing(setup.secureRandom(), clock.now());
        this.transport = setup.transport().apply(input -> loop.post(() -> take(input)));
        this.tap = new TrafficTap(clock);
        this.links = new Links(transport, tap);
        this.routes =
                new Routes(
                        clock,
                        url ->
                                setup.routes()
                                        .open(
                                                url,
                                                setup.identity(),
                                                this::card,
                                                input -> loop.post(() -> take(input))));
        this.office = new SignalOffice(setup, prekeys, routes, links, this::linked);
        this.keeper = new LinkKeeper(links, setup, this::card, reports, this);
        this.sessions = new Sessions(setup, reports, tap, this);
        this.paths = new NodePaths(setup, links, sessions, reports, this);
        this.streams =
                new Streams(
                        sessions,
                        loop::post,
                        setup.io(),
                        (_, thrown) -> loop.post(() -> report(thrown)));
        this.rpc = new RpcService(streams, setup.io(), setup.timers(), clock);
        this.streams.own(RpcService.STREAM_TYPE, rpc);
        this.pings = new Pings(sessions, clock, setup.timers());
        this.records = new RecordOffice(setup, streams, loop::post, reports, this);
        this.cards = new CardOffice(setup, prekeys, records, this::step, this::renewed);
        this.network = new NetworkReporter(links, paths.circuits(), clock, cards::publish);
        var parts = new MemberOffice.Parts(links, transport, office, paths, sessions);
        this.members = new MemberOffice(setup, cards.card(), parts, reports, this);
        this.turns =
                new Turns(clock, List.of(members, keeper, paths, network, records, cards, routes));
        this.intake = new SignalIntake(clock, reports, routes, office, transport, this::step);
    }

    /// Begins: publishes the card, registers at the exchanges and tells that the node runs.
    void start() {
        cards.start();
        if (setup.own() != null) {
            routes.addLasting(setup.own(), false);
        }
        setup.exchanges().forEach(url -> routes.addLasting(url, true));
        reports.emit((n, at) -> new LifecycleEvent.Started(n, at, link(), setup.listen()));
    }

    private void renewed(PeerCard card) {
        members.renew(card);
        routes.all().forEach(SignalRoute::renewCard);
    }

    /// Calls those whom this node knew in its last life.
    void remember(List<RecordStore.Acquaintance> met, List<RecordStore.Stored> known) {
        cards.remember(met, known);
    }

    /// The link by which others can join through this node.
    SwarmLink link() {
        List<HostPort> hints = new ArrayList<>(setup.addresses());
        for (URI url : setup.exchanges()) {
            if (url.getHost() != null && url.getPort() > 0 && "ws".equals(url.getScheme())) {
                hints.add(new HostPort(url.getHost(), url.getPort()));
            }
        }
        List<HostPort> few = hints.stream().distinct().limit(SwarmLink.MAX_EXCHANGES).toList();
        return new SwarmLink(
                setup.identity().publicKey(), few, setup.name().isEmpty() ? null : setup.name());
    }

    void addExchange(URI url) {
        routes.addLasting(url, true);
    }

    void networkChanged() {
        step(new MembershipInput.NetworkChanged());
    }

    void take(SignalInput input) {
        intake.take(input);
    }

    /// Tells of an error in this program.
    void report(Throwable thrown) {
        reports.fault(
                ErrorCode.INTERNAL,
                "an error in this program, please report it with the log: " + thrown);
    }

    // Turns of the loop

    /// Does what is due, and sends what the inputs of this turn have made ready.
    void tick() {
        sessions.tick();
        turns.turn();
        sessions.flush();
    }

    /// When [#tick] has something to do next, on the monotonic clock.
    long nextDeadline() {
        return Math.min(turns.nextDeadline(), sessions.nextDeadline());
    }

    /// Takes back what the swarm knows of this node.
    ///
    /// @param done is run in a later turn, when the neighbours can have heard of it
    void leave(Runnable done) {
        cards.leave(done);
    }

    /// Says goodbye to the neighbours, leaves the exchanges and lets everything end that waits.
    void end(String reason, SwarmException closed) {
        keeper.sayGoodbye(reason);
        routes.close();
        members.stop();
        sessions.stop(reason);
        pings.stop();
        rpc.close();
        records.stop(closed);
        reports.emit(LifecycleEvent.Stopped::new);
    }

    // Pictures

    SwarmSnapshot snapshot() {
        long now = clock.nanos();
        return new SwarmSnapshot(
                clock.now(),
                setup.identity().publicKey(),
                setup.name(),
                link(),
                setup.listen(),
                Duration.ofNanos(now - startedAt),
                paths.peerInfos(),
                sessions.infos(),
                links.infos(now),
                members.infos(),
                routes.infos(),
                paths.topology(),
                paths.relay(),
                records.info(),
                reports.refused());
    }

    Optional<PeerInfo> peer(PublicKey key) {
        return Optional.ofNullable(paths.peerInfo(key));
    }

    /// All ways to a peer.
    List<PathCandidate> candidates(PublicKey peer) {
        return paths.candidates(peer);
    }

    /// Closes the link with a peer and makes none for a while.
    void block(PublicKey peer, Duration time) {
        step(new MembershipInput.Block(peer, time, "the direct link is blocked here for a drill"));
    }

    /// Relays under this policy from now on.
    void relay(RelayPolicy policy) {
        paths.circuits().policy(policy);
        network.changed();
    }

    /// Knows what the members said of their links in this node's last life.
    void rememberNetworks(List<RecordStore.Stored> known) {
        known.forEach(stored -> paths.learn(stored.record()));
    }

    // Causes and effects

    /// The routes and the hello to a neighbour ask for it.
    private PeerCard card() {
        return cards.card();
    }

    private void take(LinkInput input) {
        members.heed(input);
        switch (input) {
            case LinkInput.Described described ->
                    step(new MembershipInput.Described(described.link(), described.description()));
            case LinkInput.CandidatesFound found ->
                    step(new MembershipInput.CandidatesFound(found.link(), found.candidates()));
            case LinkInput.Received received -> keeper.received(received);
            case LinkInput.Opened opened -> {
                Neighbour neighbour = links.get(opened.link());
                if (neighbour != null) {
                    step(new MembershipInput.Opened(opened.link()));
                    keeper.opened(neighbour, opened.remote());
                    reports.emit((n, at) -> new LinkEvent.LinkOpened(n, at, neighbour.key));
                }
            }
            case LinkInput.Drained drained -> {
                Neighbour neighbour = links.get(drained.link());
                if (neighbour != null) {
                    paths.drained(neighbour);
                }
            }
            case LinkInput.Closed closed ->
                    closed(closed.link(), ErrorCode.LINK_FAILED, closed.reason());
        }
    }

    private void closed(long link, ErrorCode code, String reason) {
        step(new MembershipInput.Closed(link, code, reason));
        remove(link, reason);
    }

    /// Whatever became of the link, no handshake waits for it any more.
    private void remove(long link, String reason) {
        Neighbour neighbour = links.get(link);
        if (neighbour != null) {
            links.remove(link);
            paths.lost(neighbour, reason);
        }
    }

    private void step(MembershipInput input) {
        members.step(input);
    }

    @Override
    public void lookup(MembershipEffect.Lookup lookup) {
        intake.lookup(lookup);
    }

    @Override
    public void closing(long link) {
        remove(link, "this side has closed the link");
    }

    @Override
    public void linksChanged(@Nullable PeerCard met) {
        network.changed();
        if (met != null) {
            cards.met(met);
        }
    }

    @Override
    public void greeted(Neighbour neighbour, HopFrame.Hello hello) {
        paths.greeted(neighbour, hello);
    }

    @Override
    public long session(PublicKey peer) {
        return sessions.index(peer);
    }

    @Override
    public void packet(Neighbour neighbour, HopFrame.Packet packet, boolean urgent) {
        paths.packet(neighbour, packet, urgent);
    }

    @Override
    public void circuit(Neighbour neighbour, HopFrame frame) {
        paths.circuit(neighbour, frame);
    }

    @Override
    public void proved(Talk talk, PeerPath path, boolean fresh) {
        if (path.direct()) {
            if (fresh || !records.knows(talk.peer)) {
                records.sessionUp(talk.peer, path.first.outbound);
            }
            HopFrame.Hello hello = path.first.hello;
            if (hello != null) {
                step(new MembershipInput.Greeted(path.first.link, hello.card()));
            }
        }
        if (fresh) {
            PeerCard theirs = members.card(talk.peer);
            String name = theirs == null ? "" : theirs.name();
            paths.added(talk);
            reports.emit((n, at) -> new PeerEvent.PeerJoined(n, at, talk.peer, name));
            paths.tell(talk);
            members.met(talk.peer);
        } else {
            paths.added(talk);
        }
    }

    @Override
    public void pathLost(Talk talk, PeerPath path, String reason) {
        paths.lost(talk);
    }

    @Override
    public void released(PeerPath path) {
        paths.released(path);
    }

    @Override
    public void relayed(PublicKey peer, boolean relayed) {
        step(new MembershipInput.Relayed(peer, relayed));
    }

    @Override
    public @Nullable PeerCard card(PublicKey member) {
        return members.card(member);
    }

    @Override
    public String noLink(PublicKey member) {
        return members.noLink(member);
    }

    @Override
    public void ended(PublicKey peer, String reason) {
        rpc.sessionEnded(peer);
        records.sessionEnded(peer);
        paths.unwant(peer);
        step(new MembershipInput.Relayed(peer, false));
        reports.emit((n, at) -> new PeerEvent.PeerLeft(n, at, peer, reason));
    }

    @Override
    public @Nullable StreamEnd accept(Session session, long id, String type) {
        return streams.accept(session, id, type);
    }

    @Override
    public void answered(PublicKey peer, long token) {
        pings.answered(peer, token);
    }

    @Override
    public boolean linked(PublicKey member, PublicKey other) {
        return paths.linked(member, other);
    }

    @Override
    public double between(PublicKey member, PublicKey other) {
        return paths.between(member, other);
    }

    @Override
    public void accepted(SignedRecord record, @Nullable PublicKey from) {
        if (from != null && record.key().kind().equals(NetworkReport.KIND)) {
            paths.learn(record);
        }
        if (from == null || !record.key().kind().equals(PeerCard.KIND)) {
            return;
        }
        if (record.deleted()) {
            step(new MembershipInput.Departed(record.key().author()));
        } else {
            intake.introduced(from, record);
        }
    }

    @Override
    public void removed(RecordKey key) {
        paths.removed(key);
    }

    @Override
    public void cutOff(PublicKey key, ErrorCode code, String reason) {
        sessions.left(key, reason);
        step(new MembershipInput.Block(key, Protocol.BAN, reason));
        reports.emit((n, at) -> new LinkEvent.LinkFailed(n, at, key, code, reason));
    }

    @Override
    public void routed(Neighbour neighbour, HopFrame.RoutedSignal signal) {
        intake.routed(neighbour.key, signal);
    }

    @Override
    public void left(Neighbour neighbour, String reason) {
        if (reason.equals(HopFrame.Goodbye.SUPERSEDED)) {
            String peer = neighbour.key.shortText();
            reports.fault(
                    ErrorCode.IDENTITY_ELSEWHERE,
                    peer
                            + " is linked with another node that uses this node's key: give every node a key of its own");
            broken(
                    neighbour,
                    ErrorCode.IDENTITY_ELSEWHERE,
                    "another node with this key took the link's place");
            return;
        }
        sessions.left(neighbour.key, reason);
        step(new MembershipInput.Left(neighbour.link, reason));
    }

    @Override
    public void broken(Neighbour neighbour, ErrorCode code, String reason) {
        if (code != ErrorCode.LINK_LOST) {
            // It is not the link that fails but the peer: another link would not help.
            sessions.left(neighbour.key, reason);
        }
        closed(neighbour.link, code, reason);
        transport.close(neighbour.link);
    }

    @Override
    public void broken(PeerPath path, ErrorCode code, String reason) {
        if (path instanceof CircuitPath circuit) {
            paths.broken(circuit, code, reason);
        } else {
            broken(path.first, code, reason);
        }
    }

    @Override
    public void changed(Neighbour neighbour, LinkState state, String reason) {
        reports.emit(
                (n, at) -> new LinkEvent.LinkStateChanged(n, at, neighbour.key, state, reason));
    }
}
