package org.resilientswarm.ui.bridge;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;

/// Captures the frames of the node that the console speaks for, from the moment when it runs, and
/// hands them on five times a second.
///
/// Owned by one thread but for [#keepPayload].
public final class TrafficFeed implements AutoCloseable {
    private static final long TICK_MILLIS = 200;

    private final LocalNodes nodes;
    private final Reader reader;
    private @Nullable Swarm watched;
    private @Nullable TrafficCapture capture;
    private long last;
    private volatile boolean payload;

    /// Gets what was captured, on the feed's thread.
    public interface Reader {
        /// Another node is looked at from now on.
        void begin(PublicKey node);

        /// More frames of it, maybe none.
        ///
        /// @param entries in order
        /// @param dropped how many were lost so far before they could be read
        void more(List<TrafficEntry> entries, long dropped);
    }

    /// @param nodes the first one is looked at
    /// @param reader gets what was captured
    public TrafficFeed(LocalNodes nodes, Reader reader) {
        this.nodes = nodes;
        this.reader = reader;
    }

    /// Begins, and goes on until the thread ends.
    public void start(ScheduledExecutorService thread) {
        thread.scheduleAtFixedRate(
                UiThreads.guarded(this::tick), 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Hands on what came since the last time.
    public void tick() {
        List<Swarm> running = nodes.nodes();
        Swarm now = running.isEmpty() ? null : running.getFirst();
        if (!Objects.equals(now, watched)) {
            change(now);
        }
        TrafficCapture current = capture;
        if (current != null) {
            current.keepPayload(payload);
            List<TrafficEntry> entries = current.entriesAfter(last, Integer.MAX_VALUE);
            if (!entries.isEmpty()) {
                last = entries.getLast().number();
            }
            reader.more(entries, current.dropped());
        }
    }

    private void change(@Nullable Swarm next) {
        close();
        watched = next;
        if (next != null) {
            last = 0;
            capture = next.capture(CaptureOptions.defaults().withPayload(payload));
            reader.begin(next.publicKey());
        }
    }

    /// Whether to keep the bytes of streams from the next tick on. Any thread.
    public void keepPayload(boolean keep) {
        payload = keep;
    }

    /// Takes a frame to pieces.
    ///
    /// @return null when no node ever ran
    public @Nullable TrafficField decode(TrafficEntry entry) {
        return capture == null ? null : capture.decode(entry);
    }

    /// Captures no more.
    @Override
    public void close() {
        if (capture != null) {
            capture.close();
        }
    }
}
