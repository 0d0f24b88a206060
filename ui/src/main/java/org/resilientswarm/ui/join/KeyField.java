package org.resilientswarm.ui.join;

import atlantafx.base.controls.CustomTextField;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;

/// The field for a key or link, and beneath it what the input is, or what is wrong with it.
final class KeyField extends VBox {
    private static final PseudoClass VALID = PseudoClass.getPseudoClass("valid");
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final CustomTextField field = new CustomTextField();
    private final Label verdict = new Label();

    KeyField(JoinViewModel model) {
        getStyleClass().add("field");
        field.setId("key-field");
        field.getStyleClass().add("mono");
        field.setPromptText(Texts.of("join.key.prompt"));
        field.setLeft(Icons.of(Feather.KEY));
        field.setRight(clearButton());
        field.textProperty().bindBidirectional(model.inputProperty());
        field.disableProperty().bind(model.busyProperty());
        field.setOnAction(_ -> model.join());
        verdict.setId("key-verdict");
        verdict.getStyleClass().add("verdict");
        verdict.setWrapText(true);
        var name = new Label(Texts.of("join.key.name"));
        name.getStyleClass().add("field-name");
        name.setLabelFor(field);
        getChildren().addAll(name, field, verdict);
        model.readingProperty().addListener((_, _, now) -> show(now));
        show(model.readingProperty().get());
    }

    private Button clearButton() {
        var clear = new Button("", Icons.of(Feather.X));
        clear.getStyleClass().addAll("flat", "button-icon", "clear-button");
        clear.setAccessibleText(Texts.of("join.key.clear"));
        clear.setTooltip(new Tooltip(Texts.of("join.key.clear")));
        clear.visibleProperty().bind(field.textProperty().isNotEmpty());
        clear.setOnAction(_ -> field.clear());
        return clear;
    }

    private void show(@Nullable KeyReading reading) {
        pseudoClassStateChanged(VALID, reading instanceof KeyReading.Valid);
        pseudoClassStateChanged(WRONG, reading instanceof KeyReading.Refused);
        switch (reading) {
            case null -> say(Texts.of("join.key.hint"), Feather.INFO);
            case KeyReading.Valid valid -> say(describe(valid), Feather.CHECK_CIRCLE);
            case KeyReading.Refused refused ->
                    say(Texts.sentence(refused.message()), Feather.ALERT_TRIANGLE);
        }
    }

    private void say(String text, Feather icon) {
        verdict.setText(text);
        verdict.setGraphic(Icons.of(icon));
        field.setAccessibleText(Texts.of("join.key.name") + ". " + text);
    }

    private static String describe(KeyReading.Valid valid) {
        SwarmLink link = valid.link();
        String form = Texts.word(valid.form());
        String name = link.name();
        if (link.exchanges().isEmpty()) {
            return Texts.of("join.key.valid.bare", form, valid.key().shortText());
        }
        String exchanges =
                String.join(", ", link.exchanges().stream().map(Object::toString).toList());
        return name == null || name.isEmpty()
                ? Texts.of("join.key.valid.link", valid.key().shortText(), exchanges)
                : Texts.of("join.key.valid.named", name, valid.key().shortText(), exchanges);
    }

    void focus() {
        field.requestFocus();
        field.selectAll();
    }
}
