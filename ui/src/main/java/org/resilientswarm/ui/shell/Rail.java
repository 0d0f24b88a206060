package org.resilientswarm.ui.shell;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The way from screen to screen, at the left edge.
final class Rail extends VBox {
    private static final PseudoClass COMPACT = PseudoClass.getPseudoClass("compact");

    private final ToggleGroup group = new ToggleGroup();
    private final Map<Screen, ToggleButton> buttons = new EnumMap<>(Screen.class);
    private final Consumer<Screen> open;

    Rail(Consumer<Screen> open) {
        this.open = open;
        getStyleClass().add("rail");
        var spacer = new Region();
        setVgrow(spacer, Priority.ALWAYS);
        var join = new Button();
        join.setOnAction(_ -> open.accept(Screen.START));
        getChildren()
                .addAll(
                        screen(Screen.GRAPH, "rail.graph", Feather.SHARE_2),
                        screen(Screen.PEERS, "rail.peers", Feather.USERS),
                        screen(Screen.TRAFFIC, "rail.traffic", Feather.ACTIVITY),
                        screen(Screen.DATABASE, "rail.database", Feather.DATABASE),
                        screen(Screen.LINKS, "rail.links", Feather.BAR_CHART_2),
                        screen(Screen.PATHS, "rail.paths", Feather.GIT_BRANCH),
                        spacer,
                        dressed(join, "rail.join", Feather.PLUS_CIRCLE));
    }

    private ToggleButton screen(Screen screen, String text, Feather icon) {
        var button = new ToggleButton();
        button.setToggleGroup(group);
        button.setOnAction(
                _ -> {
                    button.setSelected(true);
                    open.accept(screen);
                });
        buttons.put(screen, button);
        return dressed(button, text, icon);
    }

    private static <B extends ButtonBase> B dressed(B button, String text, Feather icon) {
        button.setText(Texts.of(text));
        button.setGraphic(Icons.of(icon));
        button.setContentDisplay(ContentDisplay.TOP);
        button.getStyleClass().add("rail-button");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setTooltip(new Tooltip(Texts.of(text + ".tip")));
        return button;
    }

    /// Leaves out the words where there is little height; tooltips have them too.
    void setCompact(boolean compact) {
        pseudoClassStateChanged(COMPACT, compact);
        for (Node child : getChildren()) {
            if (child instanceof ButtonBase button) {
                button.setContentDisplay(
                        compact ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.TOP);
            }
        }
    }

    void show(Screen screen) {
        group.selectToggle(buttons.get(screen));
    }

    void focusFirst() {
        getChildren().getFirst().requestFocus();
    }
}
