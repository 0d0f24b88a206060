package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.resilientswarm.core.api.Subscription;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.model.SwarmSnapshot;

/// Takes a picture of the nodes of this console ten times a second and hands it to the views.
///
/// Who watches gets the latest picture at once and then every one that differs: changes of shape
/// within a tenth of a second, mere numbers twice a second, so that they can be read.
public final class SwarmWatch {
    private static final long TICK_MILLIS = 100;
    private static final Duration NUMBERS_EVERY = Duration.ofMillis(500);

    private final LocalNodes nodes;
    private final Executor readerThread;
    private final InstantSource clock;
    private final PictureBuilder builder = new PictureBuilder();
    private final List<Mailbox<SwarmPicture>> readers = new CopyOnWriteArrayList<>();
    private volatile SwarmPicture latest;

    /// @param nodes whose picture to take
    /// @param readerThread where the views are called
    /// @param clock the time of day
    public SwarmWatch(LocalNodes nodes, Executor readerThread, InstantSource clock) {
        this.nodes = nodes;
        this.readerThread = readerThread;
        this.clock = clock;
        this.latest = SwarmPicture.empty(clock.instant());
    }

    /// Begins, and goes on until the timer ends.
    public void start(ScheduledExecutorService timer) {
        timer.scheduleAtFixedRate(
                UiThreads.guarded(this::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Takes one picture. Always called on the same thread.
    public void tick() {
        List<SwarmSnapshot> snapshots = nodes.nodes().stream().map(Swarm::snapshot).toList();
        SwarmPicture next = builder.build(clock.instant(), nodes.demo().isPresent(), snapshots);
        SwarmPicture last = latest;
        if (next.sameAs(last)) {
            return;
        }
        if (Shape.of(next).equals(Shape.of(last))
                && next.at().isBefore(last.at().plus(NUMBERS_EVERY))) {
            return;
        }
        latest = next;
        readers.forEach(reader -> reader.post(next));
    }

    /// What must show at once when it changes.
    private record Shape(Object own, List<?> nodes, List<?> edges, List<?> peers) {
        static Shape of(SwarmPicture picture) {
            return new Shape(
                    String.valueOf(picture.own()),
                    picture.nodes(),
                    picture.edges().stream()
                            .map(
                                    edge ->
                                            List.of(
                                                    edge.a(),
                                                    edge.b(),
                                                    edge.kind(),
                                                    edge.via(),
                                                    edge.oneSided()))
                            .toList(),
                    picture.peers().stream()
                            .map(peer -> List.of(peer.key(), peer.state(), peer.label()))
                            .toList());
        }
    }

    /// Calls the view with the latest picture and every further one, until closed.
    public Subscription watch(Consumer<? super SwarmPicture> view) {
        var mailbox = new Mailbox<SwarmPicture>(readerThread, view);
        readers.add(mailbox);
        mailbox.post(latest);
        return () -> {
            readers.remove(mailbox);
            mailbox.close();
        };
    }

    /// The latest picture.
    public SwarmPicture latest() {
        return latest;
    }

    /// The time of day.
    public Instant now() {
        return clock.instant();
    }
}
