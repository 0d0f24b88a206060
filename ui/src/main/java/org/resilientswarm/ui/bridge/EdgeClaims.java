package org.resilientswarm.ui.bridge;

import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmSnapshot;

/// Collects what nodes say about their connections and makes one edge of what both ends say.
final class EdgeClaims {
    /// When nodes of this console say something: the first of them has the numbers, always the same
    /// one, or else they would change to and fro.
    private static final Instant LIVE = Instant.EPOCH;

    /// Of reports that say the same, the newest has the numbers.
    private static final Comparator<Claim> BEST =
            Comparator.comparing(Claim::kind).thenComparing(Claim::at, Comparator.reverseOrder());

    private final Set<PublicKey> speakers = new HashSet<>();
    private final Map<Ends, List<Claim>> claims =
            new TreeMap<>(
                    Comparator.comparing(Ends::a)
                            .thenComparing(Ends::b)
                            .thenComparing(Ends::relayed));

    /// Between two members there can be a link and, because it is bad, a circuit that is used.
    private record Ends(PublicKey a, PublicKey b, boolean relayed) {
        static Ends of(PublicKey one, PublicKey other, boolean relayed) {
            return one.compareTo(other) < 0
                    ? new Ends(one, other, relayed)
                    : new Ends(other, one, relayed);
        }
    }

    /// @param via the relays from the first end to the second
    private record Claim(
            EdgeKind kind, List<PublicKey> via, LinkQuality quality, String reason, Instant at) {
        boolean up() {
            return kind.compareTo(EdgeKind.OTHERS) <= 0;
        }
    }

    void add(SwarmSnapshot snapshot) {
        speakers.add(snapshot.self());
        for (LinkInfo link : snapshot.links()) {
            add(
                    snapshot.self(),
                    link.peer(),
                    new Claim(kind(link), List.of(), link.quality(), link.reason(), LIVE));
        }
        for (PeerInfo peer : snapshot.peers()) {
            if (peer.path().kind() == PathKind.RELAY) {
                add(snapshot.self(), peer.key(), relayed(snapshot, peer));
            }
        }
    }

    private static Claim relayed(SwarmSnapshot snapshot, PeerInfo peer) {
        Path path = peer.path();
        boolean forth = snapshot.self().compareTo(peer.key()) < 0;
        return new Claim(
                EdgeKind.RELAYED,
                forth ? path.via() : path.via().reversed(),
                peer.quality(),
                path.reason(),
                LIVE);
    }

    /// Adds what members say of links among each other. What a node of this console has its end of,
    /// that node knows better.
    ///
    /// @param shown the members in the graph; links with others are left out
    void addOthers(List<MemberNetwork> topology, Set<PublicKey> shown) {
        for (MemberNetwork network : topology) {
            for (MemberNetwork.Link link : network.links()) {
                if (isAmongOthers(network.member(), shown) && isAmongOthers(link.peer(), shown)) {
                    var quality = new LinkQuality(link.rtt(), link.jitter(), link.loss(), 1);
                    add(
                            network.member(),
                            link.peer(),
                            new Claim(EdgeKind.OTHERS, List.of(), quality, "", network.at()));
                }
            }
        }
    }

    private boolean isAmongOthers(PublicKey member, Set<PublicKey> shown) {
        return shown.contains(member) && !speakers.contains(member);
    }

    private void add(PublicKey from, PublicKey to, Claim claim) {
        if (!from.equals(to)) {
            claims.computeIfAbsent(
                            Ends.of(from, to, claim.kind == EdgeKind.RELAYED),
                            ends -> new ArrayList<>())
                    .add(claim);
        }
    }

    List<EdgeView> edges() {
        return claims.entrySet().stream()
                .map(entry -> edge(entry.getKey(), entry.getValue()))
                .filter(edge -> edge.up() || !isRelayed(edge))
                .toList();
    }

    /// A link that does not work is of no interest where a circuit does its work.
    private boolean isRelayed(EdgeView edge) {
        return claims.containsKey(new Ends(edge.a(), edge.b(), true));
    }

    private EdgeView edge(Ends ends, List<Claim> said) {
        Claim best = said.stream().min(BEST).orElseThrow();
        long up = said.stream().filter(Claim::up).count();
        boolean bothSpeak = speakers.contains(ends.a) && speakers.contains(ends.b);
        EdgeKind kind = bothSpeak && best.kind == EdgeKind.DIRECT ? EdgeKind.LOCAL : best.kind;
        boolean oneSided = bothSpeak && up == 1 && !ends.relayed;
        return new EdgeView(ends.a, ends.b, kind, best.via, best.quality, oneSided, best.reason);
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
