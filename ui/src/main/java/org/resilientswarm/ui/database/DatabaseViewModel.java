package org.resilientswarm.ui.database;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.Mailbox;
import org.resilientswarm.ui.bridge.NodeView;
import org.resilientswarm.ui.bridge.RecordFeed;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.bridge.RecordRow;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.RowUpdate;
import org.resilientswarm.ui.database.RecordLog.Limits;
import org.resilientswarm.ui.database.RecordLog.Looked;
import org.resilientswarm.ui.database.RecordLog.Shown;
import org.resilientswarm.ui.database.RecordWork.State;

/// The logic of the database screen. JavaFX thread.
public final class DatabaseViewModel {
    private static final Comparator<RecordRow> BY_KEY = Comparator.comparing(RecordRow::key);

    private final Executor feedThread;
    private final RecordLog log;
    private final RecordWork work;
    private final Mailbox<Boolean> news;
    private final ObservableList<RecordRow> rows = FXCollections.observableArrayList();
    private final ObservableList<SyncInfo> neighbours = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<List<KindCount>> kinds =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<@Nullable RecordChoice> choice =
            new ReadOnlyObjectWrapper<>();
    private final StringProperty filterText = new SimpleStringProperty("");
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Shown> shown;
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NOTHING);
    private final ReadOnlyObjectWrapper<@Nullable RecordKey> selected =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable RecordDraft> draft =
            new ReadOnlyObjectWrapper<>();
    private final AtomicInteger filters = new AtomicInteger();
    private final AtomicInteger drafts = new AtomicInteger();
    private Map<PublicKey, String> labels = Map.of();
    private RowChange rowChange = change -> change.run();

    /// A choice and how many records it has.
    ///
    /// @param count deleted ones included; negative when that is not known
    record KindCount(RecordChoice choice, int count) {}

    /// Surrounds every change of the rows, so that the view can keep its place.
    interface RowChange {
        void around(Runnable change);
    }

    /// @param nodes the database of the first one is shown
    /// @param clock the time of day
    /// @param feedThread owns what is shown; one task at a time, in order
    /// @param readerThread the JavaFX thread
    public DatabaseViewModel(
            LocalNodes nodes, InstantSource clock, Executor feedThread, Executor readerThread) {
        this(nodes, clock, feedThread, readerThread, Limits.USUAL);
    }

    DatabaseViewModel(
            LocalNodes nodes,
            InstantSource clock,
            Executor feedThread,
            Executor readerThread,
            Limits limits) {
        this.feedThread = feedThread;
        this.news = new Mailbox<>(readerThread, (Boolean _) -> apply());
        this.log = new RecordLog(nodes, clock, feedThread, limits, this::tell);
        this.work = new RecordWork(log.feed(), this::tell);
        this.shown = new ReadOnlyObjectWrapper<>(log.shown());
        open.addListener((_, _, now) -> opened(now));
        filterText.addListener((_, _, _) -> filter());
    }

    private void tell() {
        news.post(true);
    }

    /// Asks the database; to be started on the thread that owns it.
    public RecordFeed feed() {
        return log.feed();
    }

    private void opened(boolean now) {
        feedThread.execute(() -> log.open(now));
        if (now && choice.get() == null) {
            choose(RecordChoice.ALL);
        }
    }

    /// A new picture of the swarm: other counts, neighbours and names.
    public void show(SwarmPicture next) {
        List<KindCount> counted = new ArrayList<>();
        counted.add(new KindCount(RecordChoice.ALL, next.database().records()));
        counted.add(new KindCount(RecordChoice.OWN, -1));
        new TreeMap<>(next.database().kinds())
                .forEach(
                        (kind, count) ->
                                counted.add(new KindCount(RecordChoice.ofKind(kind), count)));
        kinds.set(counted);
        List<SyncInfo> sorted =
                next.database().neighbours().stream()
                        .sorted(Comparator.comparing(SyncInfo::peer))
                        .toList();
        RowUpdate.apply(neighbours, sorted, Comparator.comparing(SyncInfo::peer));
        Map<PublicKey, String> named = new HashMap<>();
        next.nodes().forEach((NodeView node) -> named.put(node.key(), node.label()));
        if (!named.equals(labels)) {
            labels = named;
            filter();
        }
    }

    private void filter() {
        int mine = filters.incrementAndGet();
        RecordFilter filter = RecordFilter.of(filterText.get(), labels);
        feedThread.execute(
                () -> {
                    if (filters.get() == mine) {
                        log.filter(filter);
                    }
                });
    }

    private void apply() {
        Shown next = log.shown();
        State done = work.state();
        PublicKey before = shown.get().self();
        if (next.self() != null && before != null && !next.self().equals(before)) {
            select(null);
            draft.set(null);
            feedThread.execute(work::forget);
        }
        if (!next.rows().equals(rows)) {
            rowChange.around(() -> RowUpdate.apply(rows, next.rows(), BY_KEY));
        }
        shown.set(next);
        boolean written = done.written() > state.get().written();
        state.set(done);
        if (written) {
            draft.set(null);
            select(done.last());
        }
    }

    void surroundRowChanges(RowChange change) {
        rowChange = change;
    }

    void choose(RecordChoice next) {
        if (!next.equals(choice.get())) {
            choice.set(next);
            feedThread.execute(() -> log.choose(next));
        }
    }

    void reload() {
        feedThread.execute(log::reload);
    }

    void more() {
        feedThread.execute(log::more);
    }

    void select(@Nullable RecordKey key) {
        if (!Objects.equals(selected.get(), key)) {
            selected.set(key);
            feedThread.execute(() -> log.look(key));
        }
    }

    /// Looks at the first record of the own node, or else the first of all.
    public void lookAtFirst() {
        rows.stream()
                .filter(row -> isOwn(row.record().author()))
                .findFirst()
                .or(() -> rows.stream().findFirst())
                .ifPresent(row -> select(row.key()));
    }

    /// All about the selected record, once it is known.
    @Nullable Looked looked() {
        Looked now = shown.get().looked();
        return now != null && now.key().equals(selected.get()) ? now : null;
    }

    boolean isOwn(PublicKey author) {
        return author.equals(shown.get().self());
    }

    /// Whether this record is one that the user may change: an own one that is not the swarm's.
    boolean canChange(SwarmRecord record) {
        return isOwn(record.author()) && !RecordDraft.isReserved(record.kind());
    }

    String label(PublicKey key) {
        String label = labels.get(key);
        return label == null ? key.shortText() : label;
    }

    /// Begins a new record, of the kind that is shown if that is not the swarm's own.
    void beginNew() {
        RecordChoice now = choice.get();
        String kind = now == null || now.kind() == null ? "" : now.kind();
        edit(RecordDraft.EMPTY.with(RecordDraft.isReserved(kind) ? "" : kind, "", ""));
    }

    /// Begins to change the record that is looked at, if that is possible.
    void beginChange() {
        Looked now = looked();
        if (now != null && now.detail() != null && canChange(now.detail().record())) {
            edit(RecordDraft.of(now.detail().record(), now.json()));
        }
    }

    /// What the user has written so far, or null to write nothing any more.
    void edit(@Nullable RecordDraft next) {
        if (Objects.equals(next, draft.get())) {
            return;
        }
        draft.set(next);
        PublicKey self = shown.get().self();
        int mine = drafts.incrementAndGet();
        feedThread.execute(
                () -> {
                    if (drafts.get() == mine) {
                        work.check(next, self);
                    }
                });
    }

    /// Stores what was written, if nothing is wrong with it.
    void save() {
        RecordDraft written = draft.get();
        if (written != null) {
            feedThread.execute(() -> work.save(written));
        }
    }

    /// Deletes the record that is looked at.
    void delete() {
        RecordKey key = selected.get();
        if (key != null) {
            feedThread.execute(() -> work.delete(key));
        }
    }

    void compare(PublicKey peer) {
        feedThread.execute(() -> work.compare(peer));
    }

    /// Those that are shown, ordered by key.
    ObservableList<RecordRow> rows() {
        return rows;
    }

    /// How records are shared with each neighbour, ordered by key.
    ObservableList<SyncInfo> neighbours() {
        return neighbours;
    }

    /// What there is to choose from.
    ReadOnlyObjectProperty<List<KindCount>> kindsProperty() {
        return kinds.getReadOnlyProperty();
    }

    /// What was chosen, or null.
    ReadOnlyObjectProperty<@Nullable RecordChoice> choiceProperty() {
        return choice.getReadOnlyProperty();
    }

    /// Words that all rows must have.
    StringProperty filterTextProperty() {
        return filterText;
    }

    /// Whether the screen is to be seen; without that nothing is asked.
    public BooleanProperty openProperty() {
        return open;
    }

    /// What there is to see of the records.
    ReadOnlyObjectProperty<Shown> shownProperty() {
        return shown.getReadOnlyProperty();
    }

    /// What came of that which the user did.
    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What names the selected record, or null.
    ReadOnlyObjectProperty<@Nullable RecordKey> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// What is being written, or null.
    ReadOnlyObjectProperty<@Nullable RecordDraft> draftProperty() {
        return draft.getReadOnlyProperty();
    }
}
