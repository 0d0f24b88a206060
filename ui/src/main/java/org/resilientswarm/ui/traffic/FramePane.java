package org.resilientswarm.ui.traffic;

import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.ui.control.BytesView;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.traffic.TrafficViewModel.Decoded;

/// The frame that is looked at: its fields, and its bytes beside them. Whichever of the two is
/// chosen, the other one follows.
final class FramePane extends BorderPane {
    private static final int OPEN_DEPTH = 3;
    private static final double TREE_SHARE = 0.46;

    private final TrafficViewModel model;
    private final Label title = new Label();
    private final Label kept = new Label();
    private final Label digits = new Label();
    private final TreeView<TrafficField> tree = new TreeView<>();
    private final BytesView bytes = new BytesView(this::chooseByte, digits);
    private final SplitPane halves;
    private final Label hint = new Label(Texts.of("traffic.frame.none"));
    private final Button payload = new Button(Texts.of("traffic.payload.on"));

    FramePane(TrafficViewModel model) {
        this.model = model;
        getStyleClass().add("frame-pane");
        title.getStyleClass().add("frame-title");
        title.setMinWidth(0);
        hint.getStyleClass().add("empty-title");
        hint.setWrapText(true);
        kept.getStyleClass().add("hint");
        kept.setMinWidth(0);
        digits.getStyleClass().addAll("mono", "piece");
        digits.setVisible(false);
        digits.setManaged(false);
        payload.getStyleClass().addAll("flat", "small-button");
        payload.setOnAction(_ -> model.payloadProperty().set(true));
        tree.setCellFactory(_ -> new FieldCell());
        tree.setShowRoot(false);
        tree.getStyleClass().add("field-tree");
        tree.setAccessibleText(Texts.of("traffic.fields"));
        bytes.setAccessibleText(Texts.of("traffic.bytes"));
        bytes.setPlaceholder(new Label(Texts.of("traffic.bytes.none")));
        halves = new SplitPane(tree, bytes);
        halves.setDividerPositions(TREE_SHARE);
        setTop(header());
        tree.getSelectionModel().selectedItemProperty().addListener((_, _, item) -> mark(item));
        model.decodedProperty().addListener((_, _, now) -> show(now));
        model.payloadProperty().addListener((_, _, _) -> show(model.decodedProperty().get()));
        show((Decoded) null);
    }

    private HBox header() {
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        var close = new Button("", Icons.of(Feather.X));
        var copy =
                new CopyButton(
                        Texts.of("traffic.copy.json"),
                        () -> {
                            Decoded now = model.decodedProperty().get();
                            return now == null ? "" : FrameText.json(now.entry(), now.root());
                        });
        close.getStyleClass().addAll("flat", "button-icon");
        close.setAccessibleText(Texts.of("traffic.frame.close"));
        close.setTooltip(new Tooltip(Texts.of("traffic.frame.close")));
        close.setOnAction(_ -> model.select(null));
        var header = new HBox(title, kept, payload, spacer, digits, copy, close);
        header.getStyleClass().add("frame-header");
        return header;
    }

    private void show(@Nullable Decoded now) {
        getTop().setVisible(now != null);
        getTop().setManaged(now != null);
        if (now == null) {
            setCenter(new StackPane(hint));
            return;
        }
        setCenter(halves);
        TrafficEntry entry = now.entry();
        title.setText(
                Texts.of(
                        "traffic.frame.title",
                        Numbers.count(entry.number()),
                        entry.kind().name(),
                        model.namesProperty().get().from(entry),
                        model.namesProperty().get().to(entry)));
        boolean whole = entry.capturedLength() >= entry.length();
        kept.setText(
                whole
                        ? Texts.of("traffic.frame.whole", entry.length())
                        : Texts.of("traffic.frame.part", entry.capturedLength(), entry.length()));
        boolean offer = !whole && entry.packet() != null && !model.payloadProperty().get();
        payload.setVisible(offer);
        payload.setManaged(offer);
        tree.setRoot(item(now.root(), 0));
        bytes.show(entry.captured());
    }

    private static TreeItem<TrafficField> item(TrafficField field, int depth) {
        var item = new TreeItem<>(field);
        field.children().forEach(child -> item.getChildren().add(item(child, depth + 1)));
        item.setExpanded(depth < OPEN_DEPTH);
        return item;
    }

    private void mark(@Nullable TreeItem<TrafficField> item) {
        if (item != null) {
            bytes.mark(item.getValue().from(), item.getValue().length());
        }
    }

    private void chooseByte(int at) {
        TreeItem<TrafficField> root = tree.getRoot();
        if (root != null) {
            TreeItem<TrafficField> smallest = smallest(root, at);
            if (smallest.equals(root)) {
                tree.getSelectionModel().clearSelection();
                bytes.mark(at, 1);
                return;
            }
            for (var above = smallest.getParent(); above != null; above = above.getParent()) {
                above.setExpanded(true);
            }
            int row = tree.getRow(smallest);
            tree.getSelectionModel().select(row);
            tree.scrollTo(Math.max(0, row - 2));
        }
    }

    /// The innermost field with this byte.
    private static TreeItem<TrafficField> smallest(TreeItem<TrafficField> item, int at) {
        Optional<TreeItem<TrafficField>> inner =
                item.getChildren().stream()
                        .filter(child -> child.getValue().covers(at))
                        .reduce((_, last) -> last);
        return inner.map(child -> smallest(child, at)).orElse(item);
    }

    /// The node that takes the keyboard.
    Node focusTarget() {
        return tree;
    }

    /// A field: its name and what it says.
    private static final class FieldCell extends TreeCell<TrafficField> {
        private final Label name = new Label();
        private final Label value = new Label();
        private final HBox line = new HBox(name, value);

        FieldCell() {
            name.getStyleClass().add("field-label");
            name.setMinWidth(Region.USE_PREF_SIZE);
            value.getStyleClass().addAll("field-value");
            value.setMinWidth(0);
            line.getStyleClass().add("field-cell");
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(@Nullable TrafficField field, boolean empty) {
            super.updateItem(field, empty);
            if (field == null || empty) {
                setGraphic(null);
                setAccessibleText(null);
            } else {
                setGraphic(line);
                setAccessibleText(field.name() + " " + field.value());
                name.setText(field.name());
                value.setText(field.value());
            }
        }
    }
}
