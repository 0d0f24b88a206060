package org.resilientswarm.core.engine;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.relay.CircuitHost;
import org.resilientswarm.core.relay.Circuits;
import org.resilientswarm.core.relay.OwnCircuit;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopFrame;

/// Lets circuits run over this node's links, and makes paths of those that end here. Owned by the
/// `swarm-loop` thread.
final class CircuitOffice implements CircuitHost {
    /// Hears what becomes of this node's circuits.
    interface Owner {
        /// A circuit stands; whether the peer is at its far end must show.
        void circuitUp(CircuitPath path);

        /// A circuit is no more, or never was.
        ///
        /// @param path null when it never stood
        void circuitEnded(OwnCircuit circuit, @Nullable CircuitPath path, CircuitCode code);

        /// A packet came out of a circuit.
        void packet(PeerPath path, HopFrame.Packet packet);

        /// A circuit may carry more.
        void room(PublicKey peer);
    }

    /// A link that holds more is given nothing for others until it has sent it.
    private static final long FULL_BYTES = 512 * 1024;

    private final Links links;
    private final Transport transport;
    private final CircuitPath.Surroundings around;
    private final PublicKey self;
    private final Clock clock;
    private final Reports reports;
    private final Owner owner;
    private final Circuits circuits;
    private final Map<OwnCircuit, CircuitPath> paths = new HashMap<>();
    private long lastSerial;

    /// @param load how loaded relays say they are
    CircuitOffice(
            EngineSetup setup,
            Links links,
            Reports reports,
            ToDoubleFunction<List<PublicKey>> load,
            Owner owner) {
        this.links = links;
        this.transport = links.transport();
        this.around = new CircuitPath.Surroundings(links.transport(), links.tap(), load);
        this.self = setup.identity().publicKey();
        this.clock = setup.clock();
        this.reports = reports;
        this.owner = owner;
        this.circuits = new Circuits(self, this, clock, setup.relay());
    }

    Circuits circuits() {
        return circuits;
    }

    /// The number of the next path.
    long newSerial() {
        return ++lastSerial;
    }

    /// The link as a path.
    LinkPath pathOf(Neighbour neighbour) {
        LinkPath path = neighbour.path;
        if (path == null) {
            path = new LinkPath(neighbour, transport, links.tap(), newSerial(), clock.nanos());
            neighbour.path = path;
        }
        return path;
    }

    /// Closes the circuit of a path that is not needed, or of no use.
    void close(CircuitPath path, CircuitCode code) {
        circuits.close(path.circuit, code);
        paths.remove(path.circuit);
    }

    // What neighbours say

    void take(Neighbour neighbour, HopFrame frame) {
        if (frame instanceof HopFrame.CircuitOpen open && !neighbour.joined) {
            // Nobody relays for a neighbour that has not proved who it is.
            links.send(
                    neighbour,
                    new HopFrame.CircuitRefuse(open.circuit(), CircuitCode.UNKNOWN_PEER));
            return;
        }
        circuits.take(hopOf(neighbour), frame);
    }

    void packet(Neighbour neighbour, HopFrame.Packet packet, boolean urgent) {
        if (!circuits.packet(hopOf(neighbour), packet, urgent)) {
            reports.count(ErrorCode.PACKET_STRAY);
        }
    }

    private static Hop hopOf(Neighbour neighbour) {
        return new Hop(neighbour.link, neighbour.key, neighbour.outbound);
    }

    // For the circuits

    @Override
    public @Nullable Hop hop(PublicKey neighbour) {
        Neighbour linked = links.peer(neighbour);
        return linked == null ? null : hopOf(linked);
    }

    @Override
    public void send(long link, HopFrame frame) {
        Neighbour neighbour = links.get(link);
        if (neighbour != null) {
            links.send(neighbour, frame);
        }
    }

    @Override
    public void forward(long link, byte[] message, boolean urgent) {
        Neighbour neighbour = links.get(link);
        if (neighbour != null) {
            neighbour.bytesOut += message.length;
            links.tap().hop(true, neighbour.key, message);
            transport.send(link, urgent ? Channel.PROBE : Channel.DATA, message);
        }
    }

    @Override
    public boolean congested(long link) {
        return transport.bufferedBytes(link) >= FULL_BYTES || transport.congested(link);
    }

    @Override
    public void up(OwnCircuit circuit) {
        Neighbour first = links.get(circuit.id().link());
        if (first != null) {
            var path = new CircuitPath(circuit, first, self, around, newSerial(), clock.nanos());
            paths.put(circuit, path);
            owner.circuitUp(path);
        }
    }

    @Override
    public void ended(OwnCircuit circuit, CircuitCode code) {
        owner.circuitEnded(circuit, paths.remove(circuit), code);
    }

    @Override
    public void packet(OwnCircuit circuit, HopFrame.Packet packet) {
        CircuitPath path = paths.get(circuit);
        if (path != null) {
            owner.packet(path, packet);
        }
    }

    @Override
    public void room(OwnCircuit circuit) {
        owner.room(circuit.peer());
    }

    @Override
    public void violated(PublicKey neighbour) {
        reports.count(ErrorCode.PROTOCOL_VIOLATED);
    }
}
