package org.resilientswarm.ui.database;

import java.util.List;
import java.util.Objects;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.SelectionModel;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.DatabaseViewModel.KindCount;

/// Chooses a kind: in a list, or in a field where there is no room for one.
final class KindChoice {
    private final DatabaseViewModel model;
    private final ObservableList<KindCount> items = FXCollections.observableArrayList();
    private final ListView<KindCount> list = new ListView<>(items);
    private final ComboBox<KindCount> field = new ComboBox<>(items);
    private boolean following;

    KindChoice(DatabaseViewModel model) {
        this.model = model;
        list.setId("database-kinds");
        list.getStyleClass().add("kind-list");
        list.setAccessibleText(Texts.of("database.kinds"));
        list.setCellFactory(_ -> new KindCell(true));
        field.setId("database-kind");
        field.setAccessibleText(Texts.of("database.kinds"));
        field.setCellFactory(_ -> new KindCell(true));
        field.setButtonCell(new KindCell(false));
        list.getSelectionModel().selectedItemProperty().addListener((_, _, kind) -> chosen(kind));
        field.getSelectionModel().selectedItemProperty().addListener((_, _, kind) -> chosen(kind));
        model.kindsProperty().addListener((_, _, _) -> show());
        model.choiceProperty().addListener((_, _, _) -> show());
        show();
    }

    private void chosen(@Nullable KindCount kind) {
        if (kind != null && !following) {
            model.choose(kind.choice());
        }
    }

    private void show() {
        following = true;
        try {
            List<KindCount> kinds = model.kindsProperty().get();
            if (!items.equals(kinds)) {
                items.setAll(kinds);
            }
            select(list.getSelectionModel());
            select(field.getSelectionModel());
        } finally {
            following = false;
        }
    }

    private void select(SelectionModel<KindCount> selection) {
        RecordChoice choice = model.choiceProperty().get();
        for (int i = 0; i < items.size(); i++) {
            if (Objects.equals(items.get(i).choice(), choice)) {
                selection.select(i);
                return;
            }
        }
        selection.clearSelection();
    }

    ListView<KindCount> list() {
        return list;
    }

    ComboBox<KindCount> field() {
        return field;
    }

    static String name(RecordChoice choice) {
        String kind = choice.kind();
        if (kind != null) {
            return kind;
        }
        return Texts.of(choice.own() ? "database.kind.own" : "database.kind.all");
    }

    /// The name of a kind, and how many records it has.
    private static final class KindCell extends ListCell<KindCount> {
        private final Label name = new Label();
        private final Label count = new Label();
        private final HBox line = new HBox(name, count);

        /// @param counted whether to say how many there are
        KindCell(boolean counted) {
            count.setVisible(counted);
            count.setManaged(counted);
            name.getStyleClass().add("kind-name");
            name.setMinWidth(0);
            name.setMaxWidth(Double.MAX_VALUE);
            HBox.setHgrow(name, Priority.ALWAYS);
            count.getStyleClass().add("kind-count");
            count.setMinWidth(Region.USE_PREF_SIZE);
            line.getStyleClass().add("kind-line");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable KindCount kind, boolean empty) {
            super.updateItem(kind, empty);
            if (kind == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
                return;
            }
            name.setText(name(kind.choice()));
            name.setGraphic(icon(kind.choice()));
            count.setText(kind.count() < 0 ? "" : Numbers.count(kind.count()));
            setGraphic(line);
            setAccessibleText(name.getText() + " " + count.getText());
        }

        private static @Nullable Region icon(RecordChoice choice) {
            if (choice.kind() != null) {
                return null;
            }
            var box = new HBox(Icons.of(choice.own() ? Feather.USER : Feather.DATABASE));
            box.setMouseTransparent(true);
            return box;
        }
    }
}
