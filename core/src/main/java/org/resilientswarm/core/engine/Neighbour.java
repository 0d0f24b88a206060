package org.resilientswarm.core.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.HopFrame.Hello;

/// One link of this node, from its first description to its end. Owned by the `swarm-loop` thread.
final class Neighbour {
    final long link;
    final PublicKey key;
    final boolean outbound;
    final Instant since;

    /// What the probes find; null until the link is open.
    @Nullable ProbeMeter meter;

    /// What the far side said first; null until then.
    @Nullable Hello hello;

    @Nullable String remote;
    LinkState state = LinkState.CONNECTING;

    /// Whether a session goes on over this link that began over another.
    boolean resumed;

    /// How many handshakes the far side has begun.
    int handshakes;

    long bytesIn;
    long bytesOut;

    /// Whether the membership counts the far side as a peer.
    boolean joined;

    Neighbour(long link, PublicKey key, boolean outbound, Instant since) {
        this.link = link;
        this.key = key;
        this.outbound = outbound;
        this.since = since;
    }

    LinkInfo linkInfo(long nowNanos) {
        var probes = meter;
        return new LinkInfo(
                key,
                state,
                probes == null ? "being set up" : probes.reason(nowNanos),
                probes == null
                        ? org.resilientswarm.core.model.LinkQuality.UNKNOWN
                        : probes.quality(),
                outbound,
                since,
                remote,
                bytesIn,
                bytesOut);
    }

    PeerInfo peerInfo(long nowNanos) {
        var info = linkInfo(nowNanos);
        var said = hello;
        return new PeerInfo(
                key,
                said == null ? "" : said.card().name(),
                said == null ? "" : said.agent(),
                path(info),
                info.quality(),
                since,
                bytesIn,
                bytesOut);
    }

    private static Path path(LinkInfo info) {
        return new Path(
                PathKind.DIRECT,
                java.util.List.of(),
                info.quality().rtt(),
                info.quality().loss(),
                info.quality().samples() == 0
                        ? "the direct link has just opened"
                        : "the direct link works: " + info.reason());
    }
}
