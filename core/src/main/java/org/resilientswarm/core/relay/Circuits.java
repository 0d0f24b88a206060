package org.resilientswarm.core.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Earliest;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.Protocol;

/// All circuits that run over this node's links: those that end here, and through [Relay] those
/// that it carries for others.
///
/// Pure, and owned by the `swarm-loop` thread.
public final class Circuits {
    private final PublicKey self;
    private final CircuitHost host;
    private final Clock clock;
    private final Relay relay;
    private final Map<CircuitId, OwnCircuit> own = new HashMap<>();
    private final Earliest givenUpAt = new Earliest();

    /// The last number given on each link.
    private final Map<Long, Long> numbers = new HashMap<>();

    /// @param policy whether this node relays for others, and how much
    public Circuits(PublicKey self, CircuitHost host, Clock clock, RelayPolicy policy) {
        this.self = self;
        this.host = host;
        this.clock = clock;
        this.relay = new Relay(host, clock, policy, this::newNumber);
    }

    // Circuits of this node

    /// Opens a circuit.
    ///
    /// @param via the relays from here to there, 1 to [Protocol#MAX_RELAYS]; the first is a
    ///     neighbour
    /// @return null when there is no link with the first relay
    public @Nullable OwnCircuit open(PublicKey peer, List<PublicKey> via) {
        CircuitHost.Hop first = host.hop(via.getFirst());
        if (first == null) {
            return null;
        }
        var id = new CircuitId(first.link(), newNumber(first));
        long deadline = clock.nanos() + Protocol.CIRCUIT_TIMEOUT.toNanos();
        var circuit = new OwnCircuit(id, peer, via, true, first.peer(), deadline);
        own.put(id, circuit);
        givenUpAt.noLaterThan(deadline);
        var route = new ArrayList<>(via.subList(1, via.size()));
        route.add(peer);
        host.send(id.link(), new HopFrame.CircuitOpen(id.number(), self, route));
        return circuit;
    }

    /// Closes a circuit of this node; nobody is told here.
    public void close(OwnCircuit circuit, CircuitCode code) {
        if (own.remove(circuit.id(), circuit)) {
            tell(circuit.id(), code);
        }
    }

    private void tell(CircuitId id, CircuitCode code) {
        host.send(id.link(), new HopFrame.CircuitClose(id.number(), code, 0, 0));
    }

    private long newNumber(CircuitHost.Hop hop) {
        long first = hop.caller() ? 1 : 2;
        return numbers.merge(hop.link(), first, (last, _) -> last + 2);
    }

    // From the neighbours

    /// A neighbour says something of a circuit.
    public void take(CircuitHost.Hop from, HopFrame frame) {
        switch (frame) {
            case HopFrame.CircuitOpen open -> opened(from, open);
            case HopFrame.CircuitAccept accept ->
                    accepted(new CircuitId(from.link(), accept.circuit()));
            case HopFrame.CircuitRefuse refuse ->
                    refused(new CircuitId(from.link(), refuse.circuit()), refuse.code());
            case HopFrame.CircuitCredit credit ->
                    credited(new CircuitId(from.link(), credit.circuit()), credit.limit());
            case HopFrame.CircuitClose close ->
                    closed(new CircuitId(from.link(), close.circuit()), close.code());
            default -> throw new IllegalArgumentException("no frame of circuits: " + frame);
        }
    }

    private void opened(CircuitHost.Hop from, HopFrame.CircuitOpen open) {
        var id = new CircuitId(from.link(), open.circuit());
        boolean theirNumber = (open.circuit() % 2 == 1) != from.caller();
        if (!theirNumber || own.containsKey(id) || relay.carries(id)) {
            host.violated(from.peer());
            return;
        }
        if (!open.route().isEmpty()) {
            relay.open(from, open);
            return;
        }
        long here = own.keySet().stream().filter(it -> it.link() == from.link()).count();
        if (open.origin().equals(self) || here >= Protocol.MAX_OWN_CIRCUITS) {
            host.send(
                    from.link(),
                    new HopFrame.CircuitRefuse(open.circuit(), CircuitCode.NOT_WANTED));
            return;
        }
        var circuit =
                new OwnCircuit(
                        id,
                        open.origin(),
                        List.of(from.peer()),
                        false,
                        from.peer(),
                        Long.MAX_VALUE);
        circuit.up = true;
        own.put(id, circuit);
        host.send(from.link(), new HopFrame.CircuitAccept(open.circuit()));
        host.up(circuit);
    }

