package org.resilientswarm.ui.traffic;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.collections.ListChangeListener;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.traffic.FilterText.Reading;

/// Says how many frames there are and what became of the others: nothing is left out in silence.
final class StatusWords {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final TrafficViewModel model;
    private final Label shown = new Label();
    private final Label others = new Label();
    private final HBox line = new HBox(shown, others);
    private final Label emptyText = new Label();
    private final Button showAll = new Button(Texts.of("traffic.empty.show-all"));
    private final VBox empty = new VBox(emptyText, showAll);
    private final Button pill = new Button();
    private long seen;

    StatusWords(TrafficViewModel model) {
        this.model = model;
        shown.setId("traffic-shown");
        shown.getStyleClass().add("screen-summary");
        shown.setMinWidth(Region.USE_PREF_SIZE);
        others.setId("traffic-others");
        others.getStyleClass().addAll("screen-summary", "traffic-others");
        others.setMinWidth(0);
        others.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(others, Priority.ALWAYS);
        line.getStyleClass().add("traffic-status");
        emptyText.getStyleClass().add("empty-title");
        emptyText.setWrapText(true);
        emptyText.setMaxWidth(520);
        empty.getStyleClass().add("empty-state");
        showAll.setId("traffic-show-all");
        showAll.setOnAction(_ -> showAll());
        pill.setId("traffic-pill");
        pill.getStyleClass().addAll("accent", "pill");
        pill.setGraphic(Icons.of(Feather.ARROW_DOWN));
        pill.setFocusTraversable(false);
        pill.setOnAction(_ -> goOn());
        InvalidationListener update = _ -> update();
        model.statusProperty().addListener(update);
        model.readingProperty().addListener(update);
        model.rows().addListener((ListChangeListener<TrafficEntry>) _ -> update());
        model.pausedProperty().addListener(update);
        model.followingProperty().addListener(update);
        model.selection().member().addListener(update);
        update();
    }

    private void showAll() {
        model.filterTextProperty().set("");
        model.showOnly(null);
    }

    private void goOn() {
        model.pausedProperty().set(false);
        model.followingProperty().set(true);
    }

    private void update() {
        TrafficStatus status = model.statusProperty().get();
        showLine(status);
        showEmpty(status);
        showPill(status);
    }

    private void showLine(TrafficStatus status) {
        boolean wrong = model.readingProperty().get() instanceof Reading.Wrong;
        line.pseudoClassStateChanged(WRONG, wrong);
        boolean all = model.rows().size() == status.kept();
        shown.setText(
                all
                        ? Texts.of("traffic.status.all", status.kept())
                        : Texts.of("traffic.status.some", model.rows().size(), status.kept()));
        List<String> parts = new ArrayList<>();
        if (model.readingProperty().get() instanceof Reading.Wrong fault) {
            parts.add(Texts.of("traffic.status.wrong", fault.message(), fault.at() + 1));
        }
        if (model.pausedProperty().get()) {
            parts.add(Texts.of("traffic.status.paused", status.waiting()));
        }
        if (status.dropped() > 0) {
            parts.add(Texts.of("traffic.status.dropped", status.dropped()));
        }
        if (status.forgotten() > 0) {
            parts.add(Texts.of("traffic.status.forgotten", status.forgotten()));
        }
        others.setText(String.join("   ", parts));
    }

    private void showEmpty(TrafficStatus status) {
        boolean hidden = status.kept() > 0;
        emptyText.setText(
                hidden
                        ? Texts.of("traffic.empty.hidden", status.kept())
                        : Texts.of("traffic.empty"));
        showAll.setVisible(hidden);
        showAll.setManaged(hidden);
    }

    /// What came since the rows stand still.
    private void showPill(TrafficStatus status) {
        boolean still = model.pausedProperty().get() || !model.followingProperty().get();
        if (!still) {
            seen = lastNumber();
        }
        long fresh =
                model.pausedProperty().get()
                        ? status.waiting()
                        : model.rows().size() - model.indexOf(seen + 1);
        pill.setVisible(still && fresh > 0);
        pill.setText(Texts.of("traffic.pill", fresh));
    }

    private long lastNumber() {
        return model.rows().isEmpty() ? 0 : model.rows().getLast().number();
    }

    /// How many frames are shown.
    Label shown() {
        return shown;
    }

    /// The line under the tools.
    HBox line() {
        return line;
    }

    /// What stands where no frame is.
    VBox empty() {
        return empty;
    }

    /// Leads to what came since the rows stand still.
    Button pill() {
        return pill;
    }
}
