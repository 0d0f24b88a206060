package org.resilientswarm.core.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.event.PathEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.path.PathChooser;
import org.resilientswarm.core.path.Topology;
import org.resilientswarm.core.relay.Circuits;
import org.resilientswarm.core.relay.OwnCircuit;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

/// All that this node has to do with paths: the topology, the circuits, the choice among them and
/// what is told of it. Owned by the `swarm-loop` thread.
final class NodePaths implements CircuitOffice.Owner, PathOffice.Owner, Turns.Part {
    /// What paths need of their node.
    interface Owner {
        /// The session with a member runs through others now, or does not any more.
        void relayed(PublicKey peer, boolean relayed);

        /// A member's card, or null when none is known.
        @Nullable PeerCard card(PublicKey member);

        /// Why there is no link with a member, in words.
        String noLink(PublicKey member);
    }

    private final Clock clock;
    private final Sessions sessions;
    private final Reports reports;
    private final Owner owner;
    private final Topology topology;
    private final CircuitOffice circuits;
    private final PathOffice office;
    private final PathReports words;

    NodePaths(EngineSetup setup, Links links, Sessions sessions, Reports reports, Owner owner) {
        this.clock = setup.clock();
        this.sessions = sessions;
        this.reports = reports;
        this.owner = owner;
        this.topology = new Topology(setup.identity().publicKey());
        this.circuits = new CircuitOffice(setup, links, reports, topology::load, this);
        this.office = new PathOffice(setup, sessions, circuits, links, topology, this);
        this.words = new PathReports(sessions, office, setup.clock(), owner);
    }

    /// The circuits over this node's links.
    Circuits circuits() {
        return circuits.circuits();
    }

    // From the neighbours

    void greeted(Neighbour neighbour, HopFrame.Hello hello) {
        sessions.greeted(circuits.pathOf(neighbour), hello.session());
    }

    void packet(Neighbour neighbour, HopFrame.Packet packet, boolean urgent) {
        if (packet.circuit() == 0) {
            sessions.packet(circuits.pathOf(neighbour), packet);
        } else {
            circuits.packet(neighbour, packet, urgent);
        }
    }

    void circuit(Neighbour neighbour, HopFrame frame) {
        circuits.take(neighbour, frame);
    }

    /// A link takes more again.
    void drained(Neighbour neighbour) {
        sessions.touch(neighbour.key);
        circuits.circuits().drained(neighbour.link);
    }

    /// A link is none any more.
    void lost(Neighbour neighbour, String reason) {
        circuits.circuits().lost(neighbour.link);
        if (neighbour.path != null) {
            sessions.lost(neighbour.path, reason);
        }
    }

    // The topology

    /// A member has published what its links are. What cannot be read is as good as nothing.
    void learn(SignedRecord record) {
        PublicKey author = record.key().author();
        try {
            if (record.deleted()) {
                topology.forget(author);
                return;
            }
            NetworkReport report = NetworkReport.of(record);
            topology.learn(
                    new MemberNetwork(
                            author,
                            report.relays(),
                            report.load(),
                            report.links(),
                            record.view().created()));
        } catch (MalformedException e) {
            reports.count(e.code());
            topology.forget(author);
        }
    }

    /// Whether a member says that it has a link with another.
    boolean linked(PublicKey member, PublicKey other) {
        return topology.linked(member, other);
    }

    /// About how many members have a link with both.
    double between(PublicKey member, PublicKey other) {
        return topology.between(member, other);
    }

    /// A record is not kept any more.
    void removed(RecordKey key) {
        if (key.kind().equals(NetworkReport.KIND)) {
            topology.forget(key.author());
        }
    }

    // From the sessions

    /// There is, or may soon be, no link with this peer.
    void want(PublicKey peer) {
        office.want(peer);
    }

    /// Nobody wants to reach this peer any more.
    void unwant(PublicKey peer) {
        office.unwant(peer);
    }

