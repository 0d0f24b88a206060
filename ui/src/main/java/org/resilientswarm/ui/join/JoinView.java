package org.resilientswarm.ui.join;

import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Spinner;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.DemoSwarm;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.bridge.JoinProgress;
import org.resilientswarm.ui.bridge.JoinProgress.Outcome;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The first page.
public final class JoinView extends ScrollPane {
    private static final int USUAL_DEMO = 3;

    private final JoinViewModel model;
    private final Button demo = new Button(Texts.of("join.demo.start"), Icons.of(Feather.PLAY));
    private final Button join = new Button(Texts.of("join.join"), Icons.of(Feather.LOG_IN));
    private final Button create = new Button(Texts.of("join.create"), Icons.of(Feather.PLUS));
    private final Spinner<Integer> nodes = new Spinner<>(2, DemoSwarm.MAX_NODES, USUAL_DEMO);
    private final KeyField keyField;
    private final StepList steps = new StepList();
    private final VBox stepBox = new VBox();
    private final HBox offer = new HBox();
    private final Label offerText = new Label();
    private final VBox error = new VBox();
    private final Label errorCode = new Label();
    private final Label errorText = new Label();
    private final Button retry = new Button(Texts.of("join.retry"), Icons.of(Feather.REFRESH_CW));
    private final Button back = new Button(Texts.of("join.back"), Icons.of(Feather.ARROW_LEFT));
    private final HBox starting = new HBox();

    /// @param model what the page can do
    /// @param goBack returns to the screens of what runs already
    public JoinView(JoinViewModel model, Runnable goBack) {
        this.model = model;
        keyField = new KeyField(model);
        getStyleClass().add("join-view");
        setFitToWidth(true);
        setHbarPolicy(ScrollBarPolicy.NEVER);
        setFocusTraversable(false);
        back.getStyleClass().add("flat");
        back.setOnAction(_ -> goBack.run());
        showBack(false);
        var cards = new FlowPane(demoCard(), joinCard());
        cards.getStyleClass().add("cards");
        var page = new VBox(back, heading(), offerLine(), cards, errorBox(), createLine());
        page.getStyleClass().add("join-page");
        var centred = new StackPane(page);
        centred.getStyleClass().add("join-ground");
        setContent(centred);
        listen();
    }

    private static VBox heading() {
        var title = new Label(Texts.of("join.title"));
        title.getStyleClass().add("page-title");
        title.setWrapText(true);
        var hint = new Label(Texts.of("join.subtitle"));
        hint.getStyleClass().add("page-subtitle");
        hint.setWrapText(true);
        var heading = new VBox(title, hint);
        heading.getStyleClass().add("heading");
        return heading;
    }

    private VBox demoCard() {
        demo.setId("start-demo");
        demo.getStyleClass().addAll("accent", "large");
        demo.setMaxWidth(Double.MAX_VALUE);
        demo.setDefaultButton(true);
        demo.disableProperty().bind(model.busyProperty());
        demo.setOnAction(_ -> model.startDemo(nodes.getValue()));
        nodes.setEditable(true);
        nodes.getStyleClass().add("node-count");
        nodes.setAccessibleText(Texts.of("join.demo.nodes"));
        nodes.getEditor().setAccessibleText(Texts.of("join.demo.nodes"));
        var name = new Label(Texts.of("join.demo.nodes"));
        name.setLabelFor(nodes);
        var count = new HBox(name, nodes);
        count.getStyleClass().add("field-line");
        var wait = new ProgressIndicator();
        wait.getStyleClass().add("wait");
        starting.getChildren().setAll(wait, new Label(Texts.of("join.starting")));
        starting.getStyleClass().add("field-line");
        return card("join.demo.title", "join.demo.hint", Feather.ZAP, count, demo, starting);
    }

    private VBox joinCard() {
        join.setId("join");
        join.getStyleClass().addAll("large");
        join.setMaxWidth(Double.MAX_VALUE);
        join.setOnAction(_ -> model.join());
        var cancel = new Button(Texts.of("join.cancel"));
        cancel.setOnAction(_ -> model.cancel());
        stepBox.getStyleClass().add("step-box");
        stepBox.getChildren().setAll(steps, cancel);
        return card("join.join.title", "join.join.hint", Feather.LINK, keyField, join, stepBox);
    }

