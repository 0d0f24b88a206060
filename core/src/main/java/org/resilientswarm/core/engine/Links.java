package org.resilientswarm.core.engine;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.Earliest;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;

/// The links of this node, by number and, for those that are up, by neighbour. Owned by the
/// `swarm-loop` thread.
final class Links {
    private final Transport transport;
    private final TrafficTap tap;
    private final Map<Long, Neighbour> all = new HashMap<>();
    private final Map<PublicKey, Neighbour> up = new TreeMap<>();
    private final Earliest dueAt = new Earliest();

    Links(Transport transport, TrafficTap tap) {
        this.transport = transport;
        this.tap = tap;
    }

    Transport transport() {
        return transport;
    }

    /// Sees what is sent; the receiving side shows it what comes in.
    TrafficTap tap() {
        return tap;
    }

    void add(Neighbour neighbour) {
        all.put(neighbour.link, neighbour);
    }

    @Nullable Neighbour get(long link) {
        return all.get(link);
    }

    /// The neighbour counts as a peer from now on.
    void joined(Neighbour neighbour) {
        neighbour.joined = true;
        up.put(neighbour.key, neighbour);
    }

    /// The neighbour does not count as a peer any more.
    void gone(Neighbour neighbour) {
        neighbour.joined = false;
        up.remove(neighbour.key, neighbour);
    }

    void remove(long link) {
        Neighbour neighbour = all.remove(link);
        if (neighbour != null) {
            up.remove(neighbour.key, neighbour);
        }
    }

    boolean isUp(PublicKey key) {
        return up.containsKey(key);
    }

    /// The neighbours that are peers.
    Collection<PublicKey> up() {
        return up.keySet();
    }

    Collection<Neighbour> peers() {
        return up.values();
    }

    Collection<Neighbour> all() {
        return List.copyOf(all.values());
    }

    /// The link carries bytes, and is measured from now on.
    void opened(Neighbour neighbour, long nowNanos) {
        neighbour.meter = new ProbeMeter(nowNanos);
        dueAt.noLaterThan(dueAt(neighbour.meter));
    }

    /// Whether the link is in use or could soon be, so that it is measured more often.
    void busy(Neighbour neighbour, boolean now) {
        ProbeMeter meter = neighbour.meter;
        if (meter != null) {
            meter.busy(now);
            dueAt.noLaterThan(dueAt(meter));
        }
    }

    /// When the first probe is due or the first link silent for too long, or before that.
    long nextDeadline() {
        return dueAt.at();
    }

    /// What was due is done.
    void done() {
        long next = Long.MAX_VALUE;
        for (Neighbour neighbour : all.values()) {
            if (neighbour.meter != null) {
                next = Math.min(next, dueAt(neighbour.meter));
            }
        }
        dueAt.is(next);
    }

    private static long dueAt(ProbeMeter meter) {
        return Math.min(meter.nextProbeAt(), meter.silentAt());
    }

    @Nullable Neighbour peer(PublicKey key) {
        return up.get(key);
    }

    /// Sends a frame to a neighbour that is a peer; to nobody else.
    void send(PublicKey key, HopFrame frame) {
        Neighbour neighbour = up.get(key);
        if (neighbour != null) {
            send(neighbour, frame);
        }
    }

    void send(Neighbour neighbour, HopFrame frame) {
        byte[] message = HopCodec.encode(frame);
        neighbour.bytesOut += message.length;
        tap.hop(true, neighbour.key, message);
        boolean probe = frame instanceof HopFrame.Probe || frame instanceof HopFrame.ProbeReply;
        transport.send(neighbour.link, probe ? Channel.PROBE : Channel.DATA, message);
    }

    List<LinkInfo> infos(long nowNanos) {
        return all.values().stream()
                .map(neighbour -> neighbour.linkInfo(nowNanos))
                .sorted(java.util.Comparator.comparing(LinkInfo::peer))
                .toList();
    }
}
