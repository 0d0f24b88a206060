package org.resilientswarm.ui.bridge;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Records;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;

/// The database of the node that the console speaks for: asks it, and hands on what changes, five
/// times a second.
///
/// Owned by one thread, on which all answers come as well.
public final class RecordFeed implements AutoCloseable {
    private static final long TICK_MILLIS = 200;

    private final WatchedNode watched;
    private final InstantSource clock;
    private final Reader reader;
    private final Queue<SwarmRecord> accepted = new ConcurrentLinkedQueue<>();
    private @Nullable Subscription changes;
    private boolean listening;

    /// Hears what happens in the database, on the feed's thread.
    public interface Reader {
        /// Another node is looked at from now on, or none.
        void begin(@Nullable PublicKey node);

        /// Time has passed.
        ///
        /// @param changed what was stored since the last time, maybe nothing
        void tick(Instant now, List<SwarmRecord> changed);
    }

    /// @param nodes the first one is looked at
    /// @param clock the time of day
    /// @param thread owns the feed; one task at a time, in order
    /// @param reader hears what happens
    public RecordFeed(LocalNodes nodes, InstantSource clock, Executor thread, Reader reader) {
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

    /// Hands on what happened since the last time.
    public void tick() {
        boolean other = watched.changed();
        Swarm now = watched.get();
        if (other) {
            close();
            accepted.clear();
            reader.begin(now == null ? null : now.publicKey());
        }
        if (listening && changes == null && now != null) {
            changes = now.onEvent(this::hear);
        }
        List<SwarmRecord> changed = new ArrayList<>();
        for (SwarmRecord record = accepted.poll(); record != null; record = accepted.poll()) {
            changed.add(record);
        }
        reader.tick(clock.instant(), changed);
    }

    private void hear(SwarmEvent event) {
        if (event instanceof RecordAccepted stored) {
            accepted.add(stored.record());
        }
    }

    /// Whether to hand on changes; what changes meanwhile is not handed on later.
    public void listen(boolean wanted) {
        listening = wanted;
        Swarm now = watched.get();
        if (!wanted) {
            close();
            accepted.clear();
        } else if (changes == null && now != null) {
            changes = now.onEvent(this::hear);
        }
    }

    /// Asks the database. The answer is dropped when another node is looked at by then.
    ///
    /// @param question what to ask; it must not wait
    /// @param answered gets the answer, on the feed's thread
    /// @param failed hears why there is none, on the feed's thread
    public <T> void ask(
            Function<Records, CompletableFuture<T>> question,
            Consumer<? super T> answered,
            Consumer<Failure> failed) {
        watched.ask(node -> question.apply(node.records()), answered, failed);
    }

    /// The time of day.
    public Instant now() {
        return clock.instant();
    }

    /// Listens no more.
    @Override
    public void close() {
        if (changes != null) {
            changes.close();
            changes = null;
        }
    }
}
