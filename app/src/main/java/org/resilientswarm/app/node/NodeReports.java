package org.resilientswarm.app.node;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.app.output.Report;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.LifecycleEvent.Started;
import org.resilientswarm.core.event.LifecycleEvent.Stopped;
import org.resilientswarm.core.event.LinkEvent;
import org.resilientswarm.core.event.PathEvent.PathChanged;
import org.resilientswarm.core.event.PathEvent.PathDecided;
import org.resilientswarm.core.event.PeerEvent.MemberDiscovered;
import org.resilientswarm.core.event.PeerEvent.PeerJoined;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.event.SignalEvent.ExchangeConnected;
import org.resilientswarm.core.event.SignalEvent.ExchangeLost;
import org.resilientswarm.core.event.SignalEvent.ExchangeRefused;
import org.resilientswarm.core.event.SignalEvent.SignalRefused;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// What happens in a node, put into fields and words.
public final class NodeReports {
    /// Kinds of records that members renew by themselves all the time: nothing for people.
    private static final Set<String> OF_THE_SWARM = Set.of("peer", "network");

    private NodeReports() {}

    /// The node runs.
    public static Report ready(Swarm swarm) {
        var listen = swarm.snapshot().listen();
        return Report.of("ready")
                .with("key", swarm.publicKey().text())
                .with("link", swarm.link().text())
                .with("listen", listen == null ? null : listen.toString())
                .saying("ready: others join with " + swarm.link().text());
    }

    /// What to print of an event: nothing for those that are steps on the way to others.
    public static Optional<Report> of(SwarmEvent event) {
        return Optional.ofNullable(
                switch (event) {
                    case FaultOccurred fault -> fault(fault);
                    case PeerJoined joined -> joined(joined);
                    case PeerLeft left -> left(left);
                    case PathChanged changed -> path(changed.peer(), changed.path());
                    case ExchangeConnected connected -> exchange(connected.url(), "connected", "");
                    case ExchangeLost lost -> exchange(lost.url(), "lost", lost.reason());
                    case ExchangeRefused refused ->
                            exchange(refused.url(), "refused", refused.reason())
                                    .with("code", refused.code().name());
                    case Started started -> null;
                    case Stopped stopped -> null;
                    case MemberDiscovered discovered -> null;
                    case PathDecided decided -> null;
                    case LinkEvent link -> null;
                    case RecordAccepted accepted -> record(accepted);
                    case SignalRefused refused -> null;
                });
    }

    static List<Map<String, @Nullable Object>> peers(List<PeerInfo> peers) {
        return peers.stream().map(NodeReports::peer).toList();
    }

    static Map<String, @Nullable Object> roundTrips(PingResult result) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("min", millis(result.min()));
        fields.put("median", millis(result.median()));
        fields.put("max", millis(result.max()));
        return fields;
    }

    /// A time in milliseconds, to the microsecond.
    static @Nullable Double millis(@Nullable Duration time) {
        return time == null ? null : Math.round(time.toNanos() / 1e3) / 1e3;
    }

    static String label(PublicKey key, String name) {
        return name.isEmpty() ? key.shortText() : name + " (" + key.shortText() + ")";
    }

    private static Report fault(FaultOccurred fault) {
        return Report.of("error")
                .with("code", fault.code().name())
                .with("message", fault.message())
                .with("fatal", fault.fatal())
                .saying(fault.code() + " " + fault.message());
    }

    /// A record that this node made is told of in the reply to what made it.
    private static @Nullable Report record(RecordAccepted accepted) {
        SwarmRecord record = accepted.record();
        PublicKey from = accepted.from();
        if (from == null) {
            return null;
        }
        return Report.of("record")
                .with("author", record.author().text())
                .with("kind", record.kind())
                .with("name", record.name())
                .with("sequence", record.sequence())
                .with("body", record.body())
                .with("deleted", record.deleted())
                .with("from", from.text())
                .saying(
                        OF_THE_SWARM.contains(record.kind())
                                ? ""
                                : "record " + RecordText.sentence(record, ""));
    }

    private static Report joined(PeerJoined event) {
        return Report.of("peer")
                .with("peer", event.peer().text())
                .with("name", event.name())
                .saying(label(event.peer(), event.name()) + " is here: " + event.peer());
    }

    private static Report left(PeerLeft event) {
        return Report.of("gone")
                .with("peer", event.peer().text())
                .with("reason", event.reason())
                .saying(event.peer().shortText() + " is gone: " + event.reason());
    }

    private static Report exchange(URI url, String state, String reason) {
        String because = reason.isEmpty() ? "" : ": " + reason;
        return Report.of("exchange")
                .with("url", url.toString())
                .with("state", state)
                .with("reason", reason)
                .saying("exchange " + url + " " + state + because);
    }

    private static Report path(PublicKey peer, Path path) {
        var report = Report.of("path").with("peer", peer.text());
        path(path).forEach(report::with);
        return report.with("reason", path.reason())
                .saying(
                        "path to "
                                + peer.shortText()
                                + ": "
                                + kind(path)
                                + ", "
                                + roundTrip(path)
                                + ", "
                                + path.reason());
    }

    private static Map<String, @Nullable Object> peer(PeerInfo peer) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("peer", peer.key().text());
        fields.put("name", peer.name());
        fields.put("path", path(peer.path()));
        fields.put("bytesIn", peer.bytesIn());
        fields.put("bytesOut", peer.bytesOut());
        return fields;
    }

    static String sentence(PeerInfo peer) {
        return "%s  %s  %s  %s  in %,d  out %,d"
                .formatted(
                        peer.key().text(),
                        peer.label(),
                        kind(peer.path()),
                        roundTrip(peer.path()),
                        peer.bytesIn(),
                        peer.bytesOut());
    }

    private static Map<String, @Nullable Object> path(Path path) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("kind", kind(path));
        fields.put("via", path.via().stream().map(PublicKey::text).toList());
        fields.put("rttMs", millis(path.rtt()));
        fields.put("loss", path.loss());
        return fields;
    }

    private static String roundTrip(Path path) {
        return path.rtt() == null ? "not measured yet" : millis(path.rtt()) + " ms";
    }

    private static String kind(Path path) {
        return path.kind().name().toLowerCase(Locale.ROOT);
    }
}
