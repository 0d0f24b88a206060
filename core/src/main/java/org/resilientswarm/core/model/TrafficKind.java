package org.resilientswarm.core.model;

import org.jspecify.annotations.Nullable;

/// What a frame is for.
public enum TrafficKind {
    /// A neighbour says who it is.
    HELLO(TrafficLayer.LINK),
    /// A signal on its way through the swarm.
    SIGNAL(TrafficLayer.LINK),
    /// A neighbour leaves.
    GOODBYE(TrafficLayer.LINK),
    /// A question that measures a link.
    PROBE(TrafficLayer.LINK),
    /// Its answer.
    REPLY(TrafficLayer.LINK),
    /// A sealed packet of a session.
    PACKET(TrafficLayer.LINK),
    /// A stream begins.
    OPEN(TrafficLayer.SESSION),
    /// Bytes of a stream.
    DATA(TrafficLayer.SESSION),
    /// A stream ends before its time.
    RESET(TrafficLayer.SESSION),
    /// Room for more bytes of a stream.
    CREDIT(TrafficLayer.SESSION),
    /// A question that measures a session.
    PING(TrafficLayer.SESSION),
    /// Its answer.
    PONG(TrafficLayer.SESSION),
    /// The session ends.
    CLOSE(TrafficLayer.SESSION),
    /// A packet without frames: it only acknowledges.
    ACK(TrafficLayer.SESSION),
    /// A frame of a type that this version does not know.
    UNKNOWN(null),
    /// Bytes that are no frame.
    MALFORMED(null);

    private final @Nullable TrafficLayer layer;

    TrafficKind(@Nullable TrafficLayer layer) {
        this.layer = layer;
    }

    /// Whether such frames occur on a layer.
    public boolean occursOn(TrafficLayer where) {
        return layer == null || layer == where;
    }
}
