package org.resilientswarm.core.engine;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.LinkState;
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

    long bytesIn;
    long bytesOut;

    /// The link as a path; null until it is one.
    @Nullable LinkPath path;

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
}
