package org.resilientswarm.ui.detail;

import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.QualityBars;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.detail.DetailViewModel.Details;
import org.resilientswarm.ui.detail.DetailViewModel.Fact;

/// The drawer beside a screen.
public final class DetailView extends ScrollPane {
    private final DetailViewModel model;
    private final Label title = new Label();
    private final Label state = new Label();
    private final Label reason = new Label();
    private final Label key = new Label();
    private final QualityBars bars = new QualityBars();
    private final GridPane facts = new GridPane();

    /// @param model what to say
    /// @param close closes the drawer
    public DetailView(DetailViewModel model, Runnable close) {
        this.model = model;
        getStyleClass().add("detail-view");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setAccessibleText(Texts.of("detail.title"));
        title.getStyleClass().add("detail-title");
        reason.getStyleClass().add("detail-reason");
        reason.setWrapText(true);
        key.getStyleClass().addAll("mono", "detail-key");
        key.setWrapText(true);
        facts.getStyleClass().add("facts");
        var names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        var values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        facts.getColumnConstraints().setAll(names, values);
        var content = new VBox(header(close), stateLine(), reason, keyLine(), facts, copyAll());
        content.getStyleClass().add("detail-content");
        setContent(content);
        model.detailsProperty().addListener((_, _, now) -> show(now));
        show(model.detailsProperty().get());
    }

    private HBox header(Runnable close) {
        var button = new Button("", Icons.of(Feather.X));
        button.getStyleClass().addAll("flat", "button-icon");
        button.setAccessibleText(Texts.of("detail.close"));
        button.setTooltip(new Tooltip(Texts.of("detail.close")));
        button.setOnAction(_ -> close.run());
        title.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(title, Priority.ALWAYS);
        var header = new HBox(title, button);
        header.getStyleClass().add("detail-header");
        return header;
    }

    private HBox stateLine() {
        state.getStyleClass().add("detail-state");
        var line = new HBox(bars, state);
        line.getStyleClass().add("detail-state-line");
        return line;
    }

    private HBox keyLine() {
        HBox.setHgrow(key, Priority.ALWAYS);
        key.setMaxWidth(Double.MAX_VALUE);
        var line = new HBox(key, new CopyButton(Texts.of("copy.key"), this::keyText));
        line.getStyleClass().add("detail-key-line");
        return line;
    }

    private Button copyAll() {
        var button = new Button(Texts.of("detail.copy"), Icons.of(Feather.CLIPBOARD));
        button.getStyleClass().add("flat");
        button.setOnAction(_ -> CopyButton.put(everything()));
        return button;
    }

    private String keyText() {
        Details now = model.detailsProperty().get();
        return now == null ? "" : now.key().text();
    }

    private void show(@Nullable Details now) {
        if (now == null) {
            return;
        }
        title.setText(now.title());
        state.setText(now.state());
        bars.show(now.bars());
        reason.setText(now.reason());
        reason.setVisible(!now.reason().isEmpty());
        reason.setManaged(!now.reason().isEmpty());
        key.setText(now.key().text().replace('-', ' '));
        showFacts(now.facts());
    }

    /// Labels that are there already are kept, so that nothing flickers and what is read aloud is
    /// not interrupted.
    private void showFacts(List<Fact> list) {
        List<String> names =
                facts.getChildren().stream()
                        .map(Label.class::cast)
                        .filter(label -> label.getStyleClass().contains("fact-name"))
                        .map(Label::getText)
                        .toList();
        if (!names.equals(list.stream().map(Fact::name).toList())) {
            facts.getChildren().clear();
            for (int row = 0; row < list.size(); row++) {
                facts.addRow(row, name(list.get(row)), value());
            }
        }
        for (int row = 0; row < list.size(); row++) {
            ((Label) facts.getChildren().get(2 * row + 1)).setText(list.get(row).value());
        }
    }

    private static Label name(Fact fact) {
        var name = new Label(fact.name());
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

    private String everything() {
        Details now = model.detailsProperty().get();
        if (now == null) {
            return "";
        }
        String head = "# " + now.title() + "\n\n" + now.state() + ". " + now.reason();
        return head
                + "\n\n"
                + now.key().text()
                + "\n\n"
                + now.facts().stream()
                        .map(fact -> "- " + fact.name() + ": " + fact.value())
                        .collect(Collectors.joining("\n"));
    }
}
