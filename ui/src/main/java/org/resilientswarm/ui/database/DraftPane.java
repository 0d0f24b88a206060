package org.resilientswarm.ui.database;

import java.time.Duration;
import java.time.Instant;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.RecordDraft.Verdict;
import org.resilientswarm.ui.database.RecordWork.State;

/// Writes a record of the own node. What is wrong is told beside the field while typing.
final class DraftPane extends BorderPane {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final KeyCombination SAVE =
            new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);

    private final DatabaseViewModel model;
    private final Label title = new Label();
    private final TextField kind = new TextField();
    private final TextField name = new TextField();
    private final TextArea json = new TextArea();
    private final Label kindFault = fault("draft-kind-fault");
    private final Label nameFault = fault("draft-name-fault");
    private final Label jsonFault = fault("draft-json-fault");
    private final Label note = new Label();
    private final Label failure = new Label();
    private final Button save =
            new Button(Texts.of("database.draft.save"), Icons.of(Feather.CHECK));
    private boolean filling;

    DraftPane(DatabaseViewModel model) {
        this.model = model;
        getStyleClass().add("draft-pane");
        title.getStyleClass().add("frame-title");
        kind.setId("draft-kind");
        kind.setPromptText(Texts.of("database.draft.kind.prompt"));
        name.setId("draft-name");
        name.setPromptText(Texts.of("database.draft.name.prompt"));
        json.setId("draft-json");
        json.getStyleClass().addAll("mono", "json");
        json.setPromptText(Texts.of("database.draft.json.prompt"));
        json.setAccessibleText(Texts.of("database.draft.json"));
        note.getStyleClass().add("hint");
        note.setWrapText(true);
        failure.setId("draft-failure");
        failure.getStyleClass().add("fault");
        failure.setWrapText(true);
        setTop(header());
        setCenter(fields());
        for (TextInputControl field : new TextInputControl[] {kind, name, json}) {
            field.textProperty().addListener((_, _, _) -> typed());
        }
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        model.draftProperty().addListener((_, _, now) -> fill(now));
        model.stateProperty().addListener((_, _, now) -> show(now));
        show(model.stateProperty().get());
    }

    private static Label fault(String id) {
        var label = new Label();
        label.setId(id);
        label.getStyleClass().add("fault");
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private HBox header() {
        save.setId("draft-save");
        save.getStyleClass().addAll("accent", "small-button");
        save.setOnAction(_ -> model.save());
        var cancel = new Button(Texts.of("database.draft.cancel"));
        cancel.setId("draft-cancel");
        cancel.getStyleClass().add("small-button");
        cancel.setOnAction(_ -> model.edit(null));
        for (Button button : new Button[] {save, cancel}) {
            button.setMinWidth(Region.USE_PREF_SIZE);
        }
        title.setMaxWidth(Double.MAX_VALUE);
        title.setMinWidth(0);
        HBox.setHgrow(title, Priority.ALWAYS);
        var header = new HBox(title, cancel, save);
        header.getStyleClass().add("frame-header");
        return header;
    }

    private ScrollPane fields() {
        var left =
                new VBox(
                        field("database.draft.kind", kind, kindFault),
                        field("database.draft.name", name, nameFault),
                        note,
                        failure);
        left.getStyleClass().add("draft-left");
        VBox right = field("database.draft.json", json, jsonFault);
        VBox.setVgrow(json, Priority.ALWAYS);
        HBox.setHgrow(left, Priority.SOMETIMES);
        HBox.setHgrow(right, Priority.ALWAYS);
        var fields = new HBox(left, right);
        fields.getStyleClass().add("draft-fields");
        var pane = new ScrollPane(fields);
        pane.setFitToWidth(true);
        pane.setFitToHeight(true);
        pane.setFocusTraversable(false);
        pane.getStyleClass().add("fact-pane");
        return pane;
    }

    private static VBox field(String words, TextInputControl input, Label fault) {
        var label = new Label(Texts.of(words));
        label.getStyleClass().add("field-name");
        label.setLabelFor(input);
        input.setAccessibleText(Texts.of(words));
        var field = new VBox(label, input, fault);
        field.getStyleClass().add("draft-field");
        return field;
    }

    private void key(KeyEvent event) {
        if (SAVE.match(event)) {
            model.save();
            event.consume();
        } else if (event.getCode() == KeyCode.ESCAPE) {
            model.edit(null);
            event.consume();
        }
    }

    private void typed() {
        RecordDraft draft = model.draftProperty().get();
        if (draft != null && !filling) {
            model.edit(draft.with(kind.getText(), name.getText(), json.getText()));
        }
    }

    private void fill(@Nullable RecordDraft draft) {
        if (draft == null) {
            return;
        }
        filling = true;
        try {
            put(kind, draft.kind());
            put(name, draft.name());
            put(json, draft.json());
        } finally {
            filling = false;
        }
        kind.setDisable(draft.changes());
        name.setDisable(draft.changes());
        title.setText(Texts.of(draft.changes() ? "database.draft.change" : "database.draft.new"));
    }

    /// Leaves the caret where it is when the text is there already.
    private static void put(TextInputControl field, String text) {
        if (!field.getText().equals(text)) {
            field.setText(text);
        }
    }

    private void show(State state) {
        Verdict verdict = state.verdict();
        boolean valid = verdict != null && verdict.valid();
        save.setDisable(!valid || state.busy());
        tell(kindFault, verdict == null ? "" : verdict.kindFault(), kind);
        tell(nameFault, verdict == null ? "" : verdict.nameFault(), name);
        tell(jsonFault, verdict == null ? "" : verdict.jsonFault(), json);
        if (valid) {
            jsonFault.setText(Texts.of("database.draft.json.valid"));
            jsonFault.setGraphic(Icons.of(Feather.CHECK));
        }
        note.setText(note(state));
        shown(note, !note.getText().isEmpty());
        Failure why = state.failure();
        failure.setText(
                why == null
                        ? ""
                        : Texts.of("database.failure", why.code(), Texts.sentence(why.sentence())));
        failure.pseudoClassStateChanged(WRONG, why != null);
        shown(failure, why != null);
    }

    /// What nobody has filled in yet is not wrong.
    private static void tell(Label label, String fault, TextInputControl input) {
        boolean wrong = !fault.isEmpty() && !input.getText().isEmpty();
        label.setText(fault);
        label.setGraphic(wrong ? Icons.of(Feather.ALERT_TRIANGLE) : null);
        label.pseudoClassStateChanged(WRONG, wrong);
    }

    private String note(State state) {
        RecordDraft draft = model.draftProperty().get();
        if (state.busy()) {
            return Texts.of("database.draft.busy");
        }
        if (state.replaces()) {
            return Texts.of("database.draft.replaces");
        }
        Duration lifetime = draft == null ? null : draft.lifetime();
        return lifetime == null
                ? ""
                : Texts.of(
                        "database.draft.lifetime",
                        Numbers.age(Instant.EPOCH, Instant.EPOCH.plus(lifetime)));
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// Puts the keyboard where there is something to fill in.
    void focusFirst() {
        RecordDraft draft = model.draftProperty().get();
        boolean kindKnown = draft != null && !draft.kind().isEmpty();
        boolean changes = draft != null && draft.changes();
        (changes ? json : kindKnown ? name : kind).requestFocus();
    }
}
