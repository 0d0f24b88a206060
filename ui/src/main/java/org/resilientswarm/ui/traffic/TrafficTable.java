package org.resilientswarm.ui.traffic;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The frames, one in a row, the newest at the end.
final class TrafficTable extends TableView<TrafficEntry> {
    private static final PseudoClass INBOUND = PseudoClass.getPseudoClass("inbound");
    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");
    private static final PseudoClass SESSION = PseudoClass.getPseudoClass("session");
    private static final double NORMAL_FONT = 12.5;

    private final TrafficViewModel model;
    private final Label measure;
    private final Map<TableColumn<TrafficEntry, ?>, Double> widths = new LinkedHashMap<>();
    private final TableColumn<TrafficEntry, TrafficEntry> info;

    /// @param measure a label whose font tells how large everything is shown
    TrafficTable(TrafficViewModel model, Label measure) {
        this.model = model;
        this.measure = measure;
        getStyleClass().addAll("traffic-table");
        setAccessibleText(Texts.of("traffic.table"));
        setItems(model.rows());
        setSortPolicy(_ -> false);
        column("traffic.column.number", 74, e -> Numbers.count(e.number()), "number");
        column("traffic.column.time", 108, FrameText::time, "mono");
        column("traffic.column.members", 150, this::members);
        column("traffic.column.path", 74, e -> model.namesProperty().get().path(e), "muted");
        column("traffic.column.stream", 74, FrameNames::type);
        column("traffic.column.kind", 98, e -> e.kind().name(), "mono", "kind");
        column("traffic.column.length", 70, e -> Numbers.count(e.length()), "number");
        info = column("traffic.column.info", 220, TrafficEntry::info, "info");
        setRowFactory(_ -> new FrameRow());
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        widthProperty().addListener((_, _, _) -> fitColumns());
        measure.fontProperty().addListener((_, _, _) -> fitColumns());
        model.namesProperty().addListener((_, _, _) -> refresh());
    }

    private String members(TrafficEntry entry) {
        FrameNames names = model.namesProperty().get();
        return Texts.of("traffic.members", names.from(entry), names.to(entry));
    }

    private TableColumn<TrafficEntry, TrafficEntry> column(
            String title, double width, Function<TrafficEntry, String> text, String... styles) {
        var column = new TableColumn<TrafficEntry, TrafficEntry>(Texts.of(title));
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> new TextCell(text, styles));
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().addAll(styles);
        widths.put(column, width);
        getColumns().add(column);
        return column;
    }

    /// Every column is as wide as what stands in it; the last one takes what is left, and where
    /// nothing is left the table scrolls.
    private void fitColumns() {
        double scale = measure.getFont().getSize() / NORMAL_FONT;
        double others = 0;
        for (var column : widths.entrySet()) {
            double width = scale * column.getValue();
            if (column.getKey().equals(info)) {
                info.setMinWidth(width);
            } else {
                column.getKey().setMinWidth(width);
                column.getKey().setPrefWidth(width);
                others += width;
            }
        }
        double wanted = others + info.getMinWidth();
        setColumnResizePolicy(
                wanted < getWidth()
                        ? CONSTRAINED_RESIZE_POLICY_LAST_COLUMN
                        : UNCONSTRAINED_RESIZE_POLICY);
    }

    /// A text of a frame.
    private static final class TextCell extends TableCell<TrafficEntry, TrafficEntry> {
        private final Function<TrafficEntry, String> text;

        TextCell(Function<TrafficEntry, String> text, String... styles) {
            this.text = text;
            getStyleClass().addAll(styles);
        }

        @Override
        protected void updateItem(@Nullable TrafficEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            setText(entry == null || empty ? null : text.apply(entry));
        }
    }

    /// Shows where a frame comes from and whether something is wrong with it.
    private static final class FrameRow extends TableRow<TrafficEntry> {
        @Override
        protected void updateItem(@Nullable TrafficEntry entry, boolean empty) {
            super.updateItem(entry, empty);
            TrafficEntry shown = empty ? null : entry;
            pseudoClassStateChanged(INBOUND, shown != null && !shown.outbound());
            pseudoClassStateChanged(SESSION, shown != null && shown.packet() != null);
            pseudoClassStateChanged(TROUBLE, shown != null && isTrouble(shown.kind()));
        }

        private static boolean isTrouble(TrafficKind kind) {
            return kind == TrafficKind.MALFORMED
                    || kind == TrafficKind.UNKNOWN
                    || kind == TrafficKind.RESET;
        }
    }
}
