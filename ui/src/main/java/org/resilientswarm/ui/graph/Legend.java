package org.resilientswarm.ui.graph;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// What the lines mean and how many there are of each; a click hides a kind or shows it again. How
/// much is hidden is always said, and when it is closed its button has the numbers.
final class Legend extends VBox {
    private final GraphViewModel model;
    private final Map<EdgeKind, ToggleButton> buttons = new EnumMap<>(EdgeKind.class);
    private final Label hidden = new Label();
    private final ToggleButton title = new ToggleButton();
    private final Tooltip titleTip = new Tooltip();
    private final VBox entries = new VBox();

    Legend(GraphViewModel model) {
        this.model = model;
        getStyleClass().add("legend");
        for (EdgeKind kind : EdgeKind.values()) {
            ToggleButton button = button(kind);
            buttons.put(kind, button);
            entries.getChildren().add(button);
        }
        hidden.getStyleClass().add("hidden-count");
        entries.getChildren().add(hidden);
        entries.getStyleClass().add("legend-entries");
        title();
        getChildren().addAll(title, entries);
        setPickOnBounds(false);
    }

    private void title() {
        title.setId("legend-title");
        title.getStyleClass().addAll("flat", "legend-title");
        title.setMaxWidth(Double.MAX_VALUE);
        title.setTooltip(titleTip);
        title.setOnAction(
                _ ->
                        model.legendProperty()
                                .set(title.isSelected() ? LegendChoice.OPEN : LegendChoice.CLOSED));
    }

    /// Opens or closes, as a person chose or else as there is room.
    ///
    /// @param width of the drawing, without the enlargement of the whole console
    /// @param height of the drawing, without the enlargement of the whole console
    void fold(double width, double height) {
        boolean open = model.legendProperty().get().open(width, height);
        title.setSelected(open);
        title.setGraphic(Icons.of(open ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT));
        entries.setVisible(open);
        entries.setManaged(open);
        refresh();
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
        int hiddenEdges = model.sceneProperty().get().hiddenEdges();
        hidden.setText(Texts.of("graph.hidden", hiddenEdges));
        boolean tellHidden = hiddenEdges > 0 && !title.isSelected();
        String name = Texts.of("graph.legend");
        title.setText(tellHidden ? name + " · " + hidden.getText() : name);
        String counts =
                buttons.values().stream()
                        .filter(ToggleButton::isManaged)
                        .map(ToggleButton::getText)
                        .collect(Collectors.joining("\n"));
        String action = Texts.of(title.isSelected() ? "graph.legend.close" : "graph.legend.open");
        titleTip.setText(action + "\n" + counts + "\n" + hidden.getText());
        title.setAccessibleText(titleTip.getText().replace("\n", ", "));
    }
}
