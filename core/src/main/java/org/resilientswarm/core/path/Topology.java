package org.resilientswarm.core.path;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.MemberNetwork.Link;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;

/// What all members say of their links, and the ways to a peer that follow from it.
///
/// Pure, and owned by the `swarm-loop` thread.
public final class Topology {
    /// What a link is taken for that has not been measured yet, in milliseconds.
    private static final double UNMEASURED_MILLIS = 100;

    /// Pairs that could use the same relays equally well are spread over them by this much.
    private static final double SPREAD_MILLIS = 8;

    private final PublicKey self;
    private final Map<PublicKey, Reported> members = new TreeMap<>();
    private @Nullable List<MemberNetwork> list;

    private record Reported(MemberNetwork network, Map<PublicKey, Link> links) {}

    /// A way that is being put together.
    private record Part(RelayRoute route, double received) {
        PublicKey end() {
            return route.via().getLast();
        }
    }

    /// @param self this node
    public Topology(PublicKey self) {
        this.self = self;
    }

    /// A member says this of its links from now on.
    public void learn(MemberNetwork network) {
        Map<PublicKey, Link> links = new HashMap<>();
        network.links().forEach(link -> links.put(link.peer(), link));
        members.put(network.member(), new Reported(network, links));
        list = null;
    }

    /// A member is gone, or says nothing any more.
    public void forget(PublicKey member) {
        if (members.remove(member) != null) {
            list = null;
        }
    }

    /// All that is known, ordered by key.
    public List<MemberNetwork> all() {
        if (list == null) {
            list = members.values().stream().map(Reported::network).toList();
        }
        return list;
    }

    /// Whether a member says that it has a link with another.
    public boolean linked(PublicKey member, PublicKey other) {
        Reported reported = members.get(member);
        return reported != null && reported.links.containsKey(other);
    }

    /// About how many members have a link with both, judged by how many links each of the two says
    /// that it has, as if those were chosen at random; 0 when one has said nothing.
    public double between(PublicKey member, PublicKey other) {
        Reported one = members.get(member);
        Reported two = members.get(other);
        return one == null || two == null
                ? 0
                : (double) one.links.size() * two.links.size() / members.size();
    }

    /// How loaded the most loaded of these relays says it is, 0 to 1.
    public double load(List<PublicKey> via) {
        double load = 0;
        for (PublicKey relay : via) {
            Reported reported = members.get(relay);
            load = Math.max(load, reported == null ? 0 : reported.network.load());
        }
        return load;
    }

    /// The ways to a peer through one to three relays, the cheapest first. More relays are looked
    /// for only when fewer do not reach.
    ///
    /// @param own this node's links, as it measures them itself
    /// @param max how many
    public List<RelayRoute> routes(List<Link> own, PublicKey target, int max) {
        List<Part> parts = new ArrayList<>();
        for (Link link : own) {
            Reported relay = members.get(link.peer());
            if (relay != null && relay.network.relays() && !link.peer().equals(target)) {
                var route =
                        new RelayRoute(
                                List.of(link.peer()),
                                millis(link),
                                link.loss(),
                                relay.network.load());
                parts.add(new Part(route, 1 - link.loss()));
            }
        }
        List<RelayRoute> found = List.of();
        for (int relays = 1; relays <= Protocol.MAX_RELAYS && found.isEmpty(); relays++) {
            found = reaching(parts, target, max);
            if (found.isEmpty() && relays < Protocol.MAX_RELAYS) {
                parts = longer(parts, target);
            }
        }
        return found;
    }

    private List<RelayRoute> reaching(List<Part> parts, PublicKey target, int max) {
        return parts.stream()
                .flatMap(part -> last(part, target).stream())
                .sorted(Comparator.comparingDouble(route -> route.cost() + spread(target, route)))
                .limit(max)
                .toList();
    }

    private List<RelayRoute> last(Part part, PublicKey target) {
        Reported relay = members.get(part.end());
        Link link = relay == null ? null : relay.links.get(target);
        if (link == null) {
            return List.of();
        }
        double received = part.received * (1 - link.loss());
        RelayRoute route = part.route;
        return List.of(
                new RelayRoute(
                        route.via(), route.rttMillis() + millis(link), 1 - received, route.load()));
    }

    /// One relay more: for each new member the cheapest way to it.
    private List<Part> longer(List<Part> parts, PublicKey target) {
        Map<PublicKey, Part> best = new TreeMap<>();
        for (Part part : parts) {
            Reported relay = members.get(part.end());
            for (Link link : relay == null ? List.<Link>of() : relay.network.links()) {
                Part next = extended(part, link, target);
                if (next != null) {
                    best.merge(
                            link.peer(),
                            next,
                            (one, other) -> one.route.cost() <= other.route.cost() ? one : other);
                }
            }
        }
        return List.copyOf(best.values());
    }

    private @Nullable Part extended(Part part, Link link, PublicKey target) {
        PublicKey next = link.peer();
        Reported relay = members.get(next);
        RelayRoute before = part.route;
        if (relay == null
                || !relay.network.relays()
                || next.equals(self)
                || next.equals(target)
                || before.via().contains(next)) {
            return null;
        }
        List<PublicKey> via = new ArrayList<>(before.via());
        via.add(next);
        double received = part.received * (1 - link.loss());
        double load = Math.max(before.load(), relay.network.load());
        double rtt = before.rttMillis() + millis(link);
        return new Part(new RelayRoute(via, rtt, 1 - received, load), received);
    }

    private static double millis(Link link) {
        return link.rtt() == null ? UNMEASURED_MILLIS : link.rtt().toNanos() / 1e6;
    }

    /// The same for both ends of a pair, and different for each relay.
    private double spread(PublicKey target, RelayRoute route) {
        int hash = self.hashCode() ^ target.hashCode();
        for (PublicKey relay : route.via()) {
            hash = 31 * (hash ^ relay.hashCode());
        }
        hash ^= hash >>> 16;
        hash *= 0x45d9f3b;
        hash ^= hash >>> 16;
        return SPREAD_MILLIS * (hash & 0xffff) / 0x10000;
    }
}
