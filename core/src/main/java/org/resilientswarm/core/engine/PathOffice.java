package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.path.PathChooser;
import org.resilientswarm.core.path.PathChooser.Cause;
import org.resilientswarm.core.path.RelayRoute;
import org.resilientswarm.core.path.Topology;
import org.resilientswarm.core.relay.OwnCircuit;
import org.resilientswarm.core.session.Session;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.Protocol;

/// Sees to it that every peer can be reached, and in the best way: opens circuits for those that
/// have no path, a poor one, or traffic and no second one; measures them; lets the session use the
/// best; and leaves those that are of no use. Owned by the `swarm-loop` thread.
final class PathOffice {
    /// Hears what was decided.
    interface Owner {
        /// The session with a peer uses this path from now on.
        ///
        /// @param before the one before, null for none
        void chosen(Talk talk, PeerPath path, @Nullable PeerPath before, Cause cause);
    }

    private static final long SAMPLE_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long WATCH_NANOS = Duration.ofMillis(100).toNanos();
    private static final long SILENCE_NANOS = Protocol.SESSION_SILENCE.toNanos();
    private static final long DOUBT_NANOS = Protocol.PATH_DOUBT.toNanos();

    /// A path that is in doubt for so many times the time that made it so is held to be lost.
    private static final int LOST_AFTER = 4;

    /// After three pings without an answer a circuit is held to be lost.
    private static final long SILENT_OFTEN = 4 * SAMPLE_NANOS;

    private static final long SILENT_IDLE = 9 * SAMPLE_NANOS;

    /// A session counts as used for so long after its last byte.
    private static final long TRAFFIC_NANOS = Duration.ofSeconds(10).toNanos();

    /// The side with the smaller key leaves the opening of circuits to the other for so long.
    private static final long OTHER_FIRST_NANOS = Duration.ofMillis(500).toNanos();

    /// ... and for so long when the only path does not answer.
    private static final long OTHER_RESCUES_NANOS = 2 * SAMPLE_NANOS;

    /// Other ways to a peer without traffic are looked at in one of so many samples.
    private static final int IDLE_SAMPLES = 15;

    /// A relay is crowded that is loaded so many times as another, and by so much more.
    private static final double CROWDED_TIMES = 2;

    private static final double CROWDED_LOAD = 0.05;

    private static final int AT_ONCE = 2;
    private static final int BLIND_TRIES = 3;
    private static final int MAX_TRIES = 20;

    private final PublicKey self;
    private final Clock clock;
    private final RandomGenerator random;
    private final Sessions sessions;
    private final CircuitOffice circuits;
    private final Links links;
    private final Topology topology;
    private final FailedRoutes failed;
    private final Owner owner;
    private final Map<PublicKey, Want> wants = new TreeMap<>();
    private final Map<PublicKey, List<OwnCircuit>> opening = new HashMap<>();
    private long sampleAt;
    private long nextAt;

    /// A peer that has no path.
    private static final class Want {
        long dueAt = Long.MAX_VALUE;
        int tries;
    }

    PathOffice(
            EngineSetup setup,
            Sessions sessions,
            CircuitOffice circuits,
            Links links,
            Topology topology,
            Owner owner) {
        this.self = setup.identity().publicKey();
        this.clock = setup.clock();
        this.random = setup.random();
        this.sessions = sessions;
        this.circuits = circuits;
        this.links = links;
        this.topology = topology;
        this.failed = new FailedRoutes(clock);
        this.owner = owner;
        this.sampleAt = clock.nanos() + SAMPLE_NANOS;
        this.nextAt = sampleAt;
    }

    FailedRoutes failed() {
        return failed;
    }

    /// The circuits to a peer that are being opened.
    List<OwnCircuit> opening(PublicKey peer) {
        return opening.getOrDefault(peer, List.of());
    }

    // What must be reached

    /// There is, or may soon be, no link with this peer: unless one comes, it is reached through
    /// others after [Protocol#RELAY_PATIENCE].
    void want(PublicKey peer) {
        want(peer, Protocol.RELAY_PATIENCE.toNanos());
    }

    private void want(PublicKey peer, long patience) {
        Talk talk = sessions.find(peer);
        if (peer.equals(self) || (talk != null && talk.used() != null)) {
            return;
        }
        long wait = patience + (opensFirst(peer) ? 0 : OTHER_FIRST_NANOS);
        Want want = wants.computeIfAbsent(peer, _ -> new Want());
        long dueAt = clock.nanos() + wait;
        want.dueAt = Math.min(want.dueAt, dueAt);
        want.tries = 0;
        nextAt = Math.min(nextAt, want.dueAt);
    }

