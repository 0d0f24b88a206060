package org.resilientswarm.ui.links;

import atlantafx.base.controls.CustomTextField;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The links screen: a filter, the links, and the one that is looked at.
public final class LinksView extends BorderPane {
    private static final KeyCombination FIND =
            new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    private static final double TABLE_SHARE = 0.66;

    private final LinksViewModel model;
    private final Label summary = new Label();
    private final Label empty = new Label();
    private final CustomTextField field = new CustomTextField();
    private final LinkTable table;

    /// @param model what to show
    public LinksView(LinksViewModel model) {
        this.model = model;
        getStyleClass().add("links-view");
        table = new LinkTable(model, summary);
        empty.getStyleClass().add("empty-title");
        empty.setWrapText(true);
        table.setPlaceholder(empty);
        var pane = new LinkPane(model);
        var halves = new SplitPane(table, pane);
        halves.setOrientation(Orientation.VERTICAL);
        halves.setDividerPositions(TABLE_SHARE);
        SplitPane.setResizableWithParent(pane, false);
        setTop(tools());
        setCenter(halves);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.atProperty().addListener((_, _, _) -> count());
        model.filterTextProperty().addListener((_, _, _) -> count());
        table.comparatorProperty().addListener((_, _, _) -> count());
        count();
    }

    private HBox tools() {
        summary.setId("links-summary");
        summary.getStyleClass().add("screen-summary");
        summary.setMinWidth(Region.USE_PREF_SIZE);
        field.setId("links-filter");
        field.setPromptText(Texts.of("links.filter.prompt"));
        field.setAccessibleText(Texts.of("links.filter"));
        field.setLeft(Icons.of(Feather.FILTER));
        field.textProperty().bindBidirectional(model.filterTextProperty());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::fieldKey);
        var clear = new Button("", Icons.of(Feather.X));
        clear.getStyleClass().addAll("flat", "button-icon", "clear-button");
        clear.setAccessibleText(Texts.of("links.filter.clear"));
        clear.setTooltip(new Tooltip(Texts.of("links.filter.clear")));
        clear.setOnAction(_ -> field.clear());
        clear.visibleProperty().bind(field.textProperty().isNotEmpty());
        clear.managedProperty().bind(clear.visibleProperty());
        field.setRight(clear);
        HBox.setHgrow(field, Priority.ALWAYS);
        field.setMaxWidth(Double.MAX_VALUE);
        field.setMinWidth(0);
        var tools = new HBox(field, summary);
        tools.getStyleClass().addAll("screen-tools", "links-tools");
        return tools;
    }

    private void count() {
        int shown = model.rows().size();
        int all = model.count();
        String counted =
                shown == all
                        ? Texts.of("links.summary", all)
                        : Texts.of("links.summary.some", shown, all);
        summary.setText(
                table.getComparator() == null && shown > 0
                        ? Texts.of("links.summary.worst-first", counted)
                        : counted);
        empty.setText(Texts.of(all == 0 ? "links.empty" : "links.empty.filter"));
    }

    private void fieldKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !field.getText().isEmpty()) {
            field.clear();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER
                || event.getCode() == KeyCode.DOWN
                || event.getCode() == KeyCode.ESCAPE) {
            table.requestFocus();
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        boolean slash = event.getCode() == KeyCode.SLASH || event.getCode() == KeyCode.DIVIDE;
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (FIND.match(event) || (slash && !typing && !event.isShortcutDown())) {
            field.requestFocus();
            field.selectAll();
            event.consume();
        }
    }

    /// The node that takes the keyboard.
    public Node focusTarget() {
        return table;
    }
}
