package org.resilientswarm.ui.control;

import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/// Names and values below each other.
public final class FactGrid extends GridPane {
    private List<String> names = List.of();

    /// Shows nothing yet.
    public FactGrid() {
        getStyleClass().add("facts");
        var nameColumn = new ColumnConstraints();
        nameColumn.setMinWidth(Region.USE_PREF_SIZE);
        var valueColumn = new ColumnConstraints();
        valueColumn.setHgrow(Priority.ALWAYS);
        getColumnConstraints().setAll(nameColumn, valueColumn);
    }

    /// Shows other facts. Labels that are there already are kept, so that nothing flickers and what
    /// is read aloud is not interrupted.
    public void show(List<Fact> facts) {
        List<String> next = facts.stream().map(Fact::name).toList();
        if (!names.equals(next)) {
            names = next;
            getChildren().clear();
            for (int row = 0; row < next.size(); row++) {
                addRow(row, name(next.get(row)), value());
            }
        }
        for (int row = 0; row < facts.size(); row++) {
            ((Label) getChildren().get(2 * row + 1)).setText(facts.get(row).value());
        }
    }

    private static Label name(String text) {
        var name = new Label(text);
        name.getStyleClass().add("fact-name");
        name.setMaxHeight(Double.MAX_VALUE);
        return name;
    }

    private static Label value() {
        var value = new Label();
        value.getStyleClass().add("fact-value");
        value.setWrapText(true);
        return value;
    }
}
