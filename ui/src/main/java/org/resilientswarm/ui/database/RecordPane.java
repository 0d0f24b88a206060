package org.resilientswarm.ui.database;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.controlsfx.control.SegmentedButton;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.api.RecordDetail;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.bridge.PlainText;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.control.BytesView;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.FactGrid;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.RecordLog.Looked;

/// The record that is looked at: all that is known of it, its value, and the bytes that travel.
final class RecordPane extends BorderPane {
    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final double FACTS_SHARE = 0.46;

    /// A record ends with its signature.
    private static final int SIGNATURE_BYTES = 64;

    private final DatabaseViewModel model;
    private final Label title = new Label();
    private final Label verdict = new Label();
    private final FactGrid facts = new FactGrid();
    private final TextArea json = new TextArea();
    private final Label digits = new Label();
    private final BytesView bytes;
    private final ToggleButton asFacts = new ToggleButton(Texts.of("database.as.facts"));
    private final ToggleButton asJson = new ToggleButton(Texts.of("database.as.json"));
    private final ToggleButton asBytes = new ToggleButton(Texts.of("database.as.bytes"));
    private final Button change = button("database.change", "database-change", Feather.EDIT_2);
    private final Button delete = button("database.delete", "database-delete", Feather.TRASH_2);
    private final Label hint = new Label();
    private final Label failure = new Label();
    private final HBox confirm = confirm();
    private final ScrollPane factPane = new ScrollPane(facts);
    private final StackPane value;
    private final SplitPane halves = new SplitPane();
    private boolean compact;
    private @Nullable Looked shown;
    private @Nullable RecordKey confirming;

    RecordPane(DatabaseViewModel model) {
        this.model = model;
        getStyleClass().add("record-pane");
        digits.getStyleClass().addAll("mono", "piece");
        digits.setVisible(false);
        digits.setManaged(false);
        bytes = new BytesView(this::mark, digits);
        bytes.setAccessibleText(Texts.of("database.bytes"));
        json.setId("database-json");
        json.setEditable(false);
        json.getStyleClass().addAll("mono", "json");
        json.setAccessibleText(Texts.of("database.as.json"));
        hint.getStyleClass().add("empty-title");
        hint.setWrapText(true);
        failure.setId("database-delete-failure");
        failure.getStyleClass().add("fault");
        failure.setWrapText(true);
        factPane.setFitToWidth(true);
        factPane.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        factPane.getStyleClass().add("fact-pane");
        factPane.setAccessibleText(Texts.of("database.facts"));
        value = new StackPane(json, bytes);
        var group = new ToggleGroup();
        group.getToggles().setAll(asFacts, asJson, asBytes);
        asJson.setSelected(true);
        group.selectedToggleProperty()
                .addListener((_, old, now) -> group.selectToggle(now == null ? old : now));
        asFacts.selectedProperty().addListener((_, _, _) -> arrange());
        bytes.visibleProperty().bind(asBytes.selectedProperty());
        json.visibleProperty().bind(asBytes.selectedProperty().not());
        arrange();
        setTop(new VBox(header(), confirm, failure));
        model.shownProperty().addListener((_, _, _) -> show());
        model.selectedProperty().addListener((_, _, _) -> show());
        model.stateProperty().addListener((_, _, _) -> showFailure());
        show();
    }

    /// With little room there is one thing at a time.
    void setCompact(boolean now) {
        if (compact != now) {
            compact = now;
            (now ? asFacts : asJson).setSelected(true);
            arrange();
        }
    }

    private void arrange() {
        shown(asFacts, compact);
        shown(title, !compact);
        var display = compact ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        for (Labeled words : new Labeled[] {verdict, change, delete}) {
            words.setContentDisplay(display);
        }
        if (compact) {
            halves.getItems().setAll(asFacts.isSelected() ? factPane : value);
        } else {
            halves.getItems().setAll(factPane, value);
            halves.setDividerPositions(FACTS_SHARE);
        }
    }