    /// Nobody wants to reach this peer any more.
    void unwant(PublicKey peer) {
        wants.remove(peer);
    }

    private boolean opensFirst(PublicKey peer) {
        return self.compareTo(peer) > 0;
    }

    private void pursue(PublicKey peer, Want want, long now) {
        Talk talk = sessions.find(peer);
        if (want.tries >= MAX_TRIES || (talk != null && talk.used() != null)) {
            wants.remove(peer);
            return;
        }
        boolean underWay = opening.containsKey(peer) || (talk != null && !talk.unproven.isEmpty());
        if (!underWay) {
            want.tries++;
            open(peer, AT_ONCE, true);
        }
        want.dueAt = now + Math.min(SAMPLE_NANOS * Math.max(1, want.tries), TRAFFIC_NANOS);
    }

    /// Opens the cheapest circuits that are not open and have not failed lately.
    ///
    /// @param pressed whether the peer cannot be reached now: then those that have failed a little
    ///     longer ago are tried, too, after the others
    private void open(PublicKey peer, int count, boolean pressed) {
        List<List<PublicKey>> routes = new ArrayList<>();
        for (RelayRoute route : routes(peer)) {
            routes.add(route.via());
        }
        if (routes.isEmpty()) {
            // The reports may not have come yet; a relay without that link says so at once.
            links.peers().stream()
                    .map(neighbour -> List.of(neighbour.key))
                    .filter(via -> !via.contains(peer))
                    .limit(BLIND_TRIES)
                    .forEach(routes::add);
        }
        int opened = open(peer, routes, count, FailedRoutes.PAUSE);
        if (pressed) {
            open(peer, routes, count - opened, FailedRoutes.PRESSED_PAUSE);
        }
    }

    private int open(PublicKey peer, List<List<PublicKey>> routes, int count, Duration lately) {
        int opened = 0;
        for (List<PublicKey> via : routes) {
            if (opened < count && isFree(peer, via, lately) && open(peer, via)) {
                opened++;
            }
        }
        return opened;
    }

    private boolean open(PublicKey peer, List<PublicKey> via) {
        OwnCircuit circuit = circuits.circuits().open(peer, via);
        if (circuit != null) {
            opening.computeIfAbsent(peer, _ -> new ArrayList<>()).add(circuit);
        }
        return circuit != null;
    }

    private boolean isFree(PublicKey peer, List<PublicKey> via, Duration lately) {
        return !failed.within(lately, peer, via) && !isOpen(peer, via);
    }

    /// The ways to a peer that could be opened.
    List<RelayRoute> routes(PublicKey peer) {
        return topology.routes(NetworkReporter.links(links), peer, Protocol.MAX_CANDIDATES);
    }

    private boolean isOpen(PublicKey peer, List<PublicKey> via) {
        Talk talk = sessions.find(peer);
        boolean stands =
                talk != null
                        && (talk.paths.stream().anyMatch(path -> path.via().equals(via))
                                || talk.unproven.stream().anyMatch(path -> path.via().equals(via)));
        return stands || opening(peer).stream().anyMatch(it -> it.via().equals(via));
    }

    // What becomes of circuits and paths

    /// A circuit of this node stands or ended.
    void settled(OwnCircuit circuit) {
        List<OwnCircuit> waiting = opening.get(circuit.peer());
        if (waiting != null) {
            waiting.remove(circuit);
            if (waiting.isEmpty()) {
                opening.remove(circuit.peer());
            }
        }
    }

    /// A circuit is no more.
    void ended(OwnCircuit circuit, boolean stood, CircuitCode code) {
        settled(circuit);
        if (circuit.outbound() && !(stood && code == CircuitCode.DONE)) {
            failed.add(circuit.peer(), circuit.via(), code.words());
        }
        Want want = wants.get(circuit.peer());
        if (want != null) {
            want.dueAt = Math.min(want.dueAt, clock.nanos() + WATCH_NANOS);
            nextAt = Math.min(nextAt, want.dueAt);
        }
    }

    /// The peer has answered over a path.
    void added(Talk talk) {
        wants.remove(talk.peer);
        decideNow(talk);
        CircuitPath crowded = talk.leaving;
        if (crowded != null && second(talk, crowded) != null) {
            talk.leaving = null;
            close(crowded, "its relay carries more than others");
        }
    }