    private static VBox card(String title, String hint, Feather icon, Node... content) {
        var name = new Label(Texts.of(title), Icons.of(icon));
        name.getStyleClass().add("card-title");
        var text = new Label(Texts.of(hint));
        text.getStyleClass().add("hint");
        text.setWrapText(true);
        var card = new VBox(name, text);
        card.getChildren().addAll(content);
        card.getStyleClass().add("card");
        return card;
    }

    private HBox offerLine() {
        offerText.setWrapText(true);
        HBox.setHgrow(offerText, Priority.ALWAYS);
        offerText.setMaxWidth(Double.MAX_VALUE);
        var take = new Button(Texts.of("join.offer.take"));
        take.getStyleClass().add("accent");
        take.setMinWidth(Region.USE_PREF_SIZE);
        take.setOnAction(
                _ -> {
                    model.takeOffer();
                    join.requestFocus();
                });
        var decline = new Button("", Icons.of(Feather.X));
        decline.getStyleClass().addAll("flat", "button-icon");
        decline.setAccessibleText(Texts.of("join.offer.decline"));
        decline.setOnAction(_ -> model.declineOffer());
        offer.getStyleClass().add("banner");
        offer.getChildren().setAll(Icons.of(Feather.CLIPBOARD), offerText, take, decline);
        return offer;
    }

    private VBox errorBox() {
        errorCode.getStyleClass().addAll("mono", "error-code");
        errorText.setWrapText(true);
        errorText.setId("join-error");
        retry.setOnAction(_ -> model.retry());
        var copy =
                new CopyButton(
                        Texts.of("copy.error"),
                        () -> errorCode.getText() + ": " + errorText.getText());
        var buttons = new HBox(retry, copy);
        buttons.getStyleClass().add("field-line");
        error.getStyleClass().addAll("banner", "error");
        error.getChildren().setAll(errorCode, errorText, buttons);
        return error;
    }

    private HBox createLine() {
        create.setId("create-swarm");
        create.disableProperty().bind(model.busyProperty());
        create.setOnAction(_ -> model.create());
        create.setMinWidth(Region.USE_PREF_SIZE);
        var hint = new Label(Texts.of("join.create.hint"));
        hint.setWrapText(true);
        hint.getStyleClass().add("hint");
        var line = new HBox(create, hint);
        line.getStyleClass().add("create-line");
        return line;
    }

    private void listen() {
        model.readingProperty().addListener((_, _, _) -> refresh());
        model.busyProperty().addListener((_, _, _) -> refresh());
        model.progressProperty().addListener((_, _, now) -> showProgress(now));
        model.failureProperty().addListener((_, _, now) -> showFailure(now));
        model.offerProperty().addListener((_, _, now) -> showOffer(now));
        refresh();
        showProgress(null);
        showFailure(null);
        showOffer(null);
    }

    private void refresh() {
        boolean valid = model.readingProperty().get() instanceof KeyReading.Valid;
        join.setDisable(!valid || model.busyProperty().get());
        join.getStyleClass().remove("accent");
        if (valid) {
            join.getStyleClass().add("accent");
        }
        present(starting, model.busyProperty().get() && model.progressProperty().get() == null);
    }

    private void showProgress(@Nullable JoinProgress now) {
        present(stepBox, now != null && now.outcome() instanceof Outcome.Running);
        if (now != null) {
            steps.show(now);
            present(stepBox, true);
            boolean running = now.outcome() instanceof Outcome.Running;
            present(stepBox.getChildren().getLast(), running);
        }
        refresh();
    }

    private void showFailure(Outcome.@Nullable Failed failed) {
        present(error, failed != null);
        if (failed != null) {
            errorCode.setText(failed.code().name());
            errorText.setText(Texts.sentence(failed.message()));
            present(retry, model.canRetry());
            (model.canRetry() ? retry : demo).requestFocus();
        }
    }

    private void showOffer(@Nullable SwarmLink link) {
        present(offer, link != null);
        if (link != null) {
            offerText.setText(Texts.of("join.offer", link.key().shortText()));
        }
    }

    private static void present(Node node, boolean visible) {
        node.setVisible(visible);
        node.setManaged(visible);
    }

    /// Whether there is something to return to.
    public void showBack(boolean possible) {
        present(back, possible);
    }

    /// Puts the keyboard on the button that most people want first.
    public void focusDemo() {
        demo.requestFocus();
    }

    /// Puts the keyboard into the field for a key.
    public void focusKey() {
        keyField.focus();
    }

    /// Puts the keyboard on the button that joins what the field names.
    public void focusJoin() {
        join.requestFocus();
    }
}
