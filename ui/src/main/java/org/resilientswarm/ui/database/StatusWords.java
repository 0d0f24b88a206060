package org.resilientswarm.ui.database;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.TextAlignment;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.RecordLog.Shown;

/// Says how many records there are, what stands where none is, and what is wrong.
final class StatusWords {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final DatabaseViewModel model;
    private final Label shown = new Label();
    private final Label others = new Label();
    private final Button more = new Button(Texts.of("database.more"));
    private final HBox line = new HBox(shown, others, more);
    private final Label emptyText = new Label();
    private final Button showAll = new Button(Texts.of("database.empty.show-all"));
    private final Button create = new Button(Texts.of("database.new"), Icons.of(Feather.PLUS));
    private final VBox empty = new VBox(emptyText, showAll, create);
    private final Label stripText = new Label();
    private final Button retry = new Button(Texts.of("database.retry"));
    private final CopyButton copy = new CopyButton(Texts.of("copy.error"), stripText::getText);
    private final HBox strip = new HBox(stripText, retry, copy);

    StatusWords(DatabaseViewModel model) {
        this.model = model;
        shown.setId("database-shown");
        shown.getStyleClass().add("screen-summary");
        shown.setMinWidth(Region.USE_PREF_SIZE);
        others.setId("database-others");
        others.getStyleClass().addAll("screen-summary", "traffic-others");
        others.setMinWidth(0);
        line.getStyleClass().add("traffic-status");
        more.setId("database-more");
        more.getStyleClass().add("small-button");
        more.setMinWidth(Region.USE_PREF_SIZE);
        more.setOnAction(_ -> model.more());
        emptyText.setId("database-empty");
        emptyText.getStyleClass().add("empty-title");
        emptyText.setWrapText(true);
        emptyText.setMaxWidth(520);
        emptyText.setAlignment(Pos.CENTER);
        emptyText.setTextAlignment(TextAlignment.CENTER);
        empty.getStyleClass().add("empty-state");
        showAll.setOnAction(_ -> showAll());
        create.setOnAction(_ -> model.beginNew());
        stripText.setWrapText(true);
        stripText.setMinWidth(0);
        stripText.setMaxWidth(Double.MAX_VALUE);
        stripText.setGraphic(Icons.of(Feather.ALERT_TRIANGLE));
        HBox.setHgrow(stripText, Priority.ALWAYS);
        retry.setId("database-retry");
        retry.setMinWidth(Region.USE_PREF_SIZE);
        retry.setOnAction(_ -> model.reload());
        strip.setId("database-strip");
        strip.getStyleClass().add("warning-strip");
        model.shownProperty().addListener((_, _, _) -> update());
        update();
    }

    private void showAll() {
        model.filterTextProperty().set("");
        model.choose(RecordChoice.ALL);
    }

    private void update() {
        Shown now = model.shownProperty().get();
        showLine(now);
        showEmpty(now);
        showStrip(now);
    }

    private void showLine(Shown now) {
        boolean all = now.rows().size() == now.loaded();
        shown.setText(
                all
                        ? Texts.of("database.status.all", now.loaded())
                        : Texts.of("database.status.some", now.rows().size(), now.loaded()));
        others.setText(
                !now.more()
                        ? ""
                        : Texts.of(
                                now.full() ? "database.status.full" : "database.status.more",
                                now.loaded()));
        boolean offer = now.more() && !now.full();
        more.setVisible(offer);
        more.setManaged(offer);
        more.setDisable(now.loading());
    }

    private void showEmpty(Shown now) {
        boolean hidden = now.loaded() > 0;
        boolean asking = now.loading() || now.choice() == null;
        boolean own = now.choice() != null && now.choice().own();
        emptyText.setText(emptyText(now, hidden, own));
        boolean offerAll = hidden || (!asking && now.failure() == null && !own);
        showAll.setVisible(offerAll);
        showAll.setManaged(offerAll);
        boolean offerNew = !hidden && !asking && own && now.failure() == null;
        create.setVisible(offerNew);
        create.setManaged(offerNew);
    }

    private static String emptyText(Shown now, boolean hidden, boolean own) {
        if (now.choice() == null) {
            return Texts.of("database.empty.choose");
        }
        if (now.loading()) {
            return now.slow() ? Texts.of("database.loading") : "";
        }
        if (now.failure() != null) {
            return Texts.of("database.empty.failed");
        }
        if (hidden) {
            return Texts.of("database.empty.hidden", now.loaded());
        }
        return Texts.of(own ? "database.empty.own" : "database.empty");
    }

    /// What keeps the rows from being right.
    private void showStrip(Shown now) {
        Failure why = now.failure();
        boolean stale = now.self() == null && now.loaded() > 0;
        strip.setVisible(why != null || stale);
        strip.setManaged(why != null || stale);
        strip.pseudoClassStateChanged(WRONG, why != null);
        retry.setVisible(why != null);
        retry.setManaged(why != null);
        if (why != null) {
            stripText.setText(
                    Texts.of("database.failure", why.code(), Texts.sentence(why.sentence())));
        } else if (stale) {
            String time =
                    DateTimeFormatter.ofLocalizedTime(FormatStyle.MEDIUM)
                            .format(now.at().atZone(ZoneId.systemDefault()));
            stripText.setText(Texts.of("database.stale", time));
        }
    }

    /// How many records are shown.
    Label shown() {
        return shown;
    }

    /// The line under the tools.
    HBox line() {
        return line;
    }

    /// What stands where no record is.
    VBox empty() {
        return empty;
    }

    /// Tells what is wrong.
    HBox strip() {
        return strip;
    }
}
