package org.resilientswarm.ui.bridge;

import java.net.URI;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LifecycleEvent;
import org.resilientswarm.core.event.LinkEvent;
import org.resilientswarm.core.event.PathEvent;
import org.resilientswarm.core.event.PeerEvent;
import org.resilientswarm.core.event.RecordEvent;
import org.resilientswarm.core.event.SignalEvent;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.bridge.JoinProgress.Kind;
import org.resilientswarm.ui.bridge.JoinProgress.Outcome;

/// One attempt to join a swarm: starts a node if none runs, calls the member that the link names
/// and tells how far it has come. Safe on every thread; nothing here waits.
public final class Joining implements AutoCloseable {
    private static final long TICK_MILLIS = 100;

    private final LocalNodes nodes;
    private final SwarmLink link;
    private final Executor work;
    private final Mailbox<JoinProgress> listener;
    private final JoinSteps steps = new JoinSteps(System.nanoTime());
    private Outcome outcome = new Outcome.Running();
    private boolean cancelled;
    private @Nullable Swarm opened;
    private @Nullable Subscription events;
    private @Nullable Future<?> ticks;

    private Joining(
            LocalNodes nodes, SwarmLink link, Executor work, Mailbox<JoinProgress> listener) {
        this.nodes = nodes;
        this.work = work;
        this.link = link;
        this.listener = listener;
    }

    /// Starts attempts.
    ///
    /// @param source opens nodes
    /// @param nodes uses the node that runs there, and gets the new one once it has joined
    /// @param work runs what waits
    /// @param timer keeps the time of the steps
    /// @param readerThread where listeners are called
    public record Starter(
            SwarmSource source,
            LocalNodes nodes,
            Executor work,
            ScheduledExecutorService timer,
            Executor readerThread) {
        /// Starts an attempt.
        ///
        /// @param config for the node, if none runs
        /// @param link whom to call
        /// @param listener hears how far it has come, the last time when it ends
        public Joining start(
                SwarmConfig config, SwarmLink link, Consumer<? super JoinProgress> listener) {
            var joining = new Joining(nodes, link, work, new Mailbox<>(readerThread, listener));
            joining.tick(timer);
            work.execute(() -> joining.run(source, config));
            return joining;
        }
    }

    private synchronized void tick(ScheduledExecutorService timer) {
        ticks =
                timer.scheduleAtFixedRate(
                        UiThreads.guarded(this::report), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void run(SwarmSource source, SwarmConfig config) {
        try {
            Swarm swarm = nodes.own().orElse(null);
            if (swarm == null) {
                swarm = source.open(config);
                keep(swarm);
            }
            call(swarm);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private void keep(Swarm swarm) {
        boolean unwanted;
        synchronized (this) {
            opened = swarm;
            unwanted = cancelled;
        }
        if (unwanted) {
            swarm.close();
        }
    }

    private void call(Swarm swarm) {
        done(Kind.NODE);
        Subscription subscription = swarm.onEvent(this::hear);
        synchronized (this) {
            events = subscription;
        }
        var _ =
                swarm.call(link)
                        .whenCompleteAsync((peer, failure) -> ended(swarm, peer, failure), work);
    }

    private void ended(Swarm swarm, @Nullable Peer peer, @Nullable Throwable failure) {
        if (peer == null) {
            fail(failure == null ? new IllegalStateException("a call without a peer") : failure);
            return;
        }
        boolean openedHere;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            steps.done(Kind.SESSION, System.nanoTime());
            outcome = new Outcome.Joined(peer.publicKey());
            openedHere = opened != null;
        }
        if (openedHere) {
            nodes.attach(swarm);
        }
        finish();
    }

    private void hear(SwarmEvent event) {
        switch (event) {
            case SignalEvent.ExchangeConnected connected when isHinted(connected.url()) ->
                    done(Kind.EXCHANGE);
            case LinkEvent.LinkStarted started when isMeant(started) -> done(Kind.ANSWER);
            case LinkEvent.LinkOpened linked when isMeant(linked) -> done(Kind.LINK);
            case LifecycleEvent.FaultOccurred fault when fault.fatal() ->
                    fail(new SwarmException(fault.code(), fault.message()));
            case SignalEvent _,
                    LinkEvent _,
                    LifecycleEvent _,
                    PathEvent _,
                    PeerEvent _,
                    RecordEvent _ -> {}
        }
    }

    private boolean isMeant(LinkEvent event) {
        return event.peer().equals(link.key());
    }

    private boolean isHinted(URI url) {
        return link.exchanges().isEmpty()
                || link.exchanges().stream()
                        .anyMatch(hint -> hint.toString().equals(url.getAuthority()));
    }

    private void done(Kind kind) {
        synchronized (this) {
            if (outcome instanceof Outcome.Running) {
                steps.done(kind, System.nanoTime());
            }
        }
        report();
    }

    private void fail(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException wrapped && wrapped.getCause() != null
                        ? wrapped.getCause()
                        : failure;
        synchronized (this) {
            if (!(outcome instanceof Outcome.Running)) {
                return;
            }
            steps.fail(System.nanoTime());
            outcome =
                    cause instanceof SwarmException known
                            ? new Outcome.Failed(known.code(), known.getMessage())
                            : new Outcome.Failed(ErrorCode.INTERNAL, cause.toString());
        }
        if (!(cause instanceof SwarmException)) {
            UiThreads.stray(Thread.currentThread(), cause);
        }
        finish();
        closeOpened();
    }

    private void finish() {
        @Nullable Subscription oldEvents;
        synchronized (this) {
            oldEvents = events;
            if (ticks != null) {
                ticks.cancel(false);
            }
        }
        if (oldEvents != null) {
            oldEvents.close();
        }
        report();
    }

    private void report() {
        JoinProgress progress;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            progress = new JoinProgress(steps.steps(System.nanoTime()), outcome);
        }
        listener.post(progress);
    }

    private void closeOpened() {
        Swarm swarm;
        synchronized (this) {
            swarm = opened;
            opened = null;
        }
        if (swarm != null) {
            swarm.close();
        }
    }

    /// Gives up: nothing is reported any more, and the node that was started for it is closed. May
    /// wait for that node: not for the JavaFX thread.
    @Override
    public void close() {
        boolean joined;
        synchronized (this) {
            joined = outcome instanceof Outcome.Joined;
            cancelled = true;
        }
        listener.close();
        finish();
        if (!joined) {
            closeOpened();
        }
    }
}
