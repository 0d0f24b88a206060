package org.resilientswarm.ui.bridge;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmSnapshot;

/// Collects what nodes say about their connections and makes one edge of what both ends say.
final class EdgeClaims {
    private final Set<PublicKey> speakers = new HashSet<>();
    private final Map<Ends, List<Claim>> claims =
            new TreeMap<>(Comparator.comparing(Ends::a).thenComparing(Ends::b));

    private record Ends(PublicKey a, PublicKey b) {
        static Ends of(PublicKey one, PublicKey other) {
            return one.compareTo(other) < 0 ? new Ends(one, other) : new Ends(other, one);
        }
    }

    private record Claim(EdgeKind kind, @Nullable Duration rtt, String reason) {
        boolean up() {
            return kind.compareTo(EdgeKind.RELAYED) <= 0;
        }
    }

    void add(SwarmSnapshot snapshot) {
        speakers.add(snapshot.self());
        for (LinkInfo link : snapshot.links()) {
            add(
                    snapshot.self(),
                    link.peer(),
                    new Claim(kind(link), link.quality().rtt(), link.reason()));
        }
        for (PeerInfo peer : snapshot.peers()) {
            if (peer.path().kind() == PathKind.RELAY) {
                add(
                        snapshot.self(),
                        peer.key(),
                        new Claim(EdgeKind.RELAYED, peer.path().rtt(), peer.path().reason()));
            }
        }
    }

    private void add(PublicKey from, PublicKey to, Claim claim) {
        if (!from.equals(to)) {
            claims.computeIfAbsent(Ends.of(from, to), ends -> new ArrayList<>()).add(claim);
        }
    }

    List<EdgeView> edges() {
        return claims.entrySet().stream()
                .map(entry -> edge(entry.getKey(), entry.getValue()))
                .toList();
    }

    private EdgeView edge(Ends ends, List<Claim> said) {
        Claim best = said.stream().min(Comparator.comparing(Claim::kind)).orElseThrow();
        long up = said.stream().filter(Claim::up).count();
        boolean bothSpeak = speakers.contains(ends.a) && speakers.contains(ends.b);
        EdgeKind kind = bothSpeak && best.kind == EdgeKind.DIRECT ? EdgeKind.LOCAL : best.kind;
        return new EdgeView(ends.a, ends.b, kind, best.rtt, bothSpeak && up == 1, best.reason);
    }

    private static EdgeKind kind(LinkInfo link) {
        return switch (link.state()) {
            case CONNECTING -> EdgeKind.CONNECTING;
            case LOST -> EdgeKind.LOST;
            case GOOD, POOR -> isLocal(link.remote()) ? EdgeKind.LOCAL : EdgeKind.DIRECT;
        };
    }

    /// Whether an address as the transport writes it belongs to this machine or network. Never asks
    /// a name server.
    static boolean isLocal(@Nullable String remote) {
        if (remote == null) {
            return false;
        }
        try {
            InetAddress address = InetAddress.ofLiteral(host(remote));
            return address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress();
        } catch (IllegalArgumentException noLiteral) {
            return false;
        }
    }

    private static String host(String remote) {
        String address = remote.strip().split("\\s", 2)[0];
        if (address.startsWith("[")) {
            return address.substring(1, Math.max(1, address.indexOf(']')));
        }
        int colon = address.indexOf(':');
        return colon >= 0 && colon == address.lastIndexOf(':')
                ? address.substring(0, colon)
                : address;
    }
}
