package org.resilientswarm.ui.database;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.skin.VirtualFlow;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.ui.bridge.PlainText;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.bridge.RecordRow;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The records, one in a row, ordered by kind, name and author. Whatever changes, the same rows
/// stay in view and the same one stays selected.
final class RecordTable extends TableView<RecordRow> {
    private static final PseudoClass DELETED = PseudoClass.getPseudoClass("deleted");
    private static final PseudoClass OWN = PseudoClass.getPseudoClass("own");
    private static final Duration MARKED = Duration.ofSeconds(5);
    private static final double NORMAL_FONT = 12.5;

    private final DatabaseViewModel model;
    private final Label measure;
    private final Map<TableColumn<RecordRow, ?>, Double> widths = new LinkedHashMap<>();
    private boolean following;

    /// The selected record was chosen elsewhere and its row has not come into view yet.
    private boolean hidden;

    /// @param measure a label whose font tells how large everything is shown
    RecordTable(DatabaseViewModel model, Label measure) {
        this.model = model;
        this.measure = measure;
        getStyleClass().addAll("record-table");
        setAccessibleText(Texts.of("database.table"));
        setItems(model.rows());
        setSortPolicy(_ -> false);
        column("database.column.changed", 30, this::mark, "changed");
        column("database.column.kind", 92, row -> row.record().kind(), "mono");
        column("database.column.name", 124, row -> PlainText.line(row.record().name()));
        column("database.column.author", 112, this::author, "author");
        column("database.column.age", 92, this::age);
        column("database.column.size", 72, RecordTable::size, "number");
        column("database.column.body", 200, RecordTable::body, "mono", "body");
        setRowFactory(_ -> new KeptRow());
        widthProperty().addListener((_, _, _) -> fitColumns());
        measure.fontProperty().addListener((_, _, _) -> fitColumns());
        model.surroundRowChanges(this::around);
        model.selectedProperty().addListener((_, _, _) -> reveal());
        getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
    }

    private String mark(RecordRow row) {
        Instant changed = row.changedAt();
        boolean fresh =
                changed != null && changed.plus(MARKED).isAfter(model.shownProperty().get().at());
        return fresh ? Texts.of("database.changed") : "";
    }

    private String author(RecordRow row) {
        String label = model.label(row.record().author());
        return model.isOwn(row.record().author()) ? Texts.of("database.own", label) : label;
    }

    private String age(RecordRow row) {
        return Texts.of(
                "database.ago",
                Numbers.age(row.record().created(), model.shownProperty().get().at()));
    }

    private static String size(RecordRow row) {
        return row.record().deleted() ? Numbers.UNKNOWN : Numbers.volume(row.bytes());
    }

    private static String body(RecordRow row) {
        return row.record().deleted() ? Texts.of("database.deleted") : row.line();
    }

    private void column(
            String title, double width, Function<RecordRow, String> text, String... styles) {
        var column = new TableColumn<RecordRow, RecordRow>(Texts.of(title));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new LiveCell(text, styles));
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().addAll(styles);
        widths.put(column, width);
        getColumns().add(column);
    }

    /// Every column is as wide as what stands in it; the last one takes what is left, and where
    /// nothing is left the table scrolls.
    private void fitColumns() {
        double scale = measure.getFont().getSize() / NORMAL_FONT;
        widths.forEach(
                (column, width) -> {
                    column.setMinWidth(scale * width);
                    column.setPrefWidth(scale * width);
                });
        double wanted = scale * widths.values().stream().mapToDouble(width -> width).sum();
        setColumnResizePolicy(
                wanted < getWidth()
                        ? CONSTRAINED_RESIZE_POLICY_LAST_COLUMN
                        : UNCONSTRAINED_RESIZE_POLICY);
    }

    private void chosen(@Nullable RecordRow row) {
        if (row != null && !following) {
            model.select(row.key());
        }
    }

    /// Where the user looks: which row is on top, and how much of it is hidden.
    private record Place(VirtualFlow<?> flow, RecordKey key, double offset) {}

    private void around(Runnable change) {
        following = true;
        try {
            Place before = place();
            change.run();
            selectAgain();
            if (before != null) {
                putBack(before);
            }
            if (hidden) {
                reveal();
            }
        } finally {
            following = false;
        }
    }

    private void putBack(Place place) {
        layout();
        int index = indexOf(place.key);
        IndexedCell<?> top = place.flow.getFirstVisibleCell();
        if (index >= 0 && top != null) {
            double now = top.getLayoutY() + (index - top.getIndex()) * top.getHeight();
            place.flow.scrollPixels(now - place.offset);
        }
    }

    private @Nullable Place place() {
        var flow = (VirtualFlow<?>) lookup(".virtual-flow");
        IndexedCell<?> top = flow == null ? null : flow.getFirstVisibleCell();
        int index = top == null ? 0 : top.getIndex();
        boolean atTop = index <= 0 && (top == null || top.getLayoutY() >= 0);
        return flow == null || top == null || atTop || index >= getItems().size()
                ? null
                : new Place(flow, getItems().get(index).key(), top.getLayoutY());
    }

    private int indexOf(@Nullable RecordKey key) {
        for (int i = 0; i < getItems().size(); i++) {
            if (getItems().get(i).key().equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /// Brings the selected row into view as soon as there is one.
    private void reveal() {
        selectAgain();
        int index = indexOf(model.selectedProperty().get());
        hidden = index < 0 && model.selectedProperty().get() != null;
        if (index >= 0) {
            scrollTo(index);
        }
    }

    private void selectAgain() {
        boolean before = following;
        following = true;
        try {
            int index = indexOf(model.selectedProperty().get());
            if (index < 0) {
                getSelectionModel().clearSelection();
            } else if (getSelectionModel().getSelectedIndex() != index) {
                getSelectionModel().clearAndSelect(index);
            }
        } finally {
            following = before;
        }
    }

    /// A text of a record that may say something else as time goes by or names become known.
    private final class LiveCell extends TableCell<RecordRow, RecordRow> {
        private final Function<RecordRow, String> text;
        private final InvalidationListener listener = _ -> update();

        LiveCell(Function<RecordRow, String> text, String... styles) {
            this.text = text;
            getStyleClass().addAll(styles);
            model.shownProperty().addListener(new WeakInvalidationListener(listener));
        }

        @Override
        protected void updateItem(@Nullable RecordRow row, boolean empty) {
            super.updateItem(row, empty);
            update();
        }

        private void update() {
            RecordRow row = getItem();
            setText(row == null || isEmpty() ? null : text.apply(row));
        }
    }

    /// Tells own and deleted records from others.
    private final class KeptRow extends TableRow<RecordRow> {
        @Override
        protected void updateItem(@Nullable RecordRow row, boolean empty) {
            super.updateItem(row, empty);
            SwarmRecord shown = row == null || empty ? null : row.record();
            pseudoClassStateChanged(DELETED, shown != null && shown.deleted());
            pseudoClassStateChanged(OWN, shown != null && model.isOwn(shown.author()));
        }
    }
}
