package org.resilientswarm.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One immutable picture of a whole node, published at most ten times a second.
///
/// @param at when it was taken
/// @param self this node's key
/// @param name what this node calls itself, empty when it has no name
/// @param link the link by which others can join through this node
/// @param listen where this node's own exchange listens, or null when it does not
/// @param uptime for how long the node has been running
/// @param peers the peers that this node talks with, ordered by key
/// @param sessions the conversations with peers and the handshakes under way, ordered by key
/// @param links the links of this node and the attempts to make one, ordered by key
/// @param members every member that this node has heard of, ordered by key
/// @param exchanges the exchanges that this node uses
/// @param topology what the members say of their links, ordered by key
/// @param relay what this node does as a relay
/// @param database the replicated database
/// @param refused how many inputs were refused, by code
public record SwarmSnapshot(
        Instant at,
        PublicKey self,
        String name,
        SwarmLink link,
        @Nullable HostPort listen,
        Duration uptime,
        List<PeerInfo> peers,
        List<SessionInfo> sessions,
        List<LinkInfo> links,
        List<MemberInfo> members,
        List<ExchangeInfo> exchanges,
        List<MemberNetwork> topology,
        RelayInfo relay,
        DatabaseInfo database,
        Map<ErrorCode, Long> refused) {
    /// Copies the collections.
    public SwarmSnapshot {
        peers = List.copyOf(peers);
        sessions = List.copyOf(sessions);
        links = List.copyOf(links);
        members = List.copyOf(members);
        exchanges = List.copyOf(exchanges);
        topology = List.copyOf(topology);
        refused = Map.copyOf(refused);
    }
}
