package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.relay.Circuits;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.Protocol;

/// Decides when the swarm must hear anew of this node's links: soon when there are others, later
/// when only their quality has changed, and in time before the last report expires. Owned by the
/// `swarm-loop` thread.
final class NetworkReporter implements Turns.Part {
    /// News of links wait for so long, so that those of a moment go together.
    private static final long SETTLE = Duration.ofMillis(300).toNanos();

    private static final long RENEWAL = Protocol.NETWORK_LIFETIME.dividedBy(2).toNanos();

    // Smaller changes are noise.
    private static final Duration RTT_CHANGE = Duration.ofMillis(2);
    private static final double RTT_SHARE = 0.2;
    private static final double LOSS_CHANGE = 0.02;
    private static final double LOAD_CHANGE = 0.1;

    private final Links links;
    private final Circuits circuits;
    private final Clock clock;
    private final Consumer<NetworkReport> publisher;
    private NetworkReport last = new NetworkReport(false, 0, List.of());
    private long publishedAt;
    private long dueAt = Long.MAX_VALUE;

    /// @param publisher takes the reports
    NetworkReporter(
            Links links, Circuits circuits, Clock clock, Consumer<NetworkReport> publisher) {
        this.links = links;
        this.circuits = circuits;
        this.clock = clock;
        this.publisher = publisher;
        this.publishedAt = clock.nanos() - RENEWAL;
    }

    /// A link has come or gone, or this node relays or does not any more.
    void changed() {
        long earliest = publishedAt + Protocol.NETWORK_INTERVAL.toNanos();
        dueAt = Math.min(dueAt, Math.max(clock.nanos() + SETTLE, earliest));
    }

    @Override
    public long nextDeadline() {
        return dueAt;
    }

    /// Publishes a report when there is news.
    @Override
    public void tick() {
        long now = clock.nanos();
        if (dueAt > now) {
            return;
        }
        dueAt = now + Protocol.NETWORK_QUALITY_INTERVAL.toNanos();
        NetworkReport report = report();
        if (now - publishedAt >= RENEWAL || differs(report)) {
            last = report;
            publishedAt = now;
            publisher.accept(report);
        }
    }

    private NetworkReport report() {
        return new NetworkReport(circuits.policy().willing(), circuits.load(), links(links));
    }

    /// The links of this node as it measures them.
    static List<MemberNetwork.Link> links(Links links) {
        return links.peers().stream().map(NetworkReporter::link).toList();
    }

    private static MemberNetwork.Link link(Neighbour neighbour) {
        var meter = neighbour.meter;
        LinkQuality quality = meter == null ? LinkQuality.UNKNOWN : meter.quality();
        return new MemberNetwork.Link(
                neighbour.key, quality.rtt(), quality.jitter(), quality.loss(), neighbour.since);
    }

    private boolean differs(NetworkReport report) {
        Map<PublicKey, MemberNetwork.Link> known = new HashMap<>();
        last.links().forEach(link -> known.put(link.peer(), link));
        return report.relays() != last.relays()
                || Math.abs(report.load() - last.load()) >= LOAD_CHANGE
                || report.links().size() != known.size()
                || report.links().stream().anyMatch(link -> differs(known.get(link.peer()), link));
    }

    private static boolean differs(MemberNetwork.@Nullable Link before, MemberNetwork.Link now) {
        return before == null
                || !before.since().equals(now.since())
                || Math.abs(before.loss() - now.loss()) >= LOSS_CHANGE
                || differs(before.rtt(), now.rtt());
    }

    private static boolean differs(@Nullable Duration before, @Nullable Duration now) {
        if (before == null || now == null) {
            return (before == null) != (now == null);
        }
        Duration change = before.minus(now).abs();
        return change.compareTo(RTT_CHANGE) >= 0
                && change.toNanos() >= RTT_SHARE * before.toNanos();
    }
}
