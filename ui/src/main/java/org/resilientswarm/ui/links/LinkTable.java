package org.resilientswarm.ui.links;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.QualityBars;
import org.resilientswarm.ui.control.Texts;

/// One row for each link, the worst in front unless a person sorts otherwise.
final class LinkTable extends TableView<LinkRow> {
    private static final PseudoClass UNMEASURED = PseudoClass.getPseudoClass("unmeasured");
    private static final double NORMAL_FONT = 14;

    private final LinksViewModel model;
    private final Label measure;
    private final Map<TableColumn<LinkRow, ?>, Double> widths = new LinkedHashMap<>();
    private boolean changing;

    /// @param measure a label whose font tells how large everything is shown
    LinkTable(LinksViewModel model, Label measure) {
        this.model = model;
        this.measure = measure;
        getStyleClass().addAll("fixed-rows", "link-table");
        setAccessibleText(Texts.of("links.table"));
        columns();
        var sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty()
                .bind(
                        Bindings.createObjectBinding(
                                () -> getComparator() == null ? LinkRow.WORST : getComparator(),
                                comparatorProperty()));
        setSortPolicy(_ -> true);
        setItems(sorted);
        model.surroundRowChanges(this::keepingPlace);
        model.selectedProperty().addListener((_, _, _) -> keepingPlace(() -> {}));
        getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
        widthProperty().addListener((_, _, _) -> fitColumns());
        measure.fontProperty().addListener((_, _, _) -> fitColumns());
    }

    private void columns() {
        text("links.column.link", 150, row -> Texts.of("links.link", row.from(), row.to()));
        text("links.column.path", 180, LinkRow::path);
        add("links.column.quality", 144, LinkRow.WORST, QualityCell::new);
        number("links.column.rtt", row -> Numbers.latency(row.edge().rtt()), LinkTable::rtt);
        number(
                "links.column.jitter",
                row -> Numbers.latency(row.edge().quality().jitter()),
                LinkTable::jitter);
        number("links.column.loss", LinkRow::loss, row -> row.edge().quality().loss());
        var curve = add("links.column.curve", 180, LinkRow.BY_ENDS, CurveCell::new);
        curve.setSortable(false);
    }

    private static double rtt(LinkRow row) {
        var rtt = row.edge().rtt();
        return rtt == null ? -1 : rtt.toNanos();
    }

    private static double jitter(LinkRow row) {
        var jitter = row.edge().quality().jitter();
        return jitter == null ? -1 : jitter.toNanos();
    }

    private void text(String title, double width, Function<LinkRow, String> text) {
        add(title, width, Comparator.comparing(text), () -> new TextCell(text));
    }

    private void number(
            String title, Function<LinkRow, String> text, ToDoubleFunction<LinkRow> value) {
        var column =
                add(
                        title,
                        76,
                        Comparator.comparingDouble(value),
                        () -> new TextCell(text, "number"));
        column.getStyleClass().add("number");
    }

    private TableColumn<LinkRow, LinkRow> add(
            String title,
            double width,
            Comparator<LinkRow> order,
            Supplier<TableCell<LinkRow, LinkRow>> cell) {
        var column = new TableColumn<LinkRow, LinkRow>(Texts.of(title));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> cell.get());
        column.setComparator(order);
        column.setReorderable(false);
        widths.put(column, width);
        getColumns().add(column);
        return column;
    }

    /// Where there is room the last column takes it; where there is not, none is cut off and the
    /// table scrolls.
    private void fitColumns() {
        double scale = measure.getFont().getSize() / NORMAL_FONT;
        double wanted = scale * widths.values().stream().mapToDouble(width -> width).sum();
        setColumnResizePolicy(
                wanted < getWidth()
                        ? CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS
                        : UNCONSTRAINED_RESIZE_POLICY);
        widths.forEach((column, width) -> column.setPrefWidth(scale * width));
    }

    /// Rows change their places; the selected link stays the selected one.
    private void keepingPlace(Runnable change) {
        changing = true;
        try {
            change.run();
            model.selectedRow()
                    .ifPresentOrElse(
                            getSelectionModel()::select, getSelectionModel()::clearSelection);
        } finally {
            changing = false;
        }
    }

    private void chosen(@Nullable LinkRow row) {
        if (!changing && row != null) {
            model.select(row);
        }
    }

    /// A text; a dash for what was not measured is faded.
    private static final class TextCell extends TableCell<LinkRow, LinkRow> {
        private final Function<LinkRow, String> text;

        TextCell(Function<LinkRow, String> text, String... styles) {
            this.text = text;
            getStyleClass().addAll(styles);
            setTooltip(new Tooltip());
            getTooltip().textProperty().bind(textProperty());
        }

        @Override
        protected void updateItem(@Nullable LinkRow row, boolean empty) {
            super.updateItem(row, empty);
            setText(row == null || empty ? null : text.apply(row));
            pseudoClassStateChanged(UNMEASURED, Numbers.UNKNOWN.equals(getText()));
        }
    }

    /// How good it is, as bars and a word.
    private static final class QualityCell extends TableCell<LinkRow, LinkRow> {
        private final QualityBars bars = new QualityBars();

        @Override
        protected void updateItem(@Nullable LinkRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                setText(null);
                return;
            }
            bars.show(row.measured() ? row.quality().bars() : 0);
            setGraphic(bars);
            setText(row.qualityWord());
        }
    }

    /// The last minute; it moves on even when the row does not change.
    private final class CurveCell extends TableCell<LinkRow, LinkRow> {
        private final RttCurve curve = new RttCurve(0);
        private final InvalidationListener listener = _ -> paint();

        CurveCell() {
            getStyleClass().add("curve-cell");
            setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
            curve.prefWidthProperty().bind(widthProperty().subtract(24));
            model.atProperty().addListener(new WeakInvalidationListener(listener));
        }

        @Override
        protected void updateItem(@Nullable LinkRow row, boolean empty) {
            super.updateItem(row, empty);
            setGraphic(row == null || empty ? null : curve);
            paint();
        }

        private void paint() {
            LinkRow row = isEmpty() ? null : getItem();
            if (row != null) {
                curve.show(row.history(), model.atProperty().get());
                setAccessibleText(LinkPane.words(row));
            }
        }
    }
}