    /// The peer has answered over a path.
    void added(Talk talk) {
        office.added(talk);
    }

    /// A path is none any more.
    void lost(Talk talk) {
        office.lost(talk);
    }

    /// The application hears of the path in use from now on, whenever it changes.
    void tell(Talk talk) {
        talk.told = true;
        PeerPath used = talk.used();
        if (used != null) {
            tell(talk, used);
        }
    }

    /// The session that used this path is over.
    void released(PeerPath path) {
        if (path instanceof CircuitPath circuit) {
            circuits.close(circuit, CircuitCode.DONE);
        }
    }

    /// The far end of a circuit breaks the rules, or does not answer.
    void broken(CircuitPath path, ErrorCode code, String reason) {
        office.failed().add(path.peer, path.via(), reason);
        if (code == ErrorCode.PROTOCOL_VIOLATED) {
            sessions.left(path.peer, reason);
        }
        circuits.close(path, CircuitCode.DONE);
        sessions.lost(path, reason);
    }

    // From the circuits and the choice

    @Override
    public void circuitUp(CircuitPath path) {
        office.settled(path.circuit);
        sessions.reached(path);
    }

    @Override
    public void circuitEnded(OwnCircuit circuit, @Nullable CircuitPath path, CircuitCode code) {
        office.ended(circuit, path != null && path.proven, code);
        if (path != null) {
            sessions.lost(path, code.words());
        }
    }

    @Override
    public void packet(PeerPath path, HopFrame.Packet packet) {
        sessions.packet(path, packet);
    }

    @Override
    public void room(PublicKey peer) {
        sessions.touch(peer);
    }

    @Override
    public void chosen(
            Talk talk, PeerPath path, @Nullable PeerPath before, PathChooser.Cause cause) {
        talk.reason = words.reason(talk, path, before, cause);
        owner.relayed(talk.peer, !path.direct());
        if (talk.session != null && talk.told) {
            tell(talk, path);
        }
    }

    private void tell(Talk talk, PeerPath path) {
        PathDecision decision = words.decision(talk, path);
        reports.emit((n, at) -> new PathEvent.PathDecided(n, at, talk.peer, decision));
        reports.emit((n, at) -> new PathEvent.PathChanged(n, at, talk.peer, decision.path()));
    }

    // Turns of the loop

    @Override
    public long nextDeadline() {
        return Math.min(circuits.circuits().nextDeadline(), office.nextDeadline());
    }

    @Override
    public void tick() {
        long now = clock.nanos();
        if (circuits.circuits().nextDeadline() <= now) {
            circuits.circuits().tick();
        }
        if (office.nextDeadline() <= now) {
            office.tick();
        }
    }

    // Pictures

    /// All ways to a peer.
    List<PathCandidate> candidates(PublicKey peer) {
        return words.candidates(peer);
    }

    List<MemberNetwork> topology() {
        return topology.all();
    }

    RelayInfo relay() {
        return circuits.circuits().info();
    }

    List<PeerInfo> peerInfos() {
        return sessions.all().stream().flatMap(talk -> infos(talk).stream()).toList();
    }

    @Nullable PeerInfo peerInfo(PublicKey peer) {
        Talk talk = sessions.find(peer);
        return talk == null ? null : infos(talk).stream().findFirst().orElse(null);
    }

    /// One, or none when the peer cannot be reached now.
    private List<PeerInfo> infos(Talk talk) {
        PeerPath used = talk.used();
        if (talk.session == null || used == null) {
            return List.of();
        }
        PeerCard theirs = owner.card(talk.peer);
        SessionInfo session = talk.session.info();
        return List.of(
                new PeerInfo(
                        talk.peer,
                        theirs == null ? "" : theirs.name(),
                        theirs == null ? "" : theirs.agent(),
                        words.path(talk, used),
                        used.quality(),
                        session.since(),
                        session.bytesIn(),
                        session.bytesOut()));
    }
}
