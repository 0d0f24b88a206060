package org.resilientswarm.ui.detail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.TextView;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// Texts to and from a member, and a field to write one.
final class TextPane extends VBox {
    private static final int QUOTED_LENGTH = 40;

    private final TextViewModel model;
    private final VBox list = new VBox();
    private final Label hint = new Label();
    private final Label answering = new Label();
    private final HBox answeringLine;
    private final TextField field = new TextField();
    private final Button send = new Button("", Icons.of(Feather.SEND));
    private Map<Long, TextItem> items = new HashMap<>();

    TextPane(TextViewModel model) {
        this.model = model;
        getStyleClass().add("text-pane");
        list.setId("texts");
        list.getStyleClass().add("text-list");
        hint.getStyleClass().add("hint");
        hint.setId("text-hint");
        hint.setWrapText(true);
        answeringLine = answeringLine();
        getChildren().addAll(list, hint, answeringLine, fieldLine());
        model.textsProperty().addListener((_, _, _) -> show());
        model.connectedProperty().addListener((_, _, _) -> show());
        model.answeringProperty().addListener((_, _, _) -> show());
        show();
    }

    private HBox answeringLine() {
        answering.getStyleClass().add("hint");
        answering.setMinWidth(0);
        answering.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(answering, Priority.ALWAYS);
        var cancel = new Button(Texts.of("detail.text.no-reply"));
        cancel.getStyleClass().add("small-button");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(_ -> model.answerTo(null));
        var line = new HBox(answering, cancel);
        line.getStyleClass().add("text-foot");
        return line;
    }

    private HBox fieldLine() {
        field.setId("text-field");
        field.textProperty().bindBidirectional(model.inputProperty());
        field.setOnAction(_ -> model.send());
        field.addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        field.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(field, Priority.ALWAYS);
        send.setId("text-send");
        send.getStyleClass().add("accent");
        send.setMinWidth(Region.USE_PREF_SIZE);
        send.setOnAction(_ -> model.send());
        var line = new HBox(field, send);
        line.getStyleClass().add("field-line");
        return line;
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.answeringProperty().get() != null) {
            model.answerTo(null);
            event.consume();
        }
    }

    private void show() {
        List<TextView> texts = model.textsProperty().get();
        showItems(texts);
        boolean connected = model.connectedProperty().get();
        hint.setText(hint(texts.isEmpty(), connected));
        shown(hint, !hint.getText().isEmpty());
        TextView target = model.answeringProperty().get();
        shown(answeringLine, target != null);
        answering.setText(
                target == null ? "" : Texts.of("detail.text.reply.to", quoted(target.text())));
        String action = Texts.of(target == null ? "detail.text.send" : "detail.text.reply");
        send.setText(action);
        send.setDisable(!connected);
        field.setDisable(!connected);
        field.setPromptText(
                Texts.of(target == null ? "detail.text.prompt" : "detail.text.prompt.reply"));
        field.setAccessibleText(field.getPromptText());
    }

    private String hint(boolean empty, boolean connected) {
        if (!connected) {
            return Texts.of("detail.text.not-connected");
        }
        if (model.takenElsewhere()) {
            return Texts.of("detail.text.taken-elsewhere");
        }
        return empty ? Texts.of("detail.text.none") : "";
    }

    private static String quoted(String text) {
        String line = text.replace('\n', ' ');
        return line.length() <= QUOTED_LENGTH ? line : line.substring(0, QUOTED_LENGTH) + "…";
    }

    /// Items that are there already are kept, with the keyboard if they have it.
    private void showItems(List<TextView> texts) {
        Map<Long, TextItem> next = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (TextView text : texts) {
            @Nullable TextItem known = items.get(text.number());
            TextItem item = known == null ? new TextItem(model, text, field::requestFocus) : known;
            item.show(text);
            next.put(text.number(), item);
            nodes.add(item);
        }
        items = next;
        if (!list.getChildren().equals(nodes)) {
            list.getChildren().setAll(nodes);
        }
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// The field in which texts are written.
    TextField field() {
        return field;
    }
}
