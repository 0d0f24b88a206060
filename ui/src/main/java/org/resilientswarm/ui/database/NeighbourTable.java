package org.resilientswarm.ui.database;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.WeakInvalidationListener;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.RecordWork.Comparison;

/// How records are shared with each neighbour, and a way to compare with it now.
final class NeighbourTable extends TableView<SyncInfo> {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double NORMAL_FONT = 12.5;

    private final DatabaseViewModel model;
    private final Label measure;
    private final Map<TableColumn<SyncInfo, ?>, Double> widths = new LinkedHashMap<>();

    /// @param measure a label whose font tells how large everything is shown
    NeighbourTable(DatabaseViewModel model, Label measure) {
        this.model = model;
        this.measure = measure;
        setId("database-neighbours");
        getStyleClass().addAll("neighbour-table");
        setAccessibleText(Texts.of("database.neighbours"));
        setItems(model.neighbours());
        setSortPolicy(_ -> false);
        setPlaceholder(new Label(Texts.of("database.neighbours.none")));
        column("database.sync.neighbour", 84, info -> model.label(info.peer()));
        add(new TableColumn<>(""), 140, CompareCell::new);
        column("database.sync.exchanged", 124, NeighbourTable::exchanged, "mono");
        column("database.sync.wanted", 68, info -> Numbers.count(info.wanted()), "number");
        column("database.sync.refused", 172, NeighbourTable::refused);
        add(new TableColumn<>(Texts.of("database.sync.compared")), 170, ComparedCell::new);
        widthProperty().addListener((_, _, _) -> fitColumns());
        measure.fontProperty().addListener((_, _, _) -> fitColumns());
    }

    private String compared(SyncInfo info) {
        return info.reconciledAt() == null
                ? Texts.of("database.sync.not-yet")
                : Texts.of(
                        "database.sync.compared.words",
                        Numbers.age(info.reconciledAt(), model.shownProperty().get().at()),
                        info.differences(),
                        info.rounds());
    }

    private static String exchanged(SyncInfo info) {
        return Texts.of(
                "database.sync.both",
                Numbers.count(info.recordsIn()),
                Numbers.volume(info.bytesIn()),
                Numbers.count(info.recordsOut()),
                Numbers.volume(info.bytesOut()));
    }

    private static String refused(SyncInfo info) {
        return info.refused().isEmpty()
                ? "0"
                : info.refused().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(one -> one.getKey() + " " + Numbers.count(one.getValue()))
                        .collect(Collectors.joining("\n"));
    }

    private void column(
            String title, double width, Function<SyncInfo, String> text, String... styles) {
        var column = new TableColumn<SyncInfo, SyncInfo>(Texts.of(title));
        column.getStyleClass().addAll(styles);
        add(column, width, () -> new WordCell(text, styles));
    }

    private void add(
            TableColumn<SyncInfo, SyncInfo> column,
            double width,
            Supplier<TableCell<SyncInfo, SyncInfo>> cell) {
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(_ -> cell.get());
        column.setSortable(false);
        column.setReorderable(false);
        widths.put(column, width);
        getColumns().add(column);
    }

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

    /// A cell that also follows time and what the user did.
    private abstract class LiveCell extends TableCell<SyncInfo, SyncInfo> {
        private final InvalidationListener listener = _ -> update();

        LiveCell() {
            model.shownProperty().addListener(new WeakInvalidationListener(listener));
            model.stateProperty().addListener(new WeakInvalidationListener(listener));
        }

        @Override
        protected void updateItem(@Nullable SyncInfo info, boolean empty) {
            super.updateItem(info, empty);
            update();
        }

        private void update() {
            SyncInfo info = isEmpty() ? null : getItem();
            if (info == null) {
                setText(null);
                setGraphic(null);
            } else {
                show(info);
            }
        }

        abstract void show(SyncInfo info);

        @Nullable Comparison comparison(SyncInfo info) {
            return model.stateProperty().get().comparisons().get(info.peer());
        }
    }

    private final class WordCell extends LiveCell {
        private final Function<SyncInfo, String> text;

        WordCell(Function<SyncInfo, String> text, String... styles) {
            this.text = text;
            getStyleClass().addAll(styles);
        }

        @Override
        void show(SyncInfo info) {
            setText(text.apply(info));
        }
    }

    /// Compares with the neighbour when it is pressed.
    private final class CompareCell extends LiveCell {
        private final Button button =
                new Button(Texts.of("database.sync.compare"), Icons.of(Feather.REFRESH_CW));

        CompareCell() {
            button.getStyleClass().addAll("small-button", "compare");
            button.setOnAction(
                    _ -> {
                        SyncInfo info = getItem();
                        if (info != null) {
                            model.compare(info.peer());
                        }
                    });
        }

        @Override
        void show(SyncInfo info) {
            button.setDisable(Comparison.RUNNING.equals(comparison(info)));
            button.setAccessibleText(
                    Texts.of("database.sync.compare.with", model.label(info.peer())));
            setGraphic(button);
        }
    }

    /// What the last comparison came to.
    private final class ComparedCell extends LiveCell {
        ComparedCell() {
            getStyleClass().add("sync-result");
            setWrapText(true);
            setTooltip(new Tooltip());
            getTooltip().textProperty().bind(textProperty());
        }

        @Override
        void show(SyncInfo info) {
            Comparison comparison = comparison(info);
            Failure why = comparison == null ? null : comparison.failure();
            SyncResult result = comparison == null ? null : comparison.result();
            pseudoClassStateChanged(WRONG, why != null);
            if (why != null) {
                setText(Texts.of("database.failure", why.code(), Texts.sentence(why.sentence())));
            } else if (Comparison.RUNNING.equals(comparison)) {
                setText(Texts.of("database.sync.running"));
            } else {
                String traffic = result == null ? "" : traffic(result);
                setText(compared(info) + traffic);
            }
        }

        private static String traffic(SyncResult result) {
            return Texts.of(
                    "database.sync.result",
                    Numbers.volume(result.bytesSent() + result.bytesReceived()));
        }
    }
}
