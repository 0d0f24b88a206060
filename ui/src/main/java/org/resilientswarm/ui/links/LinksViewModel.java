package org.resilientswarm.ui.links;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.bridge.Quality;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmPicture;
import org.resilientswarm.ui.control.RowUpdate;
import org.resilientswarm.ui.control.Texts;

/// The logic of the links screen. Round-trip times are kept from the start on, also while the
/// screen is not shown. JavaFX thread.
public final class LinksViewModel {
    private final Selection selection;
    private final Map<LinkKey, RttHistory> histories = new HashMap<>();
    private final ObservableList<LinkRow> rows = FXCollections.observableArrayList();
    private final StringProperty filterText = new SimpleStringProperty("");
    private final BooleanProperty open = new SimpleBooleanProperty();
    private final ReadOnlyObjectWrapper<Instant> at = new ReadOnlyObjectWrapper<>(Instant.EPOCH);
    private final ReadOnlyObjectWrapper<@Nullable LinkKey> selected = new ReadOnlyObjectWrapper<>();
    private SwarmPicture picture = SwarmPicture.empty(Instant.EPOCH);
    private RowChange rowChange = change -> change.run();

    /// What tells a link from the others.
    ///
    /// @param relayed whether it is a circuit; there can be a link beside it
    record LinkKey(PublicKey a, PublicKey b, boolean relayed) {
        static LinkKey of(EdgeView edge) {
            return new LinkKey(edge.a(), edge.b(), edge.relayed());
        }
    }

    /// Surrounds every change of the rows, so that the view can keep its place.
    interface RowChange {
        void around(Runnable change);
    }

    /// @param selection shared with the other screens
    public LinksViewModel(Selection selection) {
        this.selection = selection;
        open.addListener((_, _, _) -> refresh());
        filterText.addListener((_, _, _) -> refresh());
        selection.member().addListener((_, _, member) -> follow(member));
    }

    /// A new picture of the swarm.
    public void show(SwarmPicture next) {
        if (!Objects.equals(ownKey(picture), ownKey(next))) {
            histories.clear();
            selected.set(null);
        }
        picture = next;
        remember();
        refresh();
    }

    private static @Nullable PublicKey ownKey(SwarmPicture picture) {
        SwarmPicture.OwnNode own = picture.own();
        return own == null ? null : own.key();
    }

    private void remember() {
        Set<LinkKey> there = new HashSet<>();
        for (EdgeView edge : picture.edges()) {
            LinkKey key = LinkKey.of(edge);
            there.add(key);
            histories
                    .computeIfAbsent(key, _ -> new RttHistory())
                    .add(picture.at(), edge.up() ? edge.rtt() : null);
        }
        histories
                .entrySet()
                .removeIf(
                        entry -> {
                            if (there.contains(entry.getKey())) {
                                return false;
                            }
                            entry.getValue().add(picture.at(), null);
                            return entry.getValue().isEmpty();
                        });
    }

    private void refresh() {
        if (!open.get()) {
            return;
        }
        String words = filterText.get().strip().toLowerCase(Locale.ROOT);
        Map<PublicKey, String> labels =
                picture.nodes().stream().collect(Collectors.toMap(n -> n.key(), n -> n.label()));
        List<LinkRow> next =
                picture.edges().stream()
                        .map(edge -> row(edge, labels))
                        .filter(row -> words.isEmpty() || row.has(words))
                        .sorted(LinkRow.BY_ENDS)
                        .toList();
        if (!next.equals(rows)) {
            rowChange.around(() -> RowUpdate.apply(rows, next, LinkRow.BY_ENDS));
        }
        at.set(picture.at());
    }

    private LinkRow row(EdgeView edge, Map<PublicKey, String> labels) {
        PublicKey from = picture.isOwn(edge.b()) ? edge.b() : edge.a();
        return new LinkRow(
                edge,
                label(from, labels),
                label(edge.other(from), labels),
                path(edge, labels),
                Quality.of(edge.quality()),
                histories.computeIfAbsent(LinkKey.of(edge), _ -> new RttHistory()));
    }

    private static String label(PublicKey key, Map<PublicKey, String> labels) {
        return labels.getOrDefault(key, key.shortText());
    }

    private static String path(EdgeView edge, Map<PublicKey, String> labels) {
        if (edge.oneSided()) {
            return Texts.of("links.one-sided");
        }
        String word = Texts.word(edge.kind());
        String via =
                edge.via().stream()
                        .map(key -> label(key, labels))
                        .collect(Collectors.joining(", "));
        return via.isEmpty() ? word : Texts.of("links.via", word, via);
    }

    void surroundRowChanges(RowChange change) {
        rowChange = change;
    }

    /// Looks at one link; with an own one, its far end is selected on all screens.
    void select(@Nullable LinkRow row) {
        selected.set(row == null ? null : LinkKey.of(row.edge()));
        PublicKey own = ownKey(picture);
        if (row != null && own != null && row.edge().touches(own)) {
            selection.member().set(row.edge().other(own));
        }
    }

    /// Looks at the worst one.
    public void lookAtWorst() {
        rows.stream().min(LinkRow.WORST).ifPresent(this::select);
    }

    private void follow(@Nullable PublicKey member) {
        LinkKey now = selected.get();
        PublicKey own = ownKey(picture);
        if (member != null && own != null && (now == null || !touches(now, member))) {
            picture.edges().stream()
                    .filter(edge -> edge.touches(member) && edge.touches(own))
                    .findFirst()
                    .ifPresent(edge -> selected.set(LinkKey.of(edge)));
        }
    }

    private static boolean touches(LinkKey key, PublicKey member) {
        return key.a.equals(member) || key.b.equals(member);
    }

    /// The row of the selected link, if it is shown.
    Optional<LinkRow> selectedRow() {
        return rows.stream()
                .filter(row -> LinkKey.of(row.edge()).equals(selected.get()))
                .findFirst();
    }

    /// How many links there are, hidden ones too.
    int count() {
        return picture.edges().size();
    }

    /// Those that fit the filter, ordered by their ends.
    ObservableList<LinkRow> rows() {
        return rows;
    }

    /// When what is shown was measured.
    ReadOnlyObjectProperty<Instant> atProperty() {
        return at.getReadOnlyProperty();
    }

    /// Which link is looked at, or null.
    ReadOnlyObjectProperty<@Nullable LinkKey> selectedProperty() {
        return selected.getReadOnlyProperty();
    }

    /// Words that all rows must have.
    StringProperty filterTextProperty() {
        return filterText;
    }

    /// Whether the screen is to be seen; rows are made only then.
    public BooleanProperty openProperty() {
        return open;
    }
}
