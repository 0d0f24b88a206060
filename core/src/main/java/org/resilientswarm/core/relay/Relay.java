package org.resilientswarm.core.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.Protocol;

/// What this node carries for others: takes circuits or refuses them, passes packets on within the
/// limits of its policy, and counts what it carried for whom. It sees ciphertext only.
///
/// What exceeds a limit waits, at most a hop's credit of each direction; the credit that is not
/// renewed meanwhile holds the sender back. Only urgent packets, which nobody relies on, are
/// dropped.
///
/// Pure, and owned by the `swarm-loop` thread.
final class Relay {
    /// Urgent packets are pings and acknowledgements.
    private static final int MAX_URGENT_BYTES = 4 * 1024;

    private static final int MAX_LEDGER = 1_000;

    private final CircuitHost host;
    private final Clock clock;
    private final ToLongFunction<CircuitHost.Hop> numbers;
    private final Map<CircuitId, CarriedCircuit> carried = new LinkedHashMap<>();
    private final SequencedMap<PublicKey, Long> ledger = new LinkedHashMap<>();
    private RelayPolicy policy;
    private TokenBucket total;
    private long refused;
    private long nextAt = Long.MAX_VALUE;

    /// @param numbers gives the next free number of a link
    Relay(
            CircuitHost host,
            Clock clock,
            RelayPolicy policy,
            ToLongFunction<CircuitHost.Hop> numbers) {
        this.host = host;
        this.clock = clock;
        this.numbers = numbers;
        this.policy = policy;
        this.total = new TokenBucket(policy.totalBits(), clock.nanos());
    }

    RelayPolicy policy() {
        return policy;
    }

    /// Works under another policy from now on; circuits keep the limit under which they began.
    void policy(RelayPolicy newPolicy) {
        policy = newPolicy;
        total = new TokenBucket(newPolicy.totalBits(), clock.nanos());
        if (!newPolicy.willing()) {
            all().forEach(circuit -> close(circuit, CircuitCode.NOT_WILLING, null));
        }
    }

    /// How much of what may run through this node does, 0 to 1.
    double load() {
        return policy.circuits() == 0 ? 1 : Math.min(1, (double) count() / policy.circuits());
    }

    boolean carries(CircuitId id) {
        return carried.containsKey(id);
    }

    /// A neighbour wants a circuit through this node.
    void open(CircuitHost.Hop from, HopFrame.CircuitOpen open) {
        PublicKey next = open.route().getFirst();
        CircuitHost.Hop to = host.hop(next);
        CircuitCode refusal = refusal(from, open, to);
        if (refusal != null || to == null) {
            refused++;
            CircuitCode code = refusal == null ? CircuitCode.NO_LINK : refusal;
            host.send(from.link(), new HopFrame.CircuitRefuse(open.circuit(), code));
            return;
        }
        long number = numbers.applyAsLong(to);
        long now = clock.nanos();
        var circuit =
                new CarriedCircuit(
                        open.origin(),
                        open.route().getLast(),
                        from,
                        open.circuit(),
                        to,
                        number,
                        new TokenBucket(policy.circuitBits(), now),
                        clock.now(),
                        now + Protocol.CIRCUIT_TIMEOUT.toNanos());
        carried.put(circuit.forward.from, circuit);
        carried.put(circuit.back.from, circuit);
        nextAt = Math.min(nextAt, circuit.deadline);
        List<PublicKey> rest = open.route().subList(1, open.route().size());
        host.send(to.link(), new HopFrame.CircuitOpen(number, open.origin(), rest));
    }

    private @Nullable CircuitCode refusal(
            CircuitHost.Hop from, HopFrame.CircuitOpen open, CircuitHost.@Nullable Hop to) {
        if (!policy.willing()) {
            return CircuitCode.NOT_WILLING;
        }
        long ofPeer = all().stream().filter(it -> it.fromPeer.equals(from.peer())).count();
        if (count() >= policy.circuits() || ofPeer >= policy.circuitsPerPeer()) {
            return CircuitCode.FULL;
        }
        if (open.route().size() > Protocol.MAX_RELAYS) {
            return CircuitCode.TOO_LONG;
        }
        return to == null || to.link() == from.link() ? CircuitCode.NO_LINK : null;
    }

    /// The next hop has accepted.
    void accepted(CircuitId id) {
        CarriedCircuit circuit = carried.get(id);
        if (circuit != null && circuit.back.from.equals(id) && !circuit.accepted) {
            circuit.accepted = true;
            CircuitId before = circuit.forward.from;
            host.send(before.link(), new HopFrame.CircuitAccept(before.number()));
        }
    }

    /// The next hop refuses.
    void refused(CircuitId id, CircuitCode code) {
        CarriedCircuit circuit = carried.get(id);
        if (circuit != null && circuit.back.from.equals(id) && !circuit.accepted) {
            forget(circuit);
            CircuitId before = circuit.forward.from;
            host.send(before.link(), new HopFrame.CircuitRefuse(before.number(), code));
        }
    }

    void credited(CircuitId id, long limit) {
        CarriedCircuit circuit = carried.get(id);
        if (circuit != null) {
            CarriedDirection towards =
                    circuit.from(id) == circuit.back ? circuit.forward : circuit.back;
            towards.credited(limit);
            pump(circuit, towards);
        }
    }

