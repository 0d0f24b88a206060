package org.resilientswarm.app.doctor;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LinkEvent.LinkFailed;
import org.resilientswarm.core.event.PathEvent.PathChanged;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkHistory;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.SwarmLink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls a peer, and asks it how that looked from there.
final class PeerCheck {
    private static final Logger LOG = LoggerFactory.getLogger(PeerCheck.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// A peer may be there over a relay while the direct link is still being tried.
    private static final Duration DIRECT_PATIENCE = Duration.ofSeconds(12);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(5);

    private final Swarm swarm;
    private final SwarmLink link;

    /// Whether the first try to make a direct link has ended.
    private final CompletableFuture<Boolean> tried = new CompletableFuture<>();

    PeerCheck(Swarm swarm, SwarmLink link) {
        this.swarm = swarm;
        this.link = link;
    }

    PeerFacts call() {
        try (var _ = swarm.onEvent(this::heed)) {
            var called = swarm.call(link).orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            Peer peer = called.join();
            tried.completeOnTimeout(false, DIRECT_PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
            return facts(peer.name(), path(), null, there(peer));
        } catch (CompletionException e) {
            return facts("", null, failure(e.getCause()), null);
        }
    }

    private void heed(SwarmEvent event) {
        boolean direct =
                event instanceof PathChanged changed
                        && changed.peer().equals(link.key())
                        && changed.path().kind() == PathKind.DIRECT;
        boolean failed = event instanceof LinkFailed failure && failure.peer().equals(link.key());
        if (direct || failed) {
            tried.complete(true);
        }
    }

    private @Nullable Path path() {
        return swarm.refresh().join().peers().stream()
                .filter(peer -> peer.key().equals(link.key()))
                .map(peer -> peer.path())
                .findFirst()
                .orElse(null);
    }

    private PeerFacts facts(
            String name,
            @Nullable Path path,
            @Nullable SwarmException failure,
            @Nullable LinkHistory there) {
        LinkHistory here = swarm.linkHistory(link.key()).join();
        SwarmException why = failure;
        if (path == null && why == null) {
            why = new SwarmException(ErrorCode.LINK_LOST, "the peer came and was lost at once");
        }
        return new PeerFacts(link.key(), name, path, why, here, there);
    }

    private @Nullable LinkHistory there(Peer peer) {
        try {
            var answer = peer.methods().within(ANSWER_PATIENCE).call("explain").join();
            return PeersView.of(link.key(), answer);
        } catch (CompletionException e) {
            LOG.info("event=peer_does_not_explain reason=\"{}\"", e.getMessage());
            return null;
        }
    }

    private static SwarmException failure(@Nullable Throwable cause) {
        return cause instanceof SwarmException known
                ? known
                : new SwarmException(
                        ErrorCode.PEER_SILENT,
                        "the call did not end within " + PATIENCE.toSeconds() + " s");
    }
}
