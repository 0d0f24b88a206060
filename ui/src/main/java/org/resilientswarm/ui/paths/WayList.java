package org.resilientswarm.ui.paths;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The ways to a peer, one below the other, each with its figures and the reason why it is used or
/// not. Items are kept while their words change, so that the keyboard stays where it is.
final class WayList extends VBox {
    private static final PseudoClass USED = PseudoClass.getPseudoClass("used");
    private static final PseudoClass FAILED = PseudoClass.getPseudoClass("failed");

    private final List<Item> items = new ArrayList<>();

    WayList() {
        setId("paths-ways");
        getStyleClass().add("way-list");
    }

    void show(List<PathCandidate> ways, PublicKey peer, PathWords words) {
        while (items.size() > ways.size()) {
            items.removeLast();
        }
        while (items.size() < ways.size()) {
            items.add(new Item());
        }
        for (int i = 0; i < ways.size(); i++) {
            items.get(i).show(ways.get(i), peer, words);
        }
        if (!getChildren().equals(items)) {
            getChildren().setAll(items);
        }
    }

    private static Feather icon(PathState state) {
        return switch (state) {
            case USED -> Feather.CHECK_CIRCLE;
            case STANDBY -> Feather.CIRCLE;
            case OPENING -> Feather.LOADER;
            case POSSIBLE -> Feather.HELP_CIRCLE;
            case FAILED -> Feather.X_CIRCLE;
        };
    }

    private static final class Item extends VBox {
        private final Label route = new Label();
        private final Label state = new Label();
        private final Label figures = new Label();
        private final Label why = new Label();

        Item() {
            getStyleClass().add("way");
            setFocusTraversable(true);
            setAccessibleRole(AccessibleRole.TEXT);
            route.getStyleClass().add("way-route");
            route.setWrapText(true);
            HBox.setHgrow(route, Priority.ALWAYS);
            route.setMaxWidth(Double.MAX_VALUE);
            state.getStyleClass().add("way-state");
            state.setMinWidth(Region.USE_PREF_SIZE);
            figures.getStyleClass().add("way-figures");
            figures.setWrapText(true);
            why.getStyleClass().add("way-why");
            why.setWrapText(true);
            for (Label label : new Label[] {route, figures, why}) {
                label.setMinHeight(Region.USE_PREF_SIZE);
            }
            var head = new HBox(route, state);
            head.getStyleClass().add("way-head");
            getChildren().addAll(head, figures, why);
        }

        void show(PathCandidate way, PublicKey peer, PathWords words) {
            String word = Texts.word(way.state());
            if (!word.equals(state.getText())) {
                state.setText(word);
                state.setGraphic(Icons.of(icon(way.state())));
                pseudoClassStateChanged(USED, way.state() == PathState.USED);
                pseudoClassStateChanged(FAILED, way.state() == PathState.FAILED);
            }
            route.setText(words.route(way.via(), peer));
            figures.setText(words.figures(way));
            why.setText(Texts.sentence(way.why()));
            setAccessibleText(
                    String.join(". ", route.getText(), word, figures.getText(), why.getText()));
        }
    }
}