    private static Button button(String text, String id, Feather icon) {
        var button = new Button(Texts.of(text), Icons.of(icon));
        button.setId(id);
        button.getStyleClass().addAll("flat", "small-button");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setTooltip(new Tooltip(Texts.of(text)));
        return button;
    }

    private HBox header() {
        title.getStyleClass().add("frame-title");
        title.setMinWidth(0);
        verdict.setId("database-verdict");
        verdict.getStyleClass().add("signature");
        verdict.setMinWidth(Region.USE_PREF_SIZE);
        verdict.setTooltip(new Tooltip());
        verdict.getTooltip().textProperty().bind(verdict.textProperty());
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        change.setOnAction(_ -> model.beginChange());
        delete.setOnAction(_ -> ask(model.selectedProperty().get()));
        var segments = new SegmentedButton(asFacts, asJson, asBytes);
        segments.getStyleClass().add("small-segments");
        segments.setMinWidth(Region.USE_PREF_SIZE);
        var close = new Button("", Icons.of(Feather.X));
        close.getStyleClass().addAll("flat", "button-icon");
        close.setAccessibleText(Texts.of("database.close"));
        close.setTooltip(new Tooltip(Texts.of("database.close")));
        close.setOnAction(_ -> model.select(null));
        var header = new HBox(title, verdict, spacer, change, delete, segments, copyMenu(), close);
        header.getStyleClass().addAll("frame-header", "record-header");
        return header;
    }

    private MenuButton copyMenu() {
        var author = new MenuItem(Texts.of("database.copy.author"));
        author.setOnAction(_ -> CopyButton.put(authorText()));
        var value = new MenuItem(Texts.of("database.copy.json"));
        value.setOnAction(_ -> CopyButton.put(shown == null ? "" : shown.json()));
        var menu = new MenuButton("", Icons.of(Feather.COPY), author, value);
        menu.setId("database-copy");
        menu.getStyleClass().addAll("flat", "small-button");
        menu.setMinWidth(Region.USE_PREF_SIZE);
        menu.setAccessibleText(Texts.of("database.copy"));
        menu.setTooltip(new Tooltip(Texts.of("database.copy")));
        return menu;
    }

    private String authorText() {
        RecordKey key = model.selectedProperty().get();
        return key == null ? "" : key.author().text();
    }

    private HBox confirm() {
        var question =
                new Label(Texts.of("database.delete.sure"), Icons.of(Feather.ALERT_TRIANGLE));
        question.setMinWidth(0);
        question.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(question, Priority.ALWAYS);
        var yes = button("database.delete.yes", "database-delete-yes", Feather.TRASH_2);
        yes.setOnAction(
                _ -> {
                    ask(null);
                    model.delete();
                });
        var no = button("database.delete.no", "database-delete-no", Feather.X);
        no.setOnAction(_ -> ask(null));
        var line = new HBox(question, yes, no);
        line.getStyleClass().add("warning-strip");
        return line;
    }

    private void ask(@Nullable RecordKey key) {
        confirming = key;
        show();
    }

    /// Every byte of the signature belongs together, and so do those before it.
    private void mark(int at) {
        Looked now = shown;
        RecordDetail detail = now == null ? null : now.detail();
        if (detail != null) {
            int body = Math.max(0, detail.bytes().length - SIGNATURE_BYTES);
            bytes.mark(at < body ? at : body, at < body ? 1 : SIGNATURE_BYTES);
        }
    }

    private void show() {
        Looked now = model.looked();
        RecordDetail detail = now == null ? null : now.detail();
        shown(getTop(), detail != null);
        if (now == null || detail == null) {
            shown = null;
            hint.setText(hint(now));
            setCenter(new StackPane(hint));
            return;
        }
        setCenter(halves);
        shown(confirm, now.key().equals(confirming));
        showButtons(detail.record(), now.inJson());
        showVerdict(detail.verified());
        facts.show(facts(detail));
        boolean other = !now.equals(shown);
        shown = now;
        if (other) {
            title.setText(title(detail.record()));
            json.setText(
                    detail.record().deleted()
                            ? Texts.of("database.deleted.long")
                            : PlainText.of(now.json()));
            bytes.show(detail.bytes());
            mark(detail.bytes().length - 1);
            bytes.scrollTo(0);
        }
        showFailure();
    }

