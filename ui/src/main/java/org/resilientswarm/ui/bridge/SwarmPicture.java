package org.resilientswarm.ui.bridge;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.DatabaseInfo;
import org.resilientswarm.core.model.ExchangeInfo;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.SwarmLink;

/// What the nodes of this console say together, at one moment.
///
/// @param at when it was taken
/// @param demo whether the nodes are those of a demo
/// @param own the node that the console speaks for, or null when none runs
/// @param nodes every member in the graph, ordered by key
/// @param edges every connection in the graph, ordered by the keys of its ends
/// @param peers the other members as the own node sees them, ordered by key
/// @param sessions the own node's sessions and handshakes under way, ordered by key
/// @param rate the own node's traffic
/// @param relay what the own node does as a relay
/// @param database what the own node's database holds
public record SwarmPicture(
        Instant at,
        boolean demo,
        @Nullable OwnNode own,
        List<NodeView> nodes,
        List<EdgeView> edges,
        List<PeerView> peers,
        List<SessionView> sessions,
        Rate rate,
        RelayInfo relay,
        DatabaseInfo database) {
    private static final DatabaseInfo NO_DATABASE =
            new DatabaseInfo(false, 0, 0, Map.of(), List.of());

    /// Copies the lists.
    public SwarmPicture {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
        peers = List.copyOf(peers);
        sessions = List.copyOf(sessions);
    }

    /// The node that the console speaks for.
    ///
    /// @param key its public key
    /// @param name what it calls itself, empty when it has no name
    /// @param link the link by which others can join through it
    /// @param listen where its own exchange listens, or null when it does not
    /// @param exchanges the exchanges that it uses
    public record OwnNode(
            PublicKey key,
            String name,
            SwarmLink link,
            @Nullable HostPort listen,
            List<ExchangeInfo> exchanges) {
        /// The name, or the short form of the key when there is none.
        public String label() {
            return name.isEmpty() ? key.shortText() : name;
        }
    }

    /// Nothing runs.
    public static SwarmPicture empty(Instant at) {
        return new SwarmPicture(
                at,
                false,
                null,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Rate.UNKNOWN,
                RelayInfo.NONE,
                NO_DATABASE);
    }

    /// The member with this key as the own node sees it.
    public Optional<PeerView> peer(PublicKey key) {
        return peers.stream().filter(peer -> peer.key().equals(key)).findFirst();
    }

    /// The session with this peer, or the handshake.
    public Optional<SessionView> session(PublicKey key) {
        return sessions.stream().filter(session -> session.info().peer().equals(key)).findFirst();
    }

    /// What a member is called: its name, or the short form of its key.
    public String label(PublicKey key) {
        return node(key).map(NodeView::label).orElseGet(key::shortText);
    }

    /// Whether this is the node that the console speaks for.
    public boolean isOwn(PublicKey key) {
        return own != null && own.key().equals(key);
    }

    /// The member with this key in the graph.
    public Optional<NodeView> node(PublicKey key) {
        return nodes.stream().filter(node -> node.key().equals(key)).findFirst();
    }

    /// How many peers the own node talks with over this kind of path.
    public long connected(PathKind kind) {
        return peers.stream()
                .filter(PeerView::connected)
                .filter(peer -> peer.path() != null && peer.path().kind() == kind)
                .count();
    }

    /// How many members look like this from the own node.
    public long count(NodeState state) {
        return peers.stream().filter(peer -> peer.state() == state).count();
    }

    /// Whether every node of this console talks with at least one other and no link is still being
    /// made or has failed.
    public boolean settled() {
        return nodes.stream()
                        .filter(NodeView::here)
                        .allMatch(node -> edges.stream().anyMatch(edge -> edge.touches(node.key())))
                && edges.stream()
                        .allMatch(
                                edge ->
                                        edge.kind() != EdgeKind.CONNECTING
                                                && edge.kind() != EdgeKind.LOST);
    }

    /// Whether both say the same, whenever they were taken.
    boolean sameAs(SwarmPicture other) {
        return equals(
                new SwarmPicture(
                        at,
                        other.demo,
                        other.own,
                        other.nodes,
                        other.edges,
                        other.peers,
                        other.sessions,
                        other.rate,
                        other.relay,
                        other.database));
    }
}
