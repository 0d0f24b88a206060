package org.resilientswarm.ui.links;

import java.time.Duration;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The link that is looked at: in words, and the last minute of it as a chart.
final class LinkPane extends BorderPane {
    private static final int GRID_LINES = 3;

    private final LinksViewModel model;
    private final Label title = new Label();
    private final Label words = new Label();
    private final Label reason = new Label();
    private final Label none = new Label(Texts.of("links.none-selected"));
    private final Label top = new Label();
    private final RttCurve curve = new RttCurve(GRID_LINES);
    private final BorderPane chart = new BorderPane();

    LinkPane(LinksViewModel model) {
        this.model = model;
        getStyleClass().add("link-pane");
        title.getStyleClass().add("frame-title");
        title.setId("link-title");
        words.setId("link-words");
        words.getStyleClass().add("hint");
        reason.getStyleClass().add("hint");
        none.getStyleClass().add("empty-title");
        none.setWrapText(true);
        title.setMinWidth(Region.USE_PREF_SIZE);
        reason.setTooltip(new Tooltip());
        reason.getTooltip().textProperty().bind(reason.textProperty());
        words.setWrapText(true);
        words.setMinHeight(Region.USE_PREF_SIZE);
        var line = new HBox(title, reason);
        line.getStyleClass().add("link-line");
        var head = new VBox(line, words);
        head.getStyleClass().add("link-head");
        setTop(head);
        buildChart();
        setCenter(new StackPane(chart, none));
        model.atProperty().addListener((_, _, _) -> refresh());
        model.selectedProperty().addListener((_, _, _) -> refresh());
        refresh();
    }

    private void buildChart() {
        chart.getStyleClass().add("link-chart");
        curve.setMinSize(0, 0);
        var zero = new Label(Texts.of("links.chart.zero"));
        var spring = new Region();
        VBox.setVgrow(spring, Priority.ALWAYS);
        var left = new VBox(top, spring, zero);
        left.getStyleClass().add("link-axis");
        var between = new Region();
        HBox.setHgrow(between, Priority.ALWAYS);
        var below =
                new HBox(
                        new Label(Texts.of("links.chart.begin")),
                        between,
                        new Label(Texts.of("links.chart.now")));
        chart.setLeft(left);
        chart.setCenter(curve);
        chart.setBottom(below);
    }

    private void refresh() {
        LinkRow row = model.selectedRow().orElse(null);
        boolean shown = row != null;
        chart.setVisible(shown);
        none.setVisible(!shown);
        getTop().setVisible(shown);
        getTop().setManaged(shown);
        if (row != null) {
            title.setText(Texts.of("links.link", row.from(), row.to()));
            words.setText(words(row));
            reason.setText(Texts.sentence(row.edge().reason()));
            curve.show(row.history(), model.atProperty().get());
            top.setText(Numbers.latency(Duration.ofNanos(Math.round(curve.top() * 1e6))));
        }
    }

    /// What a curve shows, for people who hear the screen too.
    static String words(LinkRow row) {
        RttHistory.Range range = row.history().range();
        return range == null
                ? Texts.of("links.chart.nothing")
                : Texts.of(
                        "links.chart.words",
                        Numbers.latency(range.least()),
                        Numbers.latency(range.middle()),
                        Numbers.latency(range.most()));
    }
}