    void closed(CircuitId id, CircuitCode code) {
        CarriedCircuit circuit = carried.get(id);
        if (circuit != null) {
            close(circuit, code, id);
        }
    }

    /// A packet to be passed on.
    void packet(CircuitId id, HopFrame.Packet packet, boolean urgent) {
        CarriedCircuit circuit = carried.get(id);
        if (circuit == null || !circuit.accepted) {
            return;
        }
        CarriedDirection direction = circuit.from(id);
        if (urgent) {
            passUrgent(circuit, direction, packet);
        } else if (direction.add(packet)) {
            pump(circuit, direction);
        } else {
            host.violated(direction == circuit.forward ? circuit.fromPeer : circuit.toPeer);
            close(circuit, CircuitCode.VIOLATED, null);
        }
    }

    private void passUrgent(
            CarriedCircuit circuit, CarriedDirection direction, HopFrame.Packet packet) {
        long now = clock.nanos();
        if (CarriedDirection.length(packet) <= MAX_URGENT_BYTES
                && circuit.bucket.passesUrgent(now)
                && total.passesUrgent(now)) {
            pass(circuit, direction, packet, true);
            direction.carried(packet);
        }
    }

    private void pump(CarriedCircuit circuit, CarriedDirection direction) {
        for (HopFrame.Packet next = direction.next(); next != null; next = direction.next()) {
            if (host.congested(direction.to.link())) {
                return;
            }
            long now = clock.nanos();
            long at = Math.max(circuit.bucket.passesAt(now), total.passesAt(now));
            if (at > now) {
                nextAt = Math.min(nextAt, at);
                return;
            }
            pass(circuit, direction, next, false);
            direction.passed(next);
            long granted = direction.grant();
            if (granted > 0) {
                CircuitId before = direction.from;
                host.send(before.link(), new HopFrame.CircuitCredit(before.number(), granted));
            }
        }
    }

    private void pass(
            CarriedCircuit circuit,
            CarriedDirection direction,
            HopFrame.Packet packet,
            boolean urgent) {
        int bytes = CarriedDirection.length(packet);
        circuit.bucket.take(bytes);
        total.take(bytes);
        count(circuit.origin, bytes);
        byte[] message = HopCodec.renumbered(packet, direction.to.number());
        host.forward(direction.to.link(), message, urgent);
    }

    private void count(PublicKey origin, int bytes) {
        if (ledger.size() >= MAX_LEDGER && !ledger.containsKey(origin)) {
            ledger.pollFirstEntry();
        }
        ledger.merge(origin, (long) bytes, Long::sum);
    }

    /// A link takes more again.
    void drained(long link) {
        for (CarriedCircuit circuit : all()) {
            if (circuit.forward.to.link() == link) {
                pump(circuit, circuit.forward);
            }
            if (circuit.back.to.link() == link) {
                pump(circuit, circuit.back);
            }
        }
    }

    /// A link is gone, and what ran over it.
    void lost(long link) {
        for (CarriedCircuit circuit : all()) {
            if (circuit.forward.from.link() == link) {
                close(circuit, CircuitCode.LINK_LOST, circuit.forward.from);
            } else if (circuit.back.from.link() == link) {
                close(circuit, CircuitCode.LINK_LOST, circuit.back.from);
            }
        }
    }

    /// @param except the side that need not hear of it, null when both must
    private void close(CarriedCircuit circuit, CircuitCode code, @Nullable CircuitId except) {
        forget(circuit);
        for (CarriedDirection direction : List.of(circuit.forward, circuit.back)) {
            CircuitId side = direction.from;
            if (!side.equals(except)) {
                host.send(
                        side.link(),
                        new HopFrame.CircuitClose(
                                side.number(),
                                code,
                                circuit.forward.carriedBytes(),
                                circuit.back.carriedBytes()));
            }
        }
    }

    private void forget(CarriedCircuit circuit) {
        carried.remove(circuit.forward.from);
        carried.remove(circuit.back.from);
    }

    long nextDeadline() {
        return nextAt;
    }

    /// Passes on what a limit held back, and ends what was not accepted in time.
    void tick() {
        long now = clock.nanos();
        nextAt = Long.MAX_VALUE;
        for (CarriedCircuit circuit : all()) {
            if (!circuit.accepted && circuit.deadline <= now) {
                forget(circuit);
                CircuitId before = circuit.forward.from;
                host.send(
                        before.link(),
                        new HopFrame.CircuitRefuse(before.number(), CircuitCode.NO_LINK));
            } else if (!circuit.accepted) {
                nextAt = Math.min(nextAt, circuit.deadline);
            }
            pump(circuit, circuit.forward);
            pump(circuit, circuit.back);
        }
    }

    private int count() {
        return carried.size() / 2;
    }

    private List<CarriedCircuit> all() {
        var circuits = new ArrayList<CarriedCircuit>(count());
        carried.forEach(
                (id, circuit) -> {
                    if (circuit.forward.from.equals(id)) {
                        circuits.add(circuit);
                    }
                });
        return circuits;
    }

    RelayInfo info() {
        List<CircuitInfo> circuits = all().stream().map(CarriedCircuit::info).toList();
        return new RelayInfo(policy, circuits, new HashMap<>(ledger), refused);
    }
}
