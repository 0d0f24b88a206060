package org.resilientswarm.core.api;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmSnapshot;

/// A node: this program's membership in a swarm.
///
/// Made by `Swarms.open`. Closing it says goodbye to the neighbours and takes at most two seconds.
public interface Swarm extends AutoCloseable {
    /// This node's public key, which is its name.
    PublicKey publicKey();

    /// The link by which others can join through this node.
    SwarmLink link();

    /// Joins the swarm of the member with this key, or does nothing when it is a peer already.
    ///
    /// @return the peer when the session is up; fails with a [SwarmException] that says why not
    default CompletableFuture<Peer> call(PublicKey key) {
        return call(SwarmLink.to(key));
    }

    /// Joins the swarm of the member that the link names, using its exchange hints.
    ///
    /// @return the peer when the session is up; fails with a [SwarmException] that says why not
    CompletableFuture<Peer> call(SwarmLink link);

    /// Uses one more signal exchange from now on, until closed.
    ///
    /// @param url `ws://HOST:PORT` or `wss://HOST:PORT`
    void addExchange(URI url);

    /// The peers that this node talks with right now, ordered by key.
    List<Peer> peers();

    /// The peer with this key, when this node talks with it right now.
    Optional<Peer> peer(PublicKey key);

    /// Calls the listener with every peer from now on, once per session.
    Subscription onPeer(Consumer<Peer> listener);

    /// Calls the listener with every peer that is gone from now on, and the reason.
    Subscription onGone(BiConsumer<PublicKey, String> listener);

    /// Calls the listener with everything that happens from now on.
    Subscription onEvent(Consumer<SwarmEvent> listener);

    /// Calls the handler with every stream of this type that a peer opens, each on a virtual thread
    /// of its own. When the handler throws, the stream is reset; when it returns, the stream stays
    /// as it is.
    ///
    /// @param type 1 to 64 printable ASCII characters
    /// @throws IllegalArgumentException when the type is none or the swarm's own
    /// @throws IllegalStateException when somebody takes streams of this type already
    Subscription onStream(String type, Consumer<SwarmStream> handler);

    /// Calls the handler, in the same way, with every stream that a peer opens and that nobody else
    /// takes.
    ///
    /// @throws IllegalStateException when somebody does so already
    Subscription onAnyStream(Consumer<SwarmStream> handler);

    /// The methods that this node offers to its peers.
    OfferedMethods methods();

    /// The replicated database.
    Records records();

    /// The ways to peers, and what this node relays.
    Paths paths();

    /// How this node's last tries to make a direct link with a peer went. The peer's own view is
    /// what its method `explain` answers.
    CompletableFuture<LinkHistory> linkHistory(PublicKey peer);

    /// The latest picture of this node, at most 100 ms old.
    SwarmSnapshot snapshot();

    /// The picture of this moment: everything is in it that was told of before the call. Fails with
    /// `SWARM_CLOSED` when the swarm is closed.
    CompletableFuture<SwarmSnapshot> refresh();

    /// Keeps the frames that this node sends and receives from now on, to be looked at.
    TrafficCapture capture(CaptureOptions options);

    /// Leaves the swarm. Further calls do nothing.
    @Override
    void close();
}
