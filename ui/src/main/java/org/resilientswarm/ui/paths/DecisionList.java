package org.resilientswarm.ui.paths;

import java.util.List;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.ui.control.Texts;

/// The last decisions about a peer, the newest first, each with its reason and those of the ways
/// that lost.
final class DecisionList extends VBox {
    private List<PathDecision> shown = List.of();

    DecisionList() {
        setId("paths-decisions");
        getStyleClass().add("decision-list");
        empty();
    }

    private void empty() {
        getChildren().setAll(line(Texts.of("paths.decisions.none"), "hint"));
    }

    void show(List<PathDecision> decisions, PathWords words) {
        if (decisions.equals(shown)) {
            return;
        }
        shown = decisions;
        if (decisions.isEmpty()) {
            empty();
        } else {
            getChildren().setAll(decisions.stream().map(one -> item(one, words)).toList());
        }
    }

    private static VBox item(PathDecision decision, PathWords words) {
        var item = new VBox(line(words.decision(decision), "decision-title"));
        item.getChildren().add(line(Texts.sentence(decision.path().reason()), "way-why"));
        words.losers(decision).forEach(loser -> item.getChildren().add(line(loser, "hint")));
        item.getStyleClass().add("decision");
        item.setFocusTraversable(true);
        item.setAccessibleRole(AccessibleRole.TEXT);
        item.setAccessibleText(
                String.join(
                        " ",
                        item.getChildren().stream()
                                .map(node -> ((Label) node).getText())
                                .toList()));
        return item;
    }

    private static Label line(String text, String style) {
        var line = new Label(text);
        line.getStyleClass().add(style);
        line.setWrapText(true);
        line.setMinHeight(Region.USE_PREF_SIZE);
        return line;
    }
}
