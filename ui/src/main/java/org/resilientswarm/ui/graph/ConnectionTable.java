package org.resilientswarm.ui.graph;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// The graph in rows, worst first: for people who hear the screen, and for graphs too large to
/// draw.
final class ConnectionTable extends TableView<EdgeView> {
    private final GraphViewModel model;

    ConnectionTable(GraphViewModel model) {
        this.model = model;
        getStyleClass().add("fixed-rows");
        setAccessibleText(Texts.of("graph.table"));
        setPlaceholder(new Label(Texts.of("graph.table.empty")));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        column("graph.column.from", edge -> model.label(edge.a()));
        column("graph.column.to", edge -> model.label(edge.b()));
        column("graph.column.kind", this::kind);
        column("graph.column.rtt", edge -> Numbers.latency(edge.rtt()));
        column("graph.column.reason", EdgeView::reason);
        getSelectionModel().selectedItemProperty().addListener((_, _, edge) -> select(edge));
    }

    private String kind(EdgeView edge) {
        if (edge.oneSided()) {
            return Texts.of("graph.edge.one-sided");
        }
        String word = Texts.word(edge.kind());
        return edge.relayed() ? Texts.of("graph.edge.via", word, model.via(edge)) : word;
    }

    private void column(String title, Function<EdgeView, String> value) {
        var column = new TableColumn<EdgeView, String>(Texts.of(title));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
        getColumns().add(column);
    }

    private void select(@Nullable EdgeView edge) {
        PublicKey selected = model.selection().member().get();
        if (edge != null && (selected == null || !edge.touches(selected))) {
            boolean ownA =
                    model.pictureProperty()
                            .get()
                            .node(edge.a())
                            .filter(node -> node.self())
                            .isPresent();
            model.selection().member().set(ownA ? edge.b() : edge.a());
        }
    }

    /// Shows the connections as they are now.
    void refreshRows() {
        var connections = model.connections();
        if (!connections.equals(getItems())) {
            EdgeView selected = getSelectionModel().getSelectedItem();
            getItems().setAll(connections);
            if (selected != null) {
                connections.stream()
                        .filter(selected::isSame)
                        .findFirst()
                        .ifPresent(getSelectionModel()::select);
            }
        }
    }
}
