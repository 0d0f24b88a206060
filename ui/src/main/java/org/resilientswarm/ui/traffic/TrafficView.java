package org.resilientswarm.ui.traffic;

import atlantafx.base.controls.ToggleSwitch;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Orientation;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The traffic screen: tools, the frames, and the one that is looked at.
public final class TrafficView extends BorderPane {
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination FIND =
            new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination CLEAR =
            new KeyCodeCombination(KeyCode.L, KeyCombination.SHORTCUT_DOWN);
    private static final double TABLE_SHARE = 0.62;
    private static final double COMPACT_WIDTH = 860;
    private static final double NORMAL_FONT = 12.5;

    private final TrafficViewModel model;
    private final StatusWords words;
    private final FilterBar filter;
    private final TrafficTable table;
    private final FramePane frame;
    private final ToggleButton pause = new ToggleButton();
    private final ToggleButton follow = new ToggleButton();
    private final Button clear = new Button();
    private final ToggleSwitch payload = new ToggleSwitch(Texts.of("traffic.payload"));

    /// @param model what to show
    public TrafficView(TrafficViewModel model) {
        this.model = model;
        getStyleClass().add("traffic-view");
        words = new StatusWords(model);
        table = new TrafficTable(model, words.shown());
        filter = new FilterBar(model, table::requestFocus);
        frame = new FramePane(model);
        new RowPlace(table, model).attach();
        table.setContextMenu(new RowMenu(model));
        table.setPlaceholder(words.empty());
        var pill = words.pill();
        var rows = new StackPane(table, pill);
        StackPane.setAlignment(pill, Pos.BOTTOM_CENTER);
        var halves = new SplitPane(rows, frame);
        halves.setOrientation(Orientation.VERTICAL);
        halves.setDividerPositions(TABLE_SHARE);
        SplitPane.setResizableWithParent(frame, false);
        setTop(new VBox(tools(), words.line(), banner()));
        setCenter(halves);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        words.shown().fontProperty().addListener((_, _, _) -> fit());
        widthProperty().addListener((_, _, _) -> fit());
    }

    private HBox tools() {
        pause.setId("traffic-pause");
        follow.setId("traffic-follow");
        pause.selectedProperty().bindBidirectional(model.pausedProperty());
        dress(pause, "traffic.pause", "traffic.pause.tip", Feather.PAUSE);
        follow.selectedProperty().bindBidirectional(model.followingProperty());
        dress(follow, "traffic.follow", "traffic.follow.tip", Feather.ARROW_DOWN);
        dress(clear, "traffic.clear", "traffic.clear.tip", Feather.TRASH_2);
        clear.setOnAction(_ -> model.clear());
        payload.setId("traffic-payload");
        payload.selectedProperty().bindBidirectional(model.payloadProperty());
        payload.setTooltip(new Tooltip(Texts.of("traffic.payload.tip")));
        payload.setMinWidth(Region.USE_PREF_SIZE);
        HBox.setHgrow(filter, Priority.ALWAYS);
        var tools = new HBox(filter, pause, follow, clear, payload);
        tools.getStyleClass().addAll("screen-tools", "traffic-tools");
        return tools;
    }

    private static void dress(ButtonBase button, String text, String tip, Feather icon) {
        button.setText(Texts.of(text));
        button.setGraphic(Icons.of(icon));
        button.getStyleClass().addAll("flat", "tool");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(Texts.of(tip)));
        button.setAccessibleText(Texts.of(text));
    }

    private HBox banner() {
        var text = new Label(Texts.of("traffic.payload.banner"), Icons.of(Feather.EYE));
        text.setWrapText(true);
        text.setMinWidth(0);
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        var off = new Button(Texts.of("traffic.payload.off"));
        off.setMinWidth(Region.USE_PREF_SIZE);
        off.setOnAction(_ -> model.payloadProperty().set(false));
        var banner = new HBox(text, off);
        banner.setId("traffic-banner");
        banner.getStyleClass().add("warning-strip");
        banner.visibleProperty().bind(model.payloadProperty());
        banner.managedProperty().bind(banner.visibleProperty());
        return banner;
    }

    /// Leaves out the words of the tools where there is little room; icons and tooltips remain.
    private void fit() {
        double scale = words.shown().getFont().getSize() / NORMAL_FONT;
        boolean compact = getWidth() < COMPACT_WIDTH * scale;
        var display = compact ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        pause.setContentDisplay(display);
        follow.setContentDisplay(display);
        clear.setContentDisplay(display);
    }

    private void key(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (FIND.match(event)) {
            filter.focusField();
        } else if (CLEAR.match(event)) {
            model.clear();
        } else if (COPY.match(event) && !typing) {
            copyLine();
        } else if (typing || event.isShortcutDown() || event.isAltDown()) {
            return;
        } else if (!single(event)) {
            return;
        }
        event.consume();
    }

    private boolean single(KeyEvent event) {
        switch (event.getCode()) {
            case SPACE -> {
                if (event.getTarget() instanceof ButtonBase
                        || event.getTarget() instanceof ToggleSwitch) {
                    return false;
                }
                toggle(model.pausedProperty());
            }
            case F -> toggle(model.followingProperty());
            case SLASH, DIVIDE -> filter.focusField();
            default -> {
                return false;
            }
        }
        return true;
    }

    private static void toggle(BooleanProperty property) {
        property.set(!property.get());
    }

    private void copyLine() {
        TrafficEntry entry = model.selectedProperty().get();
        if (entry != null) {
            CopyButton.put(entry.line());
        }
    }

    /// The node that takes the keyboard.
    public Node focusTarget() {
        return table;
    }
}
