package org.resilientswarm.ui.traffic;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.Mailbox;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.bridge.TrafficFeed;
import org.resilientswarm.ui.control.RingList;
import org.resilientswarm.ui.traffic.FilterText.Reading;

/// The logic of the traffic screen. JavaFX thread.
public final class TrafficViewModel {
    private final Selection selection;
    private final Executor feedThread;
    private final TrafficFeed feed;
    private final TrafficLog log;
    private final Mailbox<Decoded> decodedMail;
    private final RingList<TrafficEntry> rows = new RingList<>();
    private final ReadOnlyObjectWrapper<TrafficStatus> status =
            new ReadOnlyObjectWrapper<>(TrafficStatus.NOTHING);
    private final StringProperty filterText = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Reading> reading =
            new ReadOnlyObjectWrapper<>(FilterText.read(""));
    private final BooleanProperty paused = new SimpleBooleanProperty();
    private final BooleanProperty following = new SimpleBooleanProperty(true);
    private final BooleanProperty payload = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<@Nullable TrafficEntry> selected =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Decoded> decoded = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<FrameNames> names =
            new ReadOnlyObjectWrapper<>(FrameNames.NONE);
    private final AtomicInteger wanted = new AtomicInteger();
    private TrafficFilter filter = TrafficFilter.ALL;
    private RowChange rowChange = change -> change.run();

    /// A frame with its fields.
    record Decoded(TrafficEntry entry, TrafficField root) {}

    /// Surrounds every change of the rows, so that the view can keep its place.
    interface RowChange {
        void around(Runnable change);
    }

    /// @param selection shared with the other screens
    /// @param nodes the first one is looked at
    /// @param feedThread owns what was captured; one task at a time, in order
    /// @param readerThread the JavaFX thread
    public TrafficViewModel(
            Selection selection, LocalNodes nodes, Executor feedThread, Executor readerThread) {
        this(selection, nodes, feedThread, readerThread, TrafficLog.Limits.USUAL);
    }

    TrafficViewModel(
            Selection selection,
            LocalNodes nodes,
            Executor feedThread,
            Executor readerThread,
            TrafficLog.Limits limits) {
        this.selection = selection;
        this.feedThread = feedThread;
        var rowMail = new Mailbox<>(readerThread, (Boolean _) -> apply());
        this.log = new TrafficLog(limits, () -> rowMail.post(true));
        this.decodedMail = new Mailbox<>(readerThread, this::show);
        this.feed = new TrafficFeed(nodes, log);
        selection.member().addListener((_, _, _) -> choose());
        filterText.addListener((_, _, text) -> read(text));
        paused.addListener((_, _, now) -> feedThread.execute(() -> log.pause(now)));
        payload.addListener((_, _, keep) -> feed.keepPayload(keep));
    }

    /// Reads what the nodes capture; to be started on the thread that owns it.
    public TrafficFeed feed() {
        return feed;
    }

    /// A new picture of the swarm: members may have other names.
    public void show(SwarmPicture picture) {
        FrameNames next = FrameNames.of(picture);
        if (!next.equals(names.get())) {
            names.set(next);
            choose();
        }
    }

    private void read(String text) {
        Reading now = FilterText.read(text);
        reading.set(now);
        if (now instanceof Reading.Valid valid) {
            filter = valid.filter();
            choose();
        }
    }

    /// Has the frames looked through anew; what was asked for before is given up.
    private void choose() {
        int mine = wanted.incrementAndGet();
        var choice = new TrafficLog.Choice(filter, names.get(), only());
        feedThread.execute(
                () -> {
                    if (wanted.get() == mine) {
                        log.choose(choice, () -> wanted.get() != mine);
                    }
                });
    }

    /// Whose frames are shown: those of the selected member, or null for those of all.
    @Nullable PublicKey only() {
        PublicKey member = selection.member().get();
        return member == null || member.equals(names.get().own()) ? null : member;
    }

    private void apply() {
        TrafficUpdate update = log.take();
        rowChange.around(
                () -> {
                    if (update.anew()) {
                        rows.replaceAll(update.rows());
                    } else {
                        rows.append(update.rows());
                    }
                    rows.removeFirst(indexOf(update.keepFrom()));
                });
        status.set(update.status());
    }

    /// Where the row with this number is, or the next one.
    int indexOf(long number) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).number() < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    void surroundRowChanges(RowChange change) {
        rowChange = change;
    }

    void select(@Nullable TrafficEntry entry) {
        if (Objects.equals(selected.get(), entry)) {
            return;
        }
        selected.set(entry);
        if (entry == null) {
            decoded.set(null);
        } else {
            feedThread.execute(() -> decode(entry));
        }
    }

    /// Looks at the frame of which most bytes were kept, and stays there.
    public void lookAtLongest() {
        rows.stream()
                .max(Comparator.comparingInt(TrafficEntry::capturedLength))
                .ifPresent(
                        longest -> {
                            following.set(false);
                            select(longest);
                        });
    }

    private void decode(TrafficEntry entry) {
        TrafficField root = feed.decode(entry);
        if (root != null) {
            decodedMail.post(new Decoded(entry, root));
        }
    }

    private void show(Decoded done) {
        if (done.entry().equals(selected.get())) {
            decoded.set(done);
        }
    }

    /// Forgets all frames.
    void clear() {
        select(null);
        feedThread.execute(log::clear);
    }

    /// Shows the frames of one member only, on this screen and the others alike; null for all.
    void showOnly(@Nullable PublicKey member) {
        selection.member().set(member);
    }

    /// Adds a term to the filter, unless it is there.
    void narrow(String term) {
        String text = filterText.get().strip();
        if (!List.of(text.split("\\s+")).contains(term)) {
            filterText.set(text.isEmpty() ? term : text + " " + term);
        }
    }

    /// The frames that the filter lets through.
    RingList<TrafficEntry> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<TrafficStatus> statusProperty() {
        return status.getReadOnlyProperty();
    }

    /// What is written in the filter field.
    StringProperty filterTextProperty() {
        return filterText;
    }

    /// Whether that can be used; the last that could stays in use.
    ReadOnlyObjectProperty<Reading> readingProperty() {
        return reading.getReadOnlyProperty();
    }

    /// Whether the rows stay as they are.
    BooleanProperty pausedProperty() {
        return paused;
    }

    /// Whether the newest row is to be seen.
    BooleanProperty followingProperty() {
        return following;
    }

    /// Whether the bytes of streams are kept.
    BooleanProperty payloadProperty() {
        return payload;
    }

    /// The frame that is looked at, or null; it stays when its row goes.
    ReadOnlyObjectProperty<@Nullable TrafficEntry> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// Its fields, as soon as they are known.
    ReadOnlyObjectProperty<@Nullable Decoded> decodedProperty() {
        return decoded.getReadOnlyProperty();
    }

    /// What members are called.
    ReadOnlyObjectProperty<FrameNames> namesProperty() {
        return names.getReadOnlyProperty();
    }

    /// Shared with the other screens.
    Selection selection() {
        return selection;
    }
}
