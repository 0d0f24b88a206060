package org.resilientswarm.ui.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.ui.bridge.TrafficFeed;

/// The frames that the screen chooses from, the newest ones up to a limit, and what changes in the
/// rows. Owned by one thread, but for [#take].
final class TrafficLog implements TrafficFeed.Reader {
    /// When there is no room, this share of the limit goes at once: rows move seldom then.
    private static final int EVICTED_SHARE = 20;

    /// So many frames are filtered between two looks at whether the result is still wanted.
    private static final int SLICE = 1024;

    /// How much is kept.
    ///
    /// @param entries how many frames
    /// @param bytes how many of their bytes
    record Limits(int entries, long bytes) {
        static final Limits USUAL = new Limits(100_000, 64L * 1024 * 1024);
    }

    /// Which frames are rows.
    ///
    /// @param filter what the user wrote
    /// @param names what it applies to
    /// @param only frames of this member, or null for those of all
    record Choice(TrafficFilter filter, FrameNames names, @Nullable PublicKey only) {
        static final Choice ALL = new Choice(TrafficFilter.ALL, FrameNames.NONE, null);

        boolean takes(TrafficEntry entry) {
            return (only == null || entry.peer().equals(only)) && filter.matches(entry, names);
        }
    }

    private final Limits limits;
    private final Runnable changed;
    private final ArrayDeque<TrafficEntry> entries = new ArrayDeque<>();
    private Choice choice = Choice.ALL;
    private long bytes;

    /// The number of the last frame, the number of the last one that was cleared away, and how many
    /// were lost up to each.
    private long last;

    private long clearedTo;
    private long dropped;
    private long clearedDropped;

    /// What was there when the display was paused, and its last number; null while it is live.
    private @Nullable List<TrafficEntry> frozen;

    private long frozenLast;
    private long frozenDropped;

    /// Guarded by itself.
    private final Pending pending = new Pending();

    /// What the rows do not show yet.
    private static final class Pending {
        boolean anew;
        List<TrafficEntry> rows = new ArrayList<>();
        long keepFrom;
        TrafficStatus status = TrafficStatus.NOTHING;
    }

    /// @param changed told on the owner's thread when there is something to take
    TrafficLog(Limits limits, Runnable changed) {
        this.limits = limits;
        this.changed = changed;
    }

    @Override
    public void begin(PublicKey node) {
        last = 0;
        dropped = 0;
        clear();
    }

    @Override
    public void more(List<TrafficEntry> more, long droppedSoFar) {
        if (more.isEmpty() && droppedSoFar == dropped) {
            return;
        }
        dropped = droppedSoFar;
        for (TrafficEntry entry : more) {
            entries.addLast(entry);
            bytes += entry.capturedLength();
            last = entry.number();
        }
        makeRoom();
        if (frozen == null) {
            List<TrafficEntry> rows = chosen(more, () -> false);
            publish(false, rows == null ? List.of() : rows);
        } else {
            publish(false, List.of());
        }
    }

    private void makeRoom() {
        if (entries.size() > limits.entries || bytes > limits.bytes) {
            int goal = limits.entries - limits.entries / EVICTED_SHARE;
            long byteGoal = limits.bytes - limits.bytes / EVICTED_SHARE;
            while (entries.size() > Math.max(1, goal) || (bytes > byteGoal && entries.size() > 1)) {
                bytes -= entries.removeFirst().capturedLength();
            }
        }
    }

    /// Shows other frames from now on; what is there is looked through.
    ///
    /// @param outdated whether nobody wants the result any more; the old choice stays then
    void choose(Choice next, BooleanSupplier outdated) {
        Collection<TrafficEntry> all = frozen == null ? entries : frozen;
        Choice before = choice;
        choice = next;
        List<TrafficEntry> rows = chosen(all, outdated);
        if (rows == null) {
            choice = before;
        } else {
            publish(true, rows);
        }
    }

    private @Nullable List<TrafficEntry> chosen(
            Collection<TrafficEntry> from, BooleanSupplier outdated) {
        var rows = new ArrayList<TrafficEntry>();
        int seen = 0;
        for (TrafficEntry entry : from) {
            if (++seen % SLICE == 0 && outdated.getAsBoolean()) {
                return null;
            }
            if (choice.takes(entry)) {
                rows.add(entry);
            }
        }
        return rows;
    }

    /// Leaves the rows as they are, or lets them follow again.
    void pause(boolean paused) {
        if (paused == (frozen != null)) {
            return;
        }
        if (paused) {
            frozen = List.copyOf(entries);
            frozenLast = last;
            frozenDropped = dropped;
            publish(false, List.of());
        } else {
            frozen = null;
            resume();
        }
    }

    /// Adds the rows that would have come in the meantime.
    private void resume() {
        List<TrafficEntry> since =
                entries.stream()
                        .filter(entry -> entry.number() > frozenLast && choice.takes(entry))
                        .toList();
        publish(false, since);
    }

    /// Forgets what was captured so far.
    void clear() {
        entries.clear();
        bytes = 0;
        clearedTo = last;
        clearedDropped = dropped;
        if (frozen != null) {
            frozen = List.of();
            frozenLast = last;
            frozenDropped = dropped;
        }
        publish(true, List.of());
    }

    private void publish(boolean anew, List<TrafficEntry> rows) {
        synchronized (pending) {
            if (anew) {
                pending.anew = true;
                pending.rows = new ArrayList<>(rows);
            } else {
                pending.rows.addAll(rows);
            }
            if (frozen == null) {
                pending.keepFrom = entries.isEmpty() ? last + 1 : entries.getFirst().number();
            }
            if (pending.rows.size() > limits.entries) {
                pending.rows.removeIf(entry -> entry.number() < pending.keepFrom);
            }
            pending.status = status();
        }
        changed.run();
    }

    private TrafficStatus status() {
        List<TrafficEntry> still = frozen;
        return still == null
                ? new TrafficStatus(last - clearedTo, entries.size(), dropped - clearedDropped, 0)
                : new TrafficStatus(
                        last - clearedTo,
                        still.size(),
                        frozenDropped - clearedDropped,
                        last - frozenLast);
    }

    /// What changed since the last time. Any thread.
    TrafficUpdate take() {
        synchronized (pending) {
            var update =
                    new TrafficUpdate(pending.anew, pending.rows, pending.keepFrom, pending.status);
            pending.anew = false;
            pending.rows = new ArrayList<>();
            return update;
        }
    }
}
