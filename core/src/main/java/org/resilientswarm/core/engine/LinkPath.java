package org.resilientswarm.core.engine;

import java.util.List;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.path.PathCost;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.HopCodec;

/// The direct link as the path of a session. Owned by the `swarm-loop` thread.
final class LinkPath extends PeerPath {
    /// Says that the packet is for the link's own ends.
    private static final long NO_CIRCUIT = 0;

    private final Transport transport;
    private final TrafficTap tap;

    LinkPath(Neighbour neighbour, Transport transport, TrafficTap tap, long serial, long now) {
        super(neighbour.key, neighbour, serial, now);
        this.transport = transport;
        this.tap = tap;
    }

    @Override
    PathKind kind() {
        return PathKind.DIRECT;
    }

    @Override
    List<PublicKey> via() {
        return List.of();
    }

    @Override
    LinkQuality quality() {
        return first.meter == null ? LinkQuality.UNKNOWN : first.meter.quality();
    }

    @Override
    boolean begins() {
        return first.outbound;
    }

    @Override
    public double cost() {
        LinkQuality quality = quality();
        return quality.rtt() == null
                ? Double.POSITIVE_INFINITY
                : PathCost.of(quality.rtt().toNanos() / 1e6, quality.loss(), 0, 0);
    }

    @Override
    public int headroom() {
        return HopCodec.PACKET_HEADER_BYTES;
    }

    @Override
    public void send(byte[] message, boolean urgent) {
        HopCodec.packet(message, NO_CIRCUIT);
        first.bytesOut += message.length;
        tap.hop(true, first.key, message);
        transport.send(first.link, urgent ? Channel.PROBE : Channel.DATA, message);
    }

    @Override
    public long bufferedBytes() {
        return transport.bufferedBytes(first.link);
    }

    @Override
    public boolean congested() {
        return transport.congested(first.link);
    }
}
