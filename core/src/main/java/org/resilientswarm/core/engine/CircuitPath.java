package org.resilientswarm.core.engine;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.path.PathCost;
import org.resilientswarm.core.relay.OwnCircuit;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.HopCodec;

/// A circuit as the path of a session. It is measured by pings of the session, from end to end:
/// what the relays say of themselves does not count any more once it is open. Owned by the
/// `swarm-loop` thread.
final class CircuitPath extends PeerPath {
    final OwnCircuit circuit;
    final ProbeMeter meter;
    private final PublicKey self;
    private final Transport transport;
    private final TrafficTap tap;
    private final ToDoubleFunction<List<PublicKey>> load;

    CircuitPath(
            OwnCircuit circuit,
            Neighbour first,
            PublicKey self,
            Surroundings around,
            long serial,
            long now) {
        super(circuit.peer(), first, serial, now);
        this.circuit = circuit;
        this.self = self;
        this.transport = around.transport();
        this.tap = around.tap();
        this.load = around.load();
        this.meter = new ProbeMeter(now);
    }

    /// What paths have in common.
    ///
    /// @param load how loaded relays say they are
    record Surroundings(
            Transport transport, TrafficTap tap, ToDoubleFunction<List<PublicKey>> load) {}

    @Override
    PathKind kind() {
        return PathKind.RELAY;
    }

    @Override
    List<PublicKey> via() {
        return circuit.via();
    }

    @Override
    LinkQuality quality() {
        return meter.quality();
    }

    /// The same side on every circuit of a pair: two may be opened at once.
    @Override
    boolean begins() {
        return self.compareTo(peer) > 0;
    }

    @Override
    void heard(long now) {
        super.heard(now);
        meter.heard(now);
    }

    @Override
    public double cost() {
        LinkQuality quality = meter.quality();
        return quality.rtt() == null
                ? Double.POSITIVE_INFINITY
                : PathCost.of(
                        quality.rtt().toNanos() / 1e6,
                        quality.loss(),
                        via().size(),
                        load.applyAsDouble(via()));
    }

    @Override
    public int headroom() {
        return HopCodec.PACKET_HEADER_BYTES;
    }

    @Override
    public void send(byte[] message, boolean urgent) {
        HopCodec.packet(message, circuit.id().number());
        first.bytesOut += message.length;
        tap.hop(true, first.key, message);
        if (!urgent) {
            circuit.sent(message.length - HopCodec.PACKET_HEADER_BYTES);
        }
        transport.send(first.link, urgent ? Channel.PROBE : Channel.DATA, message);
    }

    @Override
    public long bufferedBytes() {
        return transport.bufferedBytes(first.link);
    }

    @Override
    public boolean congested() {
        return !circuit.hasRoom() || transport.congested(first.link);
    }
}
