package org.resilientswarm.ui.detail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.TextState;
import org.resilientswarm.ui.bridge.TextView;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// A text, its answer, and how far they are.
final class TextItem extends VBox {
    private static final PseudoClass TROUBLE = PseudoClass.getPseudoClass("trouble");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final TextViewModel model;
    private final Label text = words("text-said");
    private final Label answer = words("text-said");
    private final VBox answered;
    private final Label state = new Label();
    private final Button reply = new Button(Texts.of("detail.text.reply"));
    private final Button giveUp = new Button(Texts.of("detail.text.give-up"));
    private TextView shown;

    /// @param answering puts the keyboard where the answer is written
    TextItem(TextViewModel model, TextView first, Runnable answering) {
        this.model = model;
        this.shown = first;
        getStyleClass().addAll("text-item", first.outbound() ? "own" : "theirs");
        String you = Texts.of("detail.text.you");
        String peer = model.label(first.peer());
        var time = new Label(TIME.format(first.at()));
        time.getStyleClass().add("text-time");
        time.setMinWidth(Region.USE_PREF_SIZE);
        var head = new HBox(who(first.outbound() ? you : peer, first.outbound()), spacer(), time);
        head.getStyleClass().add("text-head");
        answered = new VBox(who(first.outbound() ? peer : you, !first.outbound()), answer);
        answered.getStyleClass().add("text-answer");
        state.getStyleClass().add("text-state");
        state.setWrapText(true);
        state.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(state, Priority.ALWAYS);
        for (Button button : new Button[] {reply, giveUp}) {
            button.getStyleClass().add("small-button");
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        reply.setOnAction(
                _ -> {
                    model.answerTo(shown);
                    answering.run();
                });
        giveUp.setOnAction(_ -> model.giveUp(shown.number()));
        var foot = new HBox(state, reply, giveUp);
        foot.getStyleClass().add("text-foot");
        getChildren().addAll(head, text, answered, foot);
        show(first);
    }

    private static Label who(String name, boolean own) {
        var who = new Label(name, Icons.of(own ? Feather.ARROW_UP_RIGHT : Feather.ARROW_DOWN_LEFT));
        who.getStyleClass().add("text-who");
        who.setMinWidth(0);
        return who;
    }

    private static Region spacer() {
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        return spacer;
    }

    private static Label words(String style) {
        var label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }

    void show(TextView now) {
        shown = now;
        text.setText(now.text());
        shown(text, !now.text().isEmpty());
        answer.setText(now.answer());
        shown(answered, !now.answer().isEmpty());
        state.setText(TextWords.state(now, model.label(now.peer())));
        state.setGraphic(Icons.of(TextWords.icon(now.state())));
        state.pseudoClassStateChanged(
                TROUBLE, now.state() == TextState.RESET || now.state() == TextState.NOT_SENT);
        shown(reply, now.state().canAnswer());
        reply.setAccessibleText(Texts.of("detail.text.reply.to", now.text()));
        shown(giveUp, now.outbound() && now.state().waits());
        giveUp.setAccessibleText(Texts.of("detail.text.give-up.on", now.text()));
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
