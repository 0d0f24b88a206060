package org.resilientswarm.ui.paths;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The circuits that run through the own node.
final class CircuitTable extends TableView<CircuitInfo> {
    private static final double NORMAL_FONT = 13;
    private static final int MIN_ROWS = 2;
    private static final int MAX_ROWS = 8;

    /// The header and a scroll bar, counted in rows.
    private static final double OTHER_ROWS = 2.6;

    private final PathsViewModel model;
    private final Label measure;
    private final Map<TableColumn<CircuitInfo, ?>, Double> widths = new LinkedHashMap<>();

    /// @param measure a label whose font tells how large everything is shown
    CircuitTable(PathsViewModel model, Label measure) {
        this.model = model;
        this.measure = measure;
        setId("paths-circuits");
        getStyleClass().addAll("fixed-rows", "circuit-table");
        setAccessibleText(Texts.of("paths.circuits"));
        var placeholder = new Label(Texts.of("paths.circuits.none"));
        placeholder.setWrapText(true);
        placeholder.getStyleClass().add("hint");
        setPlaceholder(placeholder);
        setItems(model.circuits());
        setSortPolicy(_ -> false);
        column("paths.circuit.ends", 160, this::ends);
        column("paths.circuit.hops", 160, this::hops);
        column("paths.circuit.forward", 84, one -> Numbers.volume(one.bytesForward()), "number");
        column("paths.circuit.back", 84, one -> Numbers.volume(one.bytesBack()), "number");
        column("paths.circuit.waiting", 84, one -> Numbers.volume(one.waitingBytes()), "number");
        column("paths.circuit.since", 70, this::age, "number");
        widthProperty().addListener((_, _, _) -> fit());
        fixedCellSizeProperty().addListener((_, _, _) -> fit());
        model.pictureProperty().addListener((_, _, _) -> fit());
        measure.fontProperty().addListener((_, _, _) -> fit());
    }

    private String ends(CircuitInfo circuit) {
        var picture = model.pictureProperty().get();
        return Texts.of(
                "paths.circuit.both",
                picture.label(circuit.origin()),
                picture.label(circuit.target()));
    }

    private String hops(CircuitInfo circuit) {
        var picture = model.pictureProperty().get();
        return picture.label(circuit.from())
                + Texts.of("paths.arrow")
                + picture.label(circuit.to());
    }

    private String age(CircuitInfo circuit) {
        return Numbers.age(circuit.since(), model.pictureProperty().get().at());
    }

    private void column(
            String title, double width, Function<CircuitInfo, String> text, String... styles) {
        var column = new TableColumn<CircuitInfo, CircuitInfo>(Texts.of(title));
        column.setCellValueFactory(CircuitTable::row);
        column.setCellFactory(_ -> new TextCell(text, styles));
        column.setSortable(false);
        column.setReorderable(false);
        column.getStyleClass().addAll(styles);
        widths.put(column, width);
        getColumns().add(column);
    }

    private static ObservableValue<CircuitInfo> row(
            TableColumn.CellDataFeatures<CircuitInfo, CircuitInfo> of) {
        return new ReadOnlyObjectWrapper<>(of.getValue());
    }

    /// As high as its rows, up to a limit, because the screen around it scrolls.
    private void fit() {
        double scale = measure.getFont().getSize() / NORMAL_FONT;
        double wanted = scale * widths.values().stream().mapToDouble(width -> width).sum();
        setColumnResizePolicy(
                wanted < getWidth()
                        ? CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS
                        : UNCONSTRAINED_RESIZE_POLICY);
        widths.forEach((column, width) -> column.setPrefWidth(scale * width));
        int rows = Math.clamp(getItems().size(), MIN_ROWS, MAX_ROWS);
        double height = (rows + OTHER_ROWS) * Math.max(1, getFixedCellSize());
        setMinHeight(height);
        setPrefHeight(height);
    }

    private static final class TextCell extends TableCell<CircuitInfo, CircuitInfo> {
        private final Function<CircuitInfo, String> text;

        TextCell(Function<CircuitInfo, String> text, String... styles) {
            this.text = text;
            getStyleClass().addAll(styles);
        }

        @Override
        protected void updateItem(@Nullable CircuitInfo circuit, boolean empty) {
            super.updateItem(circuit, empty);
            setText(circuit == null || empty ? null : text.apply(circuit));
        }
    }
}
