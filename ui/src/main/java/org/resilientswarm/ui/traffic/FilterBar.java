package org.resilientswarm.ui.traffic;

import atlantafx.base.controls.CustomTextField;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.traffic.FilterText.Reading;

/// The filter field with a mark that tells whether it can be used, and whose frames are shown.
final class FilterBar extends HBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final TrafficViewModel model;
    private final CustomTextField field = new CustomTextField();
    private final Label mark = new Label();
    private final Button only = new Button("", Icons.of(Feather.X));

    /// @param leave puts the keyboard back into the rows
    FilterBar(TrafficViewModel model, Runnable leave) {
        this.model = model;
        getStyleClass().add("filter-bar");
        field.setId("traffic-filter");
        field.setPromptText(Texts.of("traffic.filter.prompt"));
        field.setLeft(Icons.of(Feather.FILTER));
        field.setTooltip(new Tooltip(Texts.of("traffic.filter.help")));
        field.getTooltip().setWrapText(true);
        field.getTooltip().getStyleClass().add("wide-tooltip");
        field.textProperty().bindBidirectional(model.filterTextProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, event -> key(event, leave));
        mark.getStyleClass().add("filter-mark");
        var clear = new Button("", Icons.of(Feather.X));
        clear.getStyleClass().addAll("flat", "button-icon", "clear-button");
        clear.setAccessibleText(Texts.of("traffic.filter.clear"));
        clear.setTooltip(new Tooltip(Texts.of("traffic.filter.clear")));
        clear.setOnAction(_ -> model.filterTextProperty().set(""));
        clear.visibleProperty().bind(model.filterTextProperty().isNotEmpty());
        clear.managedProperty().bind(clear.visibleProperty());
        var right = new HBox(mark, clear);
        right.getStyleClass().add("filter-right");
        field.setRight(right);
        only.setId("traffic-only");
        only.getStyleClass().add("chip");
        only.setMinWidth(0);
        only.setTooltip(new Tooltip(Texts.of("traffic.only.tip")));
        only.setOnAction(_ -> model.showOnly(null));
        setHgrow(field, Priority.ALWAYS);
        field.setMaxWidth(Double.MAX_VALUE);
        getChildren().addAll(only, field);
        model.readingProperty().addListener((_, _, _) -> showReading());
        model.selection().member().addListener((_, _, _) -> showOnly());
        model.namesProperty().addListener((_, _, _) -> showOnly());
        showReading();
        showOnly();
    }

    private void key(KeyEvent event, Runnable leave) {
        if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
            field.clear();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER
                || event.getCode() == KeyCode.DOWN
                || event.getCode() == KeyCode.ESCAPE) {
            leave.run();
            event.consume();
        }
    }

    private void showReading() {
        Reading reading = model.readingProperty().get();
        boolean used = !model.filterTextProperty().get().isBlank();
        boolean wrong = reading instanceof Reading.Wrong;
        mark.setVisible(used);
        mark.setText(used ? Texts.of(wrong ? "traffic.filter.wrong" : "traffic.filter.valid") : "");
        mark.setGraphic(Icons.of(wrong ? Feather.ALERT_TRIANGLE : Feather.CHECK));
        pseudoClassStateChanged(WRONG, wrong);
        String state = reading instanceof Reading.Wrong fault ? fault.message() : mark.getText();
        field.setAccessibleText(Texts.of("traffic.filter.name") + ". " + state);
    }

    private void showOnly() {
        PublicKey member = model.only();
        only.setVisible(member != null);
        only.setManaged(member != null);
        only.setText(Texts.of("traffic.only", model.namesProperty().get().label(member)));
    }

    void focusField() {
        field.requestFocus();
        field.selectAll();
    }

    boolean hasKeyboard(@Nullable Object owner) {
        return field.equals(owner);
    }
}
