package org.resilientswarm.ui.paths;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.PathFeed;

/// What was found out of the ways to one peer, and what the user has done about them.
///
/// Owned by the feed's thread; only [#seen] is for every thread.
final class PathWork implements PathFeed.Reader {
    /// How long a drill blocks the direct link.
    static final Duration DRILL = Duration.ofSeconds(30);

    private static final int MAX_DECISIONS = 8;

    private final PathFeed feed;
    private final Runnable news;
    private volatile Seen seen = Seen.NOTHING;

    /// How far everything is.
    ///
    /// @param at when it was so
    /// @param peer whose ways these are, or null
    /// @param ways null as long as nobody has answered
    /// @param decisions the last ones, the newest first
    /// @param failure why there is no answer, or null
    /// @param trace what the user asked for last
    /// @param drill what the user did last
    /// @param refused the policy for relaying that could not be set, or null
    record Seen(
            Instant at,
            @Nullable PublicKey peer,
            @Nullable List<PathCandidate> ways,
            List<PathDecision> decisions,
            @Nullable Failure failure,
            Trace trace,
            Drill drill,
            @Nullable Failure refused) {
        static final Seen NOTHING =
                new Seen(Instant.EPOCH, null, null, List.of(), null, Trace.NONE, Drill.NONE, null);

        Seen {
            ways = ways == null ? null : List.copyOf(ways);
            decisions = List.copyOf(decisions);
        }

        Seen with(Trace now) {
            return new Seen(at, peer, ways, decisions, failure, now, drill, refused);
        }

        Seen with(Drill now) {
            return new Seen(at, peer, ways, decisions, failure, trace, now, refused);
        }

        Seen with(@Nullable Failure policyRefused) {
            return new Seen(at, peer, ways, decisions, failure, trace, drill, policyRefused);
        }
    }

    /// A trace: nothing asked, under way, done or failed.
    ///
    /// @param at when it was done, or null
    record Trace(
            boolean running, List<TraceHop> hops, @Nullable Instant at, @Nullable Failure failure) {
        static final Trace NONE = new Trace(false, List.of(), null, null);

        Trace {
            hops = List.copyOf(hops);
        }
    }

    /// A drill: none, being begun, in force or failed.
    ///
    /// @param until when it ends, or null
    record Drill(boolean running, @Nullable Instant until, @Nullable Failure failure) {
        static final Drill NONE = new Drill(false, null, null);
    }

    /// @param news called on the feed's thread when [#seen] says something else
    PathWork(LocalNodes nodes, InstantSource clock, Executor feedThread, Runnable news) {
        this.feed = new PathFeed(nodes, clock, feedThread, this);
        this.news = news;
    }

    PathFeed feed() {
        return feed;
    }

    /// How far everything is. Any thread.
    Seen seen() {
        return seen;
    }

    private void set(Seen next) {
        seen = next;
        news.run();
    }

    /// Whose ways to look for from now on; null while nobody looks, which forgets nothing.
    void look(@Nullable PublicKey peer) {
        if (peer != null && !peer.equals(seen.peer)) {
            forget(peer, seen.refused);
        }
        feed.look(peer);
    }

    @Override
    public void begin() {
        forget(seen.peer, null);
    }

    private void forget(@Nullable PublicKey peer, @Nullable Failure refused) {
        set(new Seen(feed.now(), peer, null, List.of(), null, Trace.NONE, Drill.NONE, refused));
    }

    @Override
    public void ways(PublicKey peer, List<PathCandidate> ways, List<PathDecision> decisions) {
        List<PathDecision> newest = decisions.reversed().stream().limit(MAX_DECISIONS).toList();
        set(found(peer, ways, newest, null));
    }

    @Override
    public void failed(PublicKey peer, Failure why) {
        set(found(peer, null, List.of(), why));
    }

    private Seen found(
            PublicKey peer,
            @Nullable List<PathCandidate> ways,
            List<PathDecision> decisions,
            @Nullable Failure why) {
        return new Seen(
                feed.now(), peer, ways, decisions, why, seen.trace, seen.drill, seen.refused);
    }

    void trace(PublicKey peer) {
        set(seen.with(new Trace(true, List.of(), null, null)));
        feed.ask(
                paths -> paths.trace(peer),
                hops -> traced(peer, new Trace(false, hops, feed.now(), null)),
                why -> traced(peer, new Trace(false, List.of(), feed.now(), why)));
    }

    private void traced(PublicKey peer, Trace done) {
        if (peer.equals(seen.peer)) {
            set(seen.with(done));
        }
    }

    void block(PublicKey peer) {
        set(seen.with(new Drill(true, null, null)));
        feed.ask(
                paths -> paths.block(peer, DRILL),
                (Void _) -> blocked(peer, new Drill(false, feed.now().plus(DRILL), null)),
                why -> blocked(peer, new Drill(false, null, why)));
    }

    private void blocked(PublicKey peer, Drill done) {
        if (peer.equals(seen.peer)) {
            set(seen.with(done));
        }
    }

    void relay(RelayPolicy policy) {
        feed.ask(
                paths -> {
                    paths.relay(policy);
                    return CompletableFuture.completedFuture(policy);
                },
                _ -> set(seen.with((Failure) null)),
                why -> set(seen.with(why)));
    }
}
