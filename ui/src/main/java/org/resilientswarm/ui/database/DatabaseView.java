package org.resilientswarm.ui.database;

import atlantafx.base.controls.CustomTextField;
import javafx.beans.InvalidationListener;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.RecordLog.Looked;

/// The database screen: kinds, records, the one that is looked at or written, and the neighbours.
public final class DatabaseView extends BorderPane {
    private static final KeyCombination FIND =
            new KeyCodeCombination(KeyCode.F, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);
    private static final KeyCombination NEW =
            new KeyCodeCombination(KeyCode.N, KeyCombination.SHORTCUT_DOWN);
    private static final double KINDS_SHARE = 0.16;
    private static final double TABLE_SHARE = 0.5;
    private static final double COMPACT_TABLE_SHARE = 0.34;
    private static final double COMPACT_WIDTH = 760;
    private static final double NORMAL_FONT = 12.5;

    private final DatabaseViewModel model;
    private final StatusWords words;
    private final KindChoice kinds;
    private final CustomTextField filter = new CustomTextField();
    private final RecordTable table;
    private final RecordPane record;
    private final DraftPane draft;
    private final Tab recordTab = new Tab(Texts.of("database.tab.record"));
    private final Tab neighbourTab = new Tab();
    private final TabPane tabs = new TabPane(recordTab, neighbourTab);
    private final SplitPane columns = new SplitPane();
    private final SplitPane halves;
    private final Button add = new Button(Texts.of("database.new"), Icons.of(Feather.PLUS));
    private final Button reload =
            new Button(Texts.of("database.reload"), Icons.of(Feather.REFRESH_CW));

    /// @param model what to show
    public DatabaseView(DatabaseViewModel model) {
        this.model = model;
        getStyleClass().add("database-view");
        words = new StatusWords(model);
        kinds = new KindChoice(model);
        table = new RecordTable(model, words.shown());
        table.setPlaceholder(words.empty());
        record = new RecordPane(model);
        draft = new DraftPane(model);
        recordTab.setContent(new StackPane(record, draft));
        neighbourTab.setContent(new NeighbourTable(model, words.shown()));
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        tabs.setAccessibleText(Texts.of("database.tabs"));
        tabs.getStyleClass().add("database-tabs");
        halves = new SplitPane(table, tabs);
        halves.setOrientation(Orientation.VERTICAL);
        for (Region part : new Region[] {table, tabs, halves, columns}) {
            part.setMinHeight(0);
        }
        SplitPane.setResizableWithParent(tabs, false);
        SplitPane.setResizableWithParent(kinds.list(), false);
        setTop(new VBox(tools(), words.line(), words.strip()));
        setCenter(columns);
        listen();
        showDraft(null);
        showNeighbours();
        fit();
    }

    private HBox tools() {
        filter.setId("database-filter");
        filter.setPromptText(Texts.of("database.filter.prompt"));
        filter.setAccessibleText(Texts.of("database.filter"));
        filter.setLeft(Icons.of(Feather.FILTER));
        filter.textProperty().bindBidirectional(model.filterTextProperty());
        filter.addEventFilter(KeyEvent.KEY_PRESSED, this::filterKey);
        filter.setMaxWidth(Double.MAX_VALUE);
        filter.setMinWidth(0);
        HBox.setHgrow(filter, Priority.ALWAYS);
        var clear = new Button("", Icons.of(Feather.X));
        clear.getStyleClass().addAll("flat", "button-icon", "clear-button");
        clear.setAccessibleText(Texts.of("database.filter.clear"));
        clear.setTooltip(new Tooltip(Texts.of("database.filter.clear")));
        clear.setOnAction(_ -> model.filterTextProperty().set(""));
        clear.visibleProperty().bind(model.filterTextProperty().isNotEmpty());
        filter.setRight(clear);
        reload.setId("database-reload");
        reload.setOnAction(_ -> model.reload());
        reload.setTooltip(new Tooltip(Texts.of("database.reload.tip")));
        add.setId("database-new");
        add.setOnAction(_ -> model.beginNew());
        add.setTooltip(new Tooltip(Texts.of("database.new.tip")));
        for (Button button : new Button[] {reload, add}) {
            button.getStyleClass().addAll("flat", "tool");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setAccessibleText(button.getText());
        }
        kinds.field().getStyleClass().add("kind-field");
        var tools = new HBox(kinds.field(), filter, reload, add);
        tools.getStyleClass().addAll("screen-tools", "traffic-tools");
        return tools;
    }

    private void listen() {
        model.draftProperty().addListener((_, old, now) -> turn(old, now));
        model.selectedProperty().addListener((_, _, key) -> selected(key));
        model.neighbours().addListener((InvalidationListener) _ -> showNeighbours());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        words.shown().fontProperty().addListener((_, _, _) -> fit());
        widthProperty().addListener((_, _, _) -> fit());
    }

    private void turn(@Nullable RecordDraft old, @Nullable RecordDraft now) {
        showDraft(now);
        if (old == null && now != null) {
            tabs.getSelectionModel().select(recordTab);
            draft.focusFirst();
        } else if (now == null) {
            table.requestFocus();
        }
    }

    private void showDraft(@Nullable RecordDraft now) {
        draft.setVisible(now != null);
        record.setVisible(now == null);
    }

    private void selected(@Nullable RecordKey key) {
        if (key != null) {
            tabs.getSelectionModel().select(recordTab);
        }
    }

    private void showNeighbours() {
        neighbourTab.setText(Texts.of("database.tab.neighbours", model.neighbours().size()));
    }

    /// With little room the kinds are a field among the tools, and tools have no words.
    private void fit() {
        double scale = words.shown().getFont().getSize() / NORMAL_FONT;
        boolean compact = getWidth() < COMPACT_WIDTH * scale;
        kinds.field().setVisible(compact);
        kinds.field().setManaged(compact);
        record.setCompact(compact);
        var display = compact ? ContentDisplay.GRAPHIC_ONLY : ContentDisplay.LEFT;
        add.setContentDisplay(display);
        reload.setContentDisplay(display);
        int wanted = compact ? 1 : 2;
        if (columns.getItems().size() != wanted) {
            halves.setDividerPositions(compact ? COMPACT_TABLE_SHARE : TABLE_SHARE);
            if (compact) {
                columns.getItems().setAll(halves);
            } else {
                columns.getItems().setAll(kinds.list(), halves);
                columns.setDividerPositions(KINDS_SHARE);
            }
        }
    }

    private void filterKey(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !filter.getText().isEmpty()) {
            filter.clear();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER
                || event.getCode() == KeyCode.DOWN
                || event.getCode() == KeyCode.ESCAPE) {
            table.requestFocus();
            event.consume();
        }
    }

    private void key(KeyEvent event) {
        boolean typing = event.getTarget() instanceof TextInputControl;
        if (FIND.match(event) || (isSlash(event) && !typing)) {
            filter.requestFocus();
            filter.selectAll();
        } else if (NEW.match(event)) {
            model.beginNew();
        } else if (COPY.match(event) && !typing) {
            copy();
        } else if (event.getCode() == KeyCode.F5) {
            model.reload();
        } else {
            return;
        }
        event.consume();
    }

    private static boolean isSlash(KeyEvent event) {
        return event.getCode() == KeyCode.SLASH || event.getCode() == KeyCode.DIVIDE;
    }

    private void copy() {
        Looked looked = model.looked();
        if (looked != null) {
            CopyButton.put(looked.json());
        }
    }

    /// The node that takes the keyboard.
    public Node focusTarget() {
        return table;
    }
}
