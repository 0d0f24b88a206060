package org.resilientswarm.ui.bridge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.MemberInfo;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.ui.bridge.SwarmPicture.OwnNode;

/// Makes one picture of the snapshots of all nodes of this console. One thread.
final class PictureBuilder {
    private final RateMeter<PublicKey> rates = new RateMeter<>();
    private final SessionViews sessions = new SessionViews();

    /// @param snapshots those of all nodes, the own one in front
    SwarmPicture build(Instant at, boolean demo, List<SwarmSnapshot> snapshots) {
        if (snapshots.isEmpty()) {
            return SwarmPicture.empty(at);
        }
        SwarmSnapshot own = snapshots.getFirst();
        List<PeerView> peers = peers(own, at);
        Rate total = peers.stream().map(PeerView::rate).reduce(Rate.UNKNOWN, Rate::plus);
        List<NodeView> nodes = nodes(snapshots);
        return new SwarmPicture(
                at,
                demo,
                ownNode(own),
                nodes,
                edges(snapshots, nodes),
                peers,
                sessions.of(own.sessions(), at),
                total,
                own.relay(),
                own.database());
    }

    private static OwnNode ownNode(SwarmSnapshot own) {
        return new OwnNode(own.self(), own.name(), own.link(), own.listen(), own.exchanges());
    }

    private static List<NodeView> nodes(List<SwarmSnapshot> snapshots) {
        Map<PublicKey, String> names = names(snapshots);
        Set<PublicKey> here =
                snapshots.stream().map(SwarmSnapshot::self).collect(Collectors.toSet());
        PublicKey own = snapshots.getFirst().self();
        List<NodeView> nodes = new ArrayList<>();
        names.forEach(
                (key, name) ->
                        nodes.add(
                                new NodeView(
                                        key,
                                        name.isEmpty() ? key.shortText() : name,
                                        here.contains(key),
                                        key.equals(own),
                                        nodeState(key, here, snapshots))));
        return nodes;
    }

    private static Map<PublicKey, String> names(List<SwarmSnapshot> snapshots) {
        Map<PublicKey, String> names = new TreeMap<>();
        for (SwarmSnapshot snapshot : snapshots) {
            snapshot.links().forEach(link -> names.putIfAbsent(link.peer(), ""));
            snapshot.topology().forEach(report -> names.putIfAbsent(report.member(), ""));
            snapshot.members().forEach(member -> putName(names, member.key(), member.name()));
            snapshot.peers().forEach(peer -> putName(names, peer.key(), peer.name()));
        }
        snapshots.forEach(snapshot -> putName(names, snapshot.self(), snapshot.name()));
        return names;
    }

    private static void putName(Map<PublicKey, String> names, PublicKey key, String name) {
        names.merge(key, name, (old, added) -> added.isEmpty() ? old : added);
    }

    /// The best that any node of this console says about the member.
    private static NodeState nodeState(
            PublicKey key, Set<PublicKey> here, List<SwarmSnapshot> snapshots) {
        NodeState best = here.contains(key) ? NodeState.GOOD : NodeState.KNOWN;
        for (SwarmSnapshot snapshot : snapshots) {
            NodeState seen = state(peer(snapshot, key), link(snapshot, key));
            if (seen.compareTo(best) < 0) {
                best = seen;
            }
        }
        return best;
    }

    private static NodeState state(@Nullable PeerInfo peer, @Nullable LinkInfo link) {
        if (peer != null) {
            boolean poor = link != null && link.state() == LinkState.POOR;
            return poor || Quality.of(peer.quality()) == Quality.POOR
                    ? NodeState.POOR
                    : NodeState.GOOD;
        }
        if (link == null) {
            return NodeState.KNOWN;
        }
        return link.state() == LinkState.LOST ? NodeState.LOST : NodeState.CONNECTING;
    }

    private static @Nullable PeerInfo peer(SwarmSnapshot snapshot, PublicKey key) {
        return snapshot.peers().stream()
                .filter(peer -> peer.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable LinkInfo link(SwarmSnapshot snapshot, PublicKey key) {
        return snapshot.links().stream()
                .filter(link -> link.peer().equals(key))
                .findFirst()
                .orElse(null);
    }

    private static List<EdgeView> edges(List<SwarmSnapshot> snapshots, List<NodeView> nodes) {
        var claims = new EdgeClaims();
        snapshots.forEach(claims::add);
        Set<PublicKey> shown = nodes.stream().map(NodeView::key).collect(Collectors.toSet());
        claims.addOthers(snapshots.getFirst().topology(), shown);
        return claims.edges();
    }

    private List<PeerView> peers(SwarmSnapshot own, Instant at) {
        Set<PublicKey> keys = new TreeSet<>();
        Map<PublicKey, MemberInfo> members = new HashMap<>();
        own.peers().forEach(peer -> keys.add(peer.key()));
        own.links().forEach(link -> keys.add(link.peer()));
        own.members().forEach(member -> members.put(member.key(), member));
        keys.addAll(members.keySet());
        keys.remove(own.self());
        rates.keepOnly(keys);
        return keys.stream()
                .map(key -> view(key, peer(own, key), link(own, key), members.get(key), at))
                .toList();
    }

    private PeerView view(
            PublicKey key,
            @Nullable PeerInfo peer,
            @Nullable LinkInfo link,
            @Nullable MemberInfo member,
            Instant at) {
        String memberName = member == null ? "" : member.name();
        if (peer != null) {
            return new PeerView(
                    key,
                    peer.name().isEmpty() ? memberName : peer.name(),
                    peer.agent(),
                    state(peer, link),
                    link == null || peer.path().kind() == PathKind.RELAY
                            ? peer.path().reason()
                            : link.reason(),
                    peer.path(),
                    peer.quality(),
                    rates.measure(key, at, peer.bytesIn(), peer.bytesOut()),
                    peer.since(),
                    link == null ? null : link.remote(),
                    link != null && link.outbound(),
                    peer.bytesIn(),
                    peer.bytesOut());
        }
        return link == null
                ? known(key, memberName, member == null ? "" : member.reason())
                : attempt(key, memberName, link);
    }

    private static PeerView known(PublicKey key, String name, String reason) {
        return new PeerView(
                key,
                name,
                "",
                NodeState.KNOWN,
                reason,
                null,
                LinkQuality.UNKNOWN,
                Rate.UNKNOWN,
                null,
                null,
                false,
                0,
                0);
    }

    private static PeerView attempt(PublicKey key, String name, LinkInfo link) {
        return new PeerView(
                key,
                name,
                "",
                state(null, link),
                link.reason(),
                null,
                link.quality(),
                Rate.UNKNOWN,
                link.since(),
                link.remote(),
                link.outbound(),
                link.bytesIn(),
                link.bytesOut());
    }
}