    private String hint(@Nullable Looked now) {
        if (model.selectedProperty().get() == null) {
            return Texts.of("database.record.none");
        }
        if (now == null) {
            return Texts.of("database.loading");
        }
        Failure why = now.failure();
        return why == null
                ? Texts.of("database.record.gone")
                : Texts.of("database.failure", why.code(), Texts.sentence(why.sentence()));
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private void showButtons(SwarmRecord record, boolean inJson) {
        boolean mine = model.canChange(record) && !record.deleted();
        shown(change, mine);
        shown(delete, mine);
        change.setDisable(!inJson);
        change.setText(Texts.of(inJson ? "database.change" : "database.change.bytes"));
        change.getTooltip().setText(change.getText());
    }

    private void showVerdict(boolean verified) {
        verdict.pseudoClassStateChanged(WRONG, !verified);
        verdict.setText(Texts.of(verified ? "database.verified" : "database.forged"));
        verdict.setGraphic(Icons.of(verified ? Feather.CHECK_CIRCLE : Feather.ALERT_TRIANGLE));
    }

    private void showFailure() {
        Failure why = model.stateProperty().get().failure();
        boolean here = why != null && model.draftProperty().get() == null && shown != null;
        shown(failure, here);
        failure.setText(
                why == null
                        ? ""
                        : Texts.of("database.failure", why.code(), Texts.sentence(why.sentence())));
    }

    static String title(SwarmRecord record) {
        return record.name().isEmpty()
                ? record.kind()
                : Texts.of("database.title", record.kind(), PlainText.line(record.name()));
    }

    private List<Fact> facts(RecordDetail detail) {
        SwarmRecord record = detail.record();
        List<Fact> list = new ArrayList<>();
        list.add(new Fact(Texts.of("database.column.author"), author(record.author())));
        list.add(new Fact(Texts.of("database.column.kind"), record.kind()));
        list.add(
                new Fact(
                        Texts.of("database.column.name"),
                        record.name().isEmpty() ? Numbers.UNKNOWN : PlainText.line(record.name())));
        list.add(new Fact(Texts.of("database.sequence"), Numbers.count(record.sequence())));
        list.add(new Fact(Texts.of("database.made"), time(record.created())));
        Instant expires = record.expires();
        list.add(
                new Fact(
                        Texts.of("database.expires"),
                        expires == null ? Texts.of("database.expires.never") : clock(expires)));
        PublicKey from = detail.from();
        list.add(
                new Fact(
                        Texts.of("database.from"),
                        from == null
                                ? Texts.of("database.from.own")
                                : Texts.of("database.from.neighbour", model.label(from))));
        list.add(new Fact(Texts.of("database.received"), time(detail.received())));
        list.add(
                new Fact(
                        Texts.of("database.size"),
                        Texts.of("database.size.wire", detail.bytes().length)));
        list.add(
                new Fact(
                        Texts.of("database.signature"),
                        Texts.of(
                                detail.verified()
                                        ? "database.verified.long"
                                        : "database.forged.long")));
        return list;
    }

    private String author(PublicKey author) {
        String label = model.label(author);
        String named = model.isOwn(author) ? Texts.of("database.own", label) : label;
        return named + "\n" + author.text().replace('-', ' ');
    }

    private String time(Instant at) {
        String age = Numbers.age(at, model.shownProperty().get().at());
        return Texts.of("database.time", clock(at), Texts.of("database.ago", age));
    }

    private static String clock(Instant at) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                at.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
    }
}
