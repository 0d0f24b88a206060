package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Paths;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.event.PathEvent;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PublicKey;

/// The ways from the node that the console speaks for to one peer: asked for once a second, and at
/// once when a path changes, as long as somebody looks.
///
/// Owned by one thread, on which all answers come as well.
public final class PathFeed implements AutoCloseable {
    private static final long TICK_MILLIS = 100;
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// After that long an answer is not waited for any more.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WatchedNode watched;
    private final InstantSource clock;
    private final Reader reader;
    private final AtomicBoolean changed = new AtomicBoolean();
    private @Nullable Subscription events;
    private volatile @Nullable PublicKey peer;
    private Instant askedAt = Instant.MIN;
    private boolean waiting;

    private record Found(List<PathCandidate> ways, List<PathDecision> decisions) {}

    /// Hears what is found out, on the feed's thread.
    public interface Reader {
        /// Another node is looked at from now on, or none: nothing of before holds.
        void begin();

        /// What is known of the ways to a peer.
        ///
        /// @param decisions the last ones about this peer, the oldest first
        void ways(PublicKey peer, List<PathCandidate> ways, List<PathDecision> decisions);

        /// Why nothing is known of them.
        void failed(PublicKey peer, Failure why);
    }

    /// @param nodes the first one is looked at
    /// @param clock the time of day
    /// @param thread owns the feed; one task at a time, in order
    /// @param reader hears what is found out
    public PathFeed(LocalNodes nodes, InstantSource clock, Executor thread, Reader reader) {
        this.watched = new WatchedNode(nodes, thread);
        this.clock = clock;
        this.reader = reader;
    }

    /// Begins, and goes on until the thread ends.
    ///
    /// @param timed the thread that owns the feed
    public void start(ScheduledExecutorService timed) {
        timed.scheduleAtFixedRate(
                UiThreads.guarded(this::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Whose ways to look for from now on; null for nobody's.
    public void look(@Nullable PublicKey next) {
        if (!Objects.equals(next, peer)) {
            peer = next;
            waiting = false;
            changed.set(true);
            tick();
        }
    }

    /// Asks, if it is time to.
    public void tick() {
        if (watched.changed()) {
            close();
            waiting = false;
            changed.set(true);
            reader.begin();
        }
        Swarm now = watched.get();
        PublicKey wanted = peer;
        if (now == null || wanted == null) {
            close();
            return;
        }
        if (events == null) {
            events = now.onEvent(this::hear);
        }
        Instant at = clock.instant();
        boolean late = !at.isBefore(askedAt.plus(PATIENCE));
        boolean due = !at.isBefore(askedAt.plus(EVERY));
        if ((changed.get() || due) && (!waiting || late)) {
            changed.set(false);
            askedAt = at;
            waiting = true;
            askWays(wanted);
        }
    }

    private void hear(SwarmEvent event) {
        if (event instanceof PathEvent news && news.peer().equals(peer)) {
            changed.set(true);
        }
    }

    private void askWays(PublicKey of) {
        ask(
                paths -> found(paths, of),
                found -> {
                    if (of.equals(peer)) {
                        waiting = false;
                        reader.ways(of, found.ways, found.decisions);
                    }
                },
                why -> {
                    if (of.equals(peer)) {
                        waiting = false;
                        reader.failed(of, why);
                    }
                });
    }

    private static CompletableFuture<Found> found(Paths paths, PublicKey of) {
        List<PathDecision> decisions =
                paths.decisions().stream().filter(decision -> decision.peer().equals(of)).toList();
        return paths.candidates(of).thenApply(ways -> new Found(ways, decisions));
    }

    /// Asks for something else. The answer is dropped when another node is looked at by then.
    ///
    /// @param question what to ask; it must not wait
    /// @param answered gets the answer, on the feed's thread
    /// @param failed hears why there is none, on the feed's thread
    public <T> void ask(
            Function<Paths, CompletableFuture<T>> question,
            Consumer<? super T> answered,
            Consumer<Failure> failed) {
        watched.ask(node -> question.apply(node.paths()), answered, failed);
    }

    /// The time of day.
    public Instant now() {
        return clock.instant();
    }

    /// Listens no more.
    @Override
    public void close() {
        if (events != null) {
            events.close();
            events = null;
        }
    }
}
