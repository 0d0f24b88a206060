package org.resilientswarm.ui.graph;

import java.util.EnumMap;
import java.util.Map;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.control.Texts;

/// What the lines mean and how many there are of each; a click hides a kind or shows it again. How
/// much is hidden is always said.
final class Legend extends VBox {
    private final GraphViewModel model;
    private final Map<EdgeKind, ToggleButton> buttons = new EnumMap<>(EdgeKind.class);
    private final Label hidden = new Label();

    Legend(GraphViewModel model) {
        this.model = model;
        getStyleClass().add("legend");
        for (EdgeKind kind : EdgeKind.values()) {
            ToggleButton button = button(kind);
            buttons.put(kind, button);
            getChildren().add(button);
        }
        hidden.getStyleClass().add("hidden-count");
        getChildren().add(hidden);
        setPickOnBounds(false);
    }

    private ToggleButton button(EdgeKind kind) {
        var button = new ToggleButton(Texts.word(kind), new LineSample(kind));
        button.getStyleClass().add("flat");
        button.setMaxWidth(Double.MAX_VALUE);
        button.setSelected(true);
        button.setTooltip(new Tooltip(Texts.of("graph.legend.tip")));
        button.selectedProperty()
                .addListener(
                        (_, _, shown) -> {
                            if (shown) {
                                model.hiddenKinds().remove(kind);
                            } else {
                                model.hiddenKinds().add(kind);
                            }
                        });
        return button;
    }

    /// Counts anew.
    void refresh() {
        buttons.forEach(
                (kind, button) -> {
                    long count = model.count(kind);
                    button.setText(Texts.of("graph.legend.entry", Texts.word(kind), count));
                    boolean shown = count > 0 || kind.compareTo(EdgeKind.RELAYED) <= 0;
                    button.setVisible(shown);
                    button.setManaged(shown);
                });
        hidden.setText(Texts.of("graph.hidden", model.sceneProperty().get().hiddenEdges()));
    }
}
