package org.resilientswarm.core.engine;

import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.session.SessionPath;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.HopCodec;

/// The direct link as the path of a session. Owned by the `swarm-loop` thread.
record LinkPath(Neighbour neighbour, Transport transport, TrafficTap tap) implements SessionPath {
    /// Says that the packet is for the link's own ends.
    private static final long NO_CIRCUIT = 0;

    @Override
    public int headroom() {
        return HopCodec.PACKET_HEADER_BYTES;
    }

    @Override
    public void send(byte[] message, boolean urgent) {
        HopCodec.packet(message, NO_CIRCUIT);
        neighbour.bytesOut += message.length;
        tap.hop(true, neighbour.key, message);
        transport.send(neighbour.link, urgent ? Channel.PROBE : Channel.DATA, message);
    }

    @Override
    public long bufferedBytes() {
        return transport.bufferedBytes(neighbour.link);
    }

    @Override
    public boolean congested() {
        return transport.congested(neighbour.link);
    }
}
