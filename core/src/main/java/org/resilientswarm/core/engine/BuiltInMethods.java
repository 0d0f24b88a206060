package org.resilientswarm.core.engine;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.LinkInfo;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmSnapshot;
import org.resilientswarm.core.rpc.RpcService;
import org.resilientswarm.core.wire.Protocol;

/// The methods that every node offers to its peers; docs/rpc.md describes them. They answer from
/// the picture of the moment, on any thread but the node's own.
final class BuiltInMethods {
    /// What `info` answers.
    ///
    /// @param uptimeMs for how long the node has been running
    /// @param peers how many peers it talks with
    record NodeInfo(String key, String name, String agent, long uptimeMs, int peers) {}

    /// What `network` answers.
    record Network(String key, List<Link> links) {}

    /// A link of the node.
    ///
    /// @param rttMs the smoothed round-trip time, null when not measured yet
    /// @param loss 0 to 1
    record Link(String peer, @Nullable Double rttMs, double loss, long sinceMs) {}

    private final Supplier<SwarmSnapshot> picture;
    private final Function<PublicKey, CompletableFuture<LinkHistory>> histories;

    /// @param picture may wait for the node
    /// @param histories how the tries to link with a peer went
    BuiltInMethods(
            Supplier<SwarmSnapshot> picture,
            Function<PublicKey, CompletableFuture<LinkHistory>> histories) {
        this.picture = picture;
        this.histories = histories;
    }

    void offer(RpcService rpc) {
        rpc.offerOwn("ping", _ -> "pong");
        rpc.offerOwn("info", _ -> info(picture.get()));
        rpc.offerOwn("network", _ -> network(picture.get()));
        // Nobody but the caller is told of the tries to link with the caller.
        rpc.offerOwn(
                "explain", call -> histories.apply(call.caller()).thenApply(LinkExplanation::of));
    }

    private static NodeInfo info(SwarmSnapshot node) {
        return new NodeInfo(
                node.self().toString(),
                node.name(),
                Protocol.AGENT,
                node.uptime().toMillis(),
                node.peers().size());
    }

    private static Network network(SwarmSnapshot node) {
        List<Link> links =
                node.links().stream()
                        .filter(link -> link.state() != LinkState.CONNECTING)
                        .map(BuiltInMethods::link)
                        .toList();
        return new Network(node.self().toString(), links);
    }

    private static Link link(LinkInfo link) {
        var rtt = link.quality().rtt();
        return new Link(
                link.peer().toString(),
                rtt == null ? null : rtt.toNanos() / 1e6,
                link.quality().loss(),
                link.since().toEpochMilli());
    }
}