    private void close(CircuitPath path, String reason) {
        circuits.close(path, CircuitCode.DONE);
        sessions.lost(path, reason);
    }

    /// A path is none any more; another takes its place, or one is looked for.
    void lost(Talk talk) {
        decideNow(talk);
        if (talk.paths.isEmpty() && talk.session != null) {
            want(talk.peer, 0);
        }
    }

    private void decideNow(Talk talk) {
        PeerPath before = talk.used();
        take(talk, before, talk.chooser.changed(talk.paths));
    }

    private void take(
            Talk talk, @Nullable PeerPath before, PathChooser.@Nullable Choice<PeerPath> choice) {
        if (choice != null) {
            sessions.use(talk, choice.way());
            owner.chosen(talk, choice.way(), before, choice.cause());
        }
    }

    // Time

    /// When [#tick] has something to do next, on the monotonic clock.
    long nextDeadline() {
        return nextAt;
    }

    /// Watches over the paths in use, measures the others, and opens what is wanted.
    void tick() {
        long now = clock.nanos();
        boolean sampling = sampleAt <= now;
        if (sampling) {
            sampleAt = now + SAMPLE_NANOS;
        }
        boolean busy = false;
        for (Talk talk : sessions.all()) {
            Session session = talk.session;
            if (session != null) {
                busy |= session.waitingSince() != Long.MAX_VALUE || talk.also != null;
                watch(talk, session, now);
                measure(talk, session, now);
                if (sampling) {
                    sample(talk, session, now);
                }
            }
        }
        for (Map.Entry<PublicKey, Want> wanted : List.copyOf(wants.entrySet())) {
            if (wanted.getValue().dueAt <= now) {
                pursue(wanted.getKey(), wanted.getValue(), now);
            }
        }
        nextAt = Math.min(sampleAt, now + (busy ? WATCH_NANOS : SAMPLE_NANOS));
        wants.values().forEach(want -> nextAt = Math.min(nextAt, want.dueAt));
        nextAt = Math.min(nextAt, nextMeasurement());
    }

    /// In doubt everything goes over a second path, too, and the one in use is asked; when it does
    /// not answer then, it is left.
    private void watch(Talk talk, Session session, long now) {
        PeerPath used = talk.used();
        if (used == null) {
            return;
        }
        Duration rtt = used.quality().rtt();
        long limit = Math.max(DOUBT_NANOS, rtt == null ? 0 : 3 * rtt.toNanos());
        if (talk.also != null) {
            decide(talk, session, used, limit, now);
            return;
        }
        long waitingSince = session.waitingSince();
        if (waitingSince == Long.MAX_VALUE || now - Math.max(waitingSince, used.heardAt) < limit) {
            return;
        }
        PeerPath other = second(talk, used);
        if (other != null) {
            talk.doubtSince = now;
            sessions.over(talk, other);
            session.ping(used.token(0), used);
        } else if (mayOpen(talk)) {
            open(talk.peer, AT_ONCE, true);
        }
    }

    private void decide(Talk talk, Session session, PeerPath used, long limit, long now) {
        if (used.heardAt > talk.doubtSince) {
            sessions.over(talk, null);
        } else if (now - talk.doubtSince >= (LOST_AFTER - 1) * limit) {
            used.suspect(now);
            decideNow(talk);
        } else {
            session.ping(used.token(0), used);
            sessions.touch(talk.peer);
        }
    }

    private static @Nullable PeerPath second(Talk talk, PeerPath used) {
        PeerPath best = null;
        for (PeerPath path : talk.paths) {
            if (path != used && path.alive() && (best == null || path.cost() < best.cost())) {
                best = path;
            }
        }
        return best;
    }

    private void measure(Talk talk, Session session, long now) {
        boolean traffic = now - session.usedAt() < TRAFFIC_NANOS;
        for (PeerPath path : talk.paths) {
            if (path instanceof CircuitPath circuit) {
                circuit.meter.busy(traffic || path == talk.used());
                if (circuit.meter.nextProbeAt() <= now) {
                    circuit.meter.expire(now);
                    sessions.ask(talk, circuit);
                }
            } else if (path.first.meter != null) {
                links.busy(path.first, traffic);
                if (!path.alive() && path.first.meter.heardAt() > path.suspectSince()) {
                    path.heard(path.first.meter.heardAt());
                }
            }
        }
    }