    private void accepted(CircuitId id) {
        OwnCircuit circuit = own.get(id);
        if (circuit == null) {
            relay.accepted(id);
        } else if (!circuit.up) {
            circuit.up = true;
            host.up(circuit);
        }
    }

    private void refused(CircuitId id, CircuitCode code) {
        OwnCircuit circuit = own.get(id);
        if (circuit == null) {
            relay.refused(id, code);
        } else if (!circuit.up) {
            own.remove(id);
            host.ended(circuit, code);
        }
    }

    private void credited(CircuitId id, long limit) {
        OwnCircuit circuit = own.get(id);
        if (circuit == null) {
            relay.credited(id, limit);
        } else if (circuit.credited(limit)) {
            host.room(circuit);
        }
    }

    private void closed(CircuitId id, CircuitCode code) {
        OwnCircuit circuit = own.remove(id);
        if (circuit == null) {
            relay.closed(id, code);
        } else {
            host.ended(circuit, code);
        }
    }

    /// A packet came over a link.
    ///
    /// @param urgent whether it came over the channel that may lose packets
    /// @return whether its circuit is known
    public boolean packet(CircuitHost.Hop from, HopFrame.Packet packet, boolean urgent) {
        var id = new CircuitId(from.link(), packet.circuit());
        OwnCircuit circuit = own.get(id);
        if (circuit == null) {
            boolean known = relay.carries(id);
            relay.packet(id, packet, urgent);
            return known;
        }
        if (!urgent) {
            if (!circuit.received(packet.end() - packet.from())) {
                close(circuit, CircuitCode.VIOLATED);
                host.violated(from.peer());
                host.ended(circuit, CircuitCode.VIOLATED);
                return true;
            }
            long granted = circuit.grant();
            if (granted > 0) {
                host.send(id.link(), new HopFrame.CircuitCredit(id.number(), granted));
            }
        }
        if (circuit.up) {
            host.packet(circuit, packet);
        }
        return true;
    }

    /// A link takes more again.
    public void drained(long link) {
        relay.drained(link);
        for (OwnCircuit circuit : List.copyOf(own.values())) {
            if (circuit.id().link() == link && circuit.up) {
                host.room(circuit);
            }
        }
    }

    /// A link is gone, and what ran over it.
    public void lost(long link) {
        relay.lost(link);
        numbers.remove(link);
        for (OwnCircuit circuit : List.copyOf(own.values())) {
            if (circuit.id().link() == link && own.remove(circuit.id(), circuit)) {
                host.ended(circuit, CircuitCode.LINK_LOST);
            }
        }
    }

    // Time and policy

    /// When [#tick] has something to do next, on the monotonic clock.
    public long nextDeadline() {
        return Math.min(relay.nextDeadline(), givenUpAt.at());
    }

    /// Does what is due.
    public void tick() {
        long now = clock.nanos();
        if (relay.nextDeadline() <= now) {
            relay.tick();
        }
        for (OwnCircuit circuit : List.copyOf(own.values())) {
            if (!circuit.up && circuit.deadline <= now && own.remove(circuit.id(), circuit)) {
                tell(circuit.id(), CircuitCode.DONE);
                host.ended(circuit, CircuitCode.NO_LINK);
            }
        }
        givenUpAt.is(
                own.values().stream()
                        .filter(circuit -> !circuit.up)
                        .mapToLong(circuit -> circuit.deadline)
                        .min()
                        .orElse(Long.MAX_VALUE));
    }

    /// Relays for others under another policy from now on.
    public void policy(RelayPolicy policy) {
        relay.policy(policy);
    }

    /// Whether this node relays, and how much.
    public RelayPolicy policy() {
        return relay.policy();
    }

    /// How much of what may run through this node does, 0 to 1.
    public double load() {
        return relay.load();
    }

    /// What this node does as a relay.
    public RelayInfo info() {
        return relay.info();
    }
}
