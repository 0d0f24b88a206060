package org.resilientswarm.ui.detail;

import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.value.ChangeListener;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.FactGrid;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.QualityBars;
import org.resilientswarm.ui.control.Scrolling;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.detail.DetailViewModel.Details;

/// The drawer beside a screen.
public final class DetailView extends ScrollPane {
    private final DetailViewModel model;
    private final Label title = new Label();
    private final Label state = new Label();
    private final Label reason = new Label();
    private final Label key = new Label();
    private final QualityBars bars = new QualityBars();
    private final FactGrid facts = new FactGrid();
    private final SessionPane session = new SessionPane();
    private final TextPane texts;
    private final TitledPane sessionSection;
    private final TitledPane textSection;
    private final ChangeListener<@Nullable Node> keyboard =
            (_, _, owner) -> Scrolling.reveal(this, owner);

    /// @param model what to say
    /// @param textModel the texts of the member
    /// @param close closes the drawer
    public DetailView(DetailViewModel model, TextViewModel textModel, Runnable close) {
        this.model = model;
        texts = new TextPane(textModel);
        sessionSection = section("detail.session", session);
        textSection = section("detail.text", texts);
        getStyleClass().add("detail-view");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setAccessibleText(Texts.of("detail.title"));
        title.getStyleClass().add("detail-title");
        reason.getStyleClass().add("detail-reason");
        reason.setWrapText(true);
        key.getStyleClass().addAll("mono", "detail-key");
        key.setWrapText(true);
        var content =
                new VBox(
                        header(close),
                        stateLine(),
                        reason,
                        keyLine(),
                        facts,
                        sessionSection,
                        textSection,
                        copyAll());
        content.getStyleClass().add("detail-content");
        setContent(content);
        // What is above may grow, as when a peer opens streams.
        content.heightProperty().addListener((_, _, _) -> followKeyboard());
        sceneProperty().addListener((_, old, now) -> follow(old, now));
        model.detailsProperty().addListener((_, _, now) -> show(now));
        show(model.detailsProperty().get());
    }

    private static TitledPane section(String title, Node content) {
        var section = new TitledPane(Texts.of(title), content);
        section.setAnimated(false);
        section.getStyleClass().add("detail-section");
        return section;
    }

    private void followKeyboard() {
        Scene scene = getScene();
        if (scene != null) {
            Scrolling.reveal(this, scene.getFocusOwner());
        }
    }

    /// Whoever gets the keyboard comes into view.
    private void follow(@Nullable Scene old, @Nullable Scene now) {
        if (old != null) {
            old.focusOwnerProperty().removeListener(keyboard);
        }
        if (now != null) {
            now.focusOwnerProperty().addListener(keyboard);
        }
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
        reason.setText(Texts.sentence(now.reason()));
        reason.setVisible(!now.reason().isEmpty());
        reason.setManaged(!now.reason().isEmpty());
        key.setText(now.key().text().replace('-', ' '));
        facts.show(now.facts());
        SessionWords words = now.session();
        sessionSection.setVisible(words != null);
        sessionSection.setManaged(words != null);
        textSection.setVisible(words != null);
        textSection.setManaged(words != null);
        session.show(words == null ? SessionWords.NONE : words);
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
                + lines(now.facts())
                + session(now.session());
    }

    private static String lines(List<Fact> facts) {
        return facts.stream()
                .map(fact -> "- " + fact.name() + ": " + fact.value())
                .collect(Collectors.joining("\n"));
    }

    private static String session(@Nullable SessionWords session) {
        if (session == null || !session.there()) {
            return "";
        }
        String title = "\n\n## " + Texts.of("detail.session") + "\n\n";
        String streams =
                session.streams().stream()
                        .map(
                                stream ->
                                        "\n- "
                                                + String.join(
                                                        " · ",
                                                        stream.title(),
                                                        stream.state(),
                                                        stream.carried()))
                        .collect(Collectors.joining());
        return title + lines(session.facts()) + streams;
    }

    /// Leads to the field in which texts are written.
    public void focusTexts() {
        textSection.setExpanded(true);
        texts.field().requestFocus();
    }
}