    private long nextMeasurement() {
        long next = Long.MAX_VALUE;
        for (Talk talk : sessions.all()) {
            for (PeerPath path : talk.paths) {
                if (path instanceof CircuitPath circuit) {
                    next = Math.min(next, circuit.meter.nextProbeAt());
                }
            }
        }
        return next;
    }

    private void sample(Talk talk, Session session, long now) {
        for (PeerPath path : List.copyOf(talk.paths)) {
            if (path instanceof CircuitPath circuit && now - path.heardAt >= SILENCE_NANOS) {
                // No relay may keep a session alive that hears nothing any more.
                failed.add(talk.peer, path.via(), "nothing came over it any more");
                circuits.close(circuit, CircuitCode.LINK_LOST);
                sessions.lost(circuit, "nothing came through the relay for 15 s");
                continue;
            }
            boolean often = path == talk.used() || now - session.usedAt() < TRAFFIC_NANOS;
            if (!path.direct() && now - path.heardAt > (often ? SILENT_OFTEN : SILENT_IDLE)) {
                path.suspect(now);
            }
        }
        PeerPath before = talk.used();
        take(talk, before, talk.chooser.sample(talk.paths));
        PeerPath used = talk.used();
        if (used == null) {
            return;
        }
        if (mayOpen(talk)) {
            openAnother(talk, session, used, now);
        }
        if (now - session.usedAt() >= Protocol.STANDBY_TIME.toNanos()) {
            closeNeedless(talk, used, now);
        }
    }

    private void openAnother(Talk talk, Session session, PeerPath used, long now) {
        boolean first = opensFirst(talk.peer);
        boolean alone = second(talk, used) == null;
        if (alone && !used.alive()) {
            // With another path the session need not end.
            if (first || now - used.heardAt >= SILENT_OFTEN + OTHER_RESCUES_NANOS) {
                open(talk.peer, AT_ONCE, true);
            }
        } else if (first && now - session.usedAt() < TRAFFIC_NANOS) {
            openBetter(talk, used, alone);
        } else if (first && random.nextInt(IDLE_SAMPLES) == 0) {
            openBetter(talk, used, false);
            leaveCrowded(talk, used, now);
        }
    }

    private boolean mayOpen(Talk talk) {
        return opening(talk.peer).isEmpty() && talk.unproven.isEmpty();
    }

    /// @param alone whether there should be a second path whatever it costs
    private void openBetter(Talk talk, PeerPath used, boolean alone) {
        if (alone) {
            open(talk.peer, 1, false);
            return;
        }
        for (RelayRoute route : routes(talk.peer)) {
            if (PathChooser.clearlyBetter(route.cost(), used.cost())
                    && isFree(talk.peer, route.via(), FailedRoutes.PAUSE)
                    && circuitsTo(talk) < AT_ONCE) {
                open(talk.peer, route.via());
                return;
            }
        }
    }

    /// Those who came first know few relays and use the same ones. While a pair is silent it moves
    /// to one that costs no more and carries less.
    private void leaveCrowded(Talk talk, PeerPath used, long now) {
        if (!(used instanceof CircuitPath circuit)
                || circuit.meter.age(now).compareTo(Protocol.STANDBY_TIME) < 0
                || !mayOpen(talk)) {
            return;
        }
        double load = topology.load(used.via());
        for (RelayRoute route : routes(talk.peer)) {
            if (CROWDED_TIMES * route.load() + CROWDED_LOAD < load
                    && route.cost() <= used.cost() + PathChooser.BETTER_MILLIS
                    && isFree(talk.peer, route.via(), FailedRoutes.PAUSE)) {
                talk.leaving = circuit;
                open(talk.peer, route.via());
                return;
            }
        }
    }

    private static long circuitsTo(Talk talk) {
        return talk.paths.stream().filter(path -> !path.direct() && path.alive()).count();
    }

    private void closeNeedless(Talk talk, PeerPath used, long now) {
        for (PeerPath path : List.copyOf(talk.paths)) {
            if (path != used
                    && path instanceof CircuitPath circuit
                    && circuit.circuit.outbound()
                    && circuit.meter.age(now).compareTo(Protocol.STANDBY_TIME) > 0
                    && !PathChooser.clearlyBetter(path.cost(), used.cost())) {
                close(circuit, "it was not needed any more");
            }
        }
    }
}
