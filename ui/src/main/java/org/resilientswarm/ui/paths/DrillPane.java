package org.resilientswarm.ui.paths;

import java.time.Duration;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The drill: asks before it blocks the direct link, and tells as long as that lasts.
final class DrillPane extends VBox {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final PathsViewModel model;
    private final Button start = new Button(Texts.of("paths.drill"), Icons.of(Feather.SLASH));
    private final Label question = new Label();
    private final Button yes = new Button(Texts.of("paths.drill.yes"));
    private final HBox confirm;
    private final Label result = new Label();
    private @Nullable PublicKey asked;

    DrillPane(PathsViewModel model) {
        this.model = model;
        start.setId("paths-block");
        start.getStyleClass().add("flat");
        start.setMinWidth(Region.USE_PREF_SIZE);
        start.setOnAction(_ -> ask(model.peerProperty().get()));
        question.setWrapText(true);
        question.setMinWidth(0);
        question.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(question, Priority.ALWAYS);
        yes.setId("paths-block-yes");
        yes.setMinWidth(Region.USE_PREF_SIZE);
        yes.setOnAction(_ -> begin());
        var no = new Button(Texts.of("paths.drill.no"));
        no.setId("paths-block-no");
        no.setMinWidth(Region.USE_PREF_SIZE);
        no.setOnAction(_ -> ask(null));
        confirm = new HBox(question, yes, no);
        confirm.setId("paths-confirm");
        confirm.getStyleClass().add("warning-strip");
        result.setId("paths-drill");
        result.getStyleClass().addAll("fault", "drill-result");
        result.setWrapText(true);
        getChildren().addAll(confirm, result);
        model.peerProperty().addListener((_, _, _) -> ask(null));
        model.seenProperty().addListener((_, _, _) -> refresh());
        ask(null);
    }

    /// The button that begins.
    Button start() {
        return start;
    }

    private void ask(@Nullable PublicKey peer) {
        asked = peer;
        if (peer != null) {
            String label = model.pictureProperty().get().label(peer);
            question.setText(Texts.of("paths.drill.sure", label, PathWork.DRILL.toSeconds()));
        }
        refresh();
        if (peer != null) {
            yes.requestFocus();
        }
    }

    private void begin() {
        ask(null);
        model.block();
        start.requestFocus();
    }

    private void refresh() {
        PathWork.Drill drill = model.current().drill();
        start.setDisable(model.peerProperty().get() == null || drill.running());
        show(confirm, asked != null);
        String text = text(drill);
        result.setText(text);
        result.pseudoClassStateChanged(WRONG, drill.failure() != null);
        show(result, !text.isEmpty());
    }

    private String text(PathWork.Drill drill) {
        Instant until = drill.until();
        if (drill.failure() != null) {
            return PathWords.failure(drill.failure());
        }
        if (drill.running()) {
            return Texts.of("paths.drill.running");
        }
        Instant now = model.current().at();
        if (until == null || !now.isBefore(until)) {
            return "";
        }
        long left = (Duration.between(now, until).toMillis() + 999) / 1000;
        return Texts.of("paths.drill.left", left);
    }

    private static void show(Region node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
