package org.resilientswarm.ui.peers;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.transformation.SortedList;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.control.CopyButton;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The peers screen: a table with one row for each member.
public final class PeersView extends BorderPane {
    private static final KeyCombination COPY =
            new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

    private static final PseudoClass UNMEASURED = PseudoClass.getPseudoClass("unmeasured");

    private static final double NORMAL_FONT = 14;

    private final PeersViewModel model;
    private final Runnable openDetails;
    private final TableView<PeerView> table = new TableView<>();
    private final Label summary = new Label();
    private final Map<TableColumn<PeerView, ?>, Double> widths = new LinkedHashMap<>();
    private boolean following;

    /// @param model what to show
    /// @param openDetails opens the drawer for the selected member
    public PeersView(PeersViewModel model, Runnable openDetails) {
        this.model = model;
        this.openDetails = openDetails;
        getStyleClass().add("peers-view");
        columns();
        var sorted = new SortedList<>(model.rows());
        sorted.comparatorProperty().bind(table.comparatorProperty());
        table.setItems(sorted);
        table.getStyleClass().addAll("fixed-rows", "peers-table");
        table.setAccessibleText(Texts.of("peers.table"));
        table.setPlaceholder(new Label(Texts.of("peers.empty")));
        setTop(tools());
        setCenter(table);
        listen();
    }

    private HBox tools() {
        summary.getStyleClass().add("screen-summary");
        var spacer = new Region();
        HBox.setHgrow(spacer, Priority.ALWAYS);
        var copy = new Button(Texts.of("peers.copy"), Icons.of(Feather.COPY));
        copy.getStyleClass().add("flat");
        copy.setOnAction(_ -> copySelected());
        copy.disableProperty().bind(table.getSelectionModel().selectedItemProperty().isNull());
        var tools = new HBox(summary, spacer, copy);
        tools.getStyleClass().add("screen-tools");
        return tools;
    }

    private void columns() {
        text("peers.column.name", 120, PeerView::label);
        text("peers.column.key", 90, peer -> peer.key().shortText()).getStyleClass().add("mono");
        state();
        text("peers.column.path", 80, PeersView::path);
        number("peers.column.rtt", peer -> Numbers.latency(peer.quality().rtt()));
        number("peers.column.jitter", peer -> Numbers.latency(peer.quality().jitter()));
        number("peers.column.loss", PeersView::loss);
        number("peers.column.in", peer -> Numbers.rate(peer.rate().bitsIn()));
        number("peers.column.out", peer -> Numbers.rate(peer.rate().bitsOut()));
        number("peers.column.since", this::age);
    }

    static String path(PeerView peer) {
        return peer.path() == null ? Numbers.UNKNOWN : Texts.word(peer.path().kind());
    }

    static String loss(PeerView peer) {
        return peer.quality().samples() == 0
                ? Numbers.UNKNOWN
                : Numbers.percent(peer.quality().loss());
    }

    private String age(PeerView peer) {
        var picture = model.pictureProperty().get();
        return Numbers.age(peer.since(), picture == null ? Instant.EPOCH : picture.at());
    }

    private TableColumn<PeerView, String> text(
            String title, double width, Function<PeerView, String> value) {
        var column = new TableColumn<PeerView, String>(Texts.of(title));
        column.setCellValueFactory(row -> constant(value.apply(row.getValue())));
        add(column, width);
        return column;
    }

    private static <T> ObservableValue<T> constant(T value) {
        return new ReadOnlyObjectWrapper<>(value);
    }

    private void number(String title, Function<PeerView, String> value) {
        var column = text(title, 88, value);
        column.getStyleClass().add("number");
        column.setSortable(false);
        column.setCellFactory(_ -> new NumberCell());
    }

    private void state() {
        var column = new TableColumn<PeerView, PeerView>(Texts.of("peers.column.state"));
        column.setCellValueFactory(row -> constant(row.getValue()));
        column.setCellFactory(_ -> new StateCell());
        column.setComparator(Comparator.comparing(PeerView::state));
        add(column, 130);
    }

    private void add(TableColumn<PeerView, ?> column, double width) {
        widths.put(column, width);
        table.getColumns().add(column);
    }

    /// Where there is room the columns share it; where there is not, none is cut off and the table
    /// scrolls.
    private void fitColumns() {
        double scale = summary.getFont().getSize() / NORMAL_FONT;
        double wanted = scale * widths.values().stream().mapToDouble(width -> width).sum();
        table.setColumnResizePolicy(
                wanted < table.getWidth()
                        ? TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS
                        : TableView.UNCONSTRAINED_RESIZE_POLICY);
        widths.forEach((column, width) -> column.setPrefWidth(scale * width));
    }

    /// Right-aligned; a dash is faded and says why there is no number.
    private static final class NumberCell extends TableCell<PeerView, String> {
        NumberCell() {
            getStyleClass().add("number");
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
            boolean unknown = !empty && Numbers.UNKNOWN.equals(text);
            pseudoClassStateChanged(UNMEASURED, unknown);
        }
    }

    private void listen() {
        table.widthProperty().addListener((_, _, _) -> fitColumns());
        summary.fontProperty().addListener((_, _, _) -> fitColumns());
        table.getSelectionModel().selectedItemProperty().addListener((_, _, row) -> chosen(row));
        model.selection().member().addListener((_, _, _) -> follow());
        model.pictureProperty().addListener((_, _, _) -> refresh());
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        table.setOnMouseClicked(
                click -> {
                    if (click.getClickCount() == 1
                            && table.getSelectionModel().getSelectedItem() != null) {
                        openDetails.run();
                    }
                });
    }

    private void chosen(@Nullable PeerView row) {
        if (row != null && !following) {
            model.select(row.key());
        }
    }

    private void follow() {
        following = true;
        try {
            model.selectedRow()
                    .ifPresentOrElse(
                            table.getSelectionModel()::select,
                            table.getSelectionModel()::clearSelection);
        } finally {
            following = false;
        }
    }

    private void refresh() {
        follow();
        var picture = model.pictureProperty().get();
        if (picture != null) {
            long connected = picture.peers().stream().filter(PeerView::connected).count();
            summary.setText(Texts.of("peers.summary", connected, picture.peers().size()));
        }
    }

    private void key(KeyEvent event) {
        if (COPY.match(event)) {
            copySelected();
            event.consume();
        } else if (event.getCode() == KeyCode.ENTER) {
            openDetails.run();
            event.consume();
        }
    }

    private void copySelected() {
        model.selectedRow().ifPresent(row -> CopyButton.put(row.key().text()));
    }

    /// The node that takes the keyboard.
    public Node focusTarget() {
        return table;
    }
}
