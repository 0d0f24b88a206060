package org.resilientswarm.core.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.path.PathChooser;
import org.resilientswarm.core.path.PathChooser.Cause;
import org.resilientswarm.core.path.RelayRoute;
import org.resilientswarm.core.relay.OwnCircuit;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.PeerCard;

/// Says in words which ways there are to a peer, and why one is used and the others are not. Owned
/// by the `swarm-loop` thread.
final class PathReports {
    private final Sessions sessions;
    private final PathOffice paths;
    private final Clock clock;
    private final NodePaths.Owner owner;

    /// @param owner knows the members
    PathReports(Sessions sessions, PathOffice paths, Clock clock, NodePaths.Owner owner) {
        this.sessions = sessions;
        this.paths = paths;
        this.clock = clock;
        this.owner = owner;
    }

    /// Why this path is used from now on.
    String reason(Talk talk, PeerPath path, @Nullable PeerPath before, PathChooser.Cause cause) {
        String way = path.direct() ? "the direct link" : "through " + names(path.via());
        if (cause == Cause.FIRST && path.direct()) {
            return "the direct link works";
        }
        if (cause == Cause.FIRST) {
            return way + ", because there is no direct link: " + owner.noLink(talk.peer);
        }
        if (cause == Cause.BETTER && before != null) {
            return way
                    + " costs "
                    + millis(path.cost())
                    + ", "
                    + (before.direct() ? "the direct link" : "the relay before")
                    + " "
                    + millis(before.cost());
        }
        String lost = before == null || before.direct() ? "the direct link" : "the relay before";
        return way + ", because " + lost + " does not answer any more";
    }

    /// The path in use, as others see it.
    Path path(Talk talk, PeerPath path) {
        LinkQuality quality = path.quality();
        return new Path(path.kind(), path.via(), quality.rtt(), quality.loss(), talk.reason);
    }

    PathDecision decision(Talk talk, PeerPath path) {
        return new PathDecision(clock.now(), talk.peer, path(talk, path), candidates(talk.peer));
    }

    /// All ways to a peer, the one in use first, then the cheapest first.
    List<PathCandidate> candidates(PublicKey peer) {
        var ways = new ArrayList<PathCandidate>();
        Talk talk = sessions.find(peer);
        PeerPath used = talk == null ? null : talk.used();
        List<List<PublicKey>> open = new ArrayList<>();
        if (talk != null) {
            for (PeerPath path : talk.paths) {
                open.add(path.via());
                ways.add(open(talk, path, used));
            }
            for (PeerPath path : talk.unproven) {
                open.add(path.via());
                ways.add(opening(path.via(), "the peer has not answered over it yet"));
            }
        }
        for (OwnCircuit circuit : paths.opening(peer)) {
            open.add(circuit.via());
            ways.add(opening(circuit.via(), "it is being opened"));
        }
        if (!open.contains(List.<PublicKey>of())) {
            ways.add(noDirect(peer));
        }
        for (RelayRoute route : paths.routes(peer)) {
            if (!open.contains(route.via())) {
                ways.add(possible(peer, route, used));
            }
        }
        ways.sort(
                Comparator.comparing((PathCandidate way) -> way.state() != PathState.USED)
                        .thenComparing(
                                PathCandidate::costMs,
                                Comparator.nullsLast(Comparator.naturalOrder())));
        return ways;
    }

    private PathCandidate open(Talk talk, PeerPath path, @Nullable PeerPath used) {
        LinkQuality quality = path.quality();
        Double cost = Double.isInfinite(path.cost()) ? null : path.cost();
        if (path == used) {
            return candidate(path, cost, quality, PathState.USED, talk.reason);
        }
        if (!path.alive()) {
            return candidate(path, cost, quality, PathState.FAILED, "it does not answer any more");
        }
        return candidate(path, cost, quality, PathState.STANDBY, whyNot(talk, path, used));
    }

    private static PathCandidate candidate(
            PeerPath path,
            @Nullable Double cost,
            LinkQuality quality,
            PathState state,
            String why) {
        return new PathCandidate(
                path.kind(), path.via(), cost, quality.rtt(), quality.loss(), state, why);
    }

    private static String whyNot(Talk talk, PeerPath path, @Nullable PeerPath used) {
        if (used == null || Double.isInfinite(path.cost())) {
            return "it has not been measured yet";
        }
        if (PathChooser.clearlyBetter(path.cost(), used.cost())
                || (path.direct() && path.cost() <= used.cost())) {
            return "it is better, in "
                    + talk.chooser.samplesAhead(path)
                    + " of "
                    + PathChooser.BETTER_SAMPLES
                    + " samples that it takes";
        }
        double more = path.cost() - used.cost();
        return more >= 0
                ? "it costs " + millis(more) + " more"
                : "it costs only " + millis(-more) + " less; a change takes 10 ms and a third";
    }

    private static PathCandidate opening(List<PublicKey> via, String why) {
        PathKind kind = via.isEmpty() ? PathKind.DIRECT : PathKind.RELAY;
        return new PathCandidate(kind, via, null, null, 0, PathState.OPENING, why);
    }

    private PathCandidate noDirect(PublicKey peer) {
        String why = "there is no direct link: " + owner.noLink(peer);
        return new PathCandidate(PathKind.DIRECT, List.of(), null, null, 0, PathState.FAILED, why);
    }

    private PathCandidate possible(PublicKey peer, RelayRoute route, @Nullable PeerPath used) {
        String failure = paths.failed().reason(peer, route.via());
        PathState state = failure == null ? PathState.POSSIBLE : PathState.FAILED;
        return new PathCandidate(
                PathKind.RELAY,
                route.via(),
                route.cost(),
                Duration.ofNanos((long) (route.rttMillis() * 1e6)),
                route.loss(),
                state,
                failure == null ? whyNotOpen(route, used) : "it was tried, but " + failure);
    }

    private static String whyNotOpen(RelayRoute route, @Nullable PeerPath used) {
        if (used == null || Double.isInfinite(used.cost())) {
            return "it could be opened";
        }
        double more = route.cost() - used.cost();
        return more >= 0
                ? "it would cost " + millis(more) + " more, as the members report"
                : "it would cost only " + millis(-more) + " less, as the members report";
    }

    private String names(List<PublicKey> via) {
        return String.join(", ", via.stream().map(this::name).toList());
    }

    private String name(PublicKey member) {
        PeerCard card = owner.card(member);
        return card == null || card.name().isEmpty() ? member.shortText() : card.name();
    }

    private static String millis(double millis) {
        return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%.0f ms", millis);
    }
}
