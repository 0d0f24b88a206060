package org.resilientswarm.ui.detail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.resilientswarm.ui.control.FactGrid;
import org.resilientswarm.ui.control.Icons;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.detail.SessionWords.StreamWords;

/// The session with a member, and its streams.
final class SessionPane extends VBox {
    /// More are only counted.
    private static final int MAX_ROWS = 20;

    private final Label none = new Label(Texts.of("detail.session.none"));
    private final FactGrid facts = new FactGrid();
    private final Label title = new Label();
    private final VBox list = new VBox();
    private final Label more = new Label();
    private Map<Long, StreamRow> rows = new HashMap<>();

    SessionPane() {
        getStyleClass().add("session-pane");
        facts.setId("session-facts");
        none.getStyleClass().add("hint");
        none.setWrapText(true);
        title.getStyleClass().add("group-title");
        title.setId("stream-count");
        list.setId("streams");
        list.getStyleClass().add("stream-list");
        more.getStyleClass().add("hint");
        getChildren().addAll(none, facts, title, list, more);
    }

    void show(SessionWords session) {
        shown(none, !session.there());
        shown(facts, session.there());
        shown(title, session.there());
        shown(list, session.there());
        facts.show(session.facts());
        List<StreamWords> streams = session.streams();
        title.setText(Texts.of("detail.streams", streams.size()));
        Map<Long, StreamRow> next = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (StreamWords stream : streams.subList(0, Math.min(MAX_ROWS, streams.size()))) {
            StreamRow row = rows.get(stream.id());
            if (row == null) {
                row = new StreamRow(stream.outbound());
            }
            row.show(stream);
            next.put(stream.id(), row);
            nodes.add(row);
        }
        rows = next;
        if (!list.getChildren().equals(nodes)) {
            list.getChildren().setAll(nodes);
        }
        shown(more, streams.size() > MAX_ROWS);
        more.setText(Texts.of("detail.streams.more", streams.size() - MAX_ROWS));
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    /// A stream in three lines.
    private static final class StreamRow extends VBox {
        private final Label title = new Label();
        private final Label age = new Label();
        private final Label state = new Label();
        private final Label carried = new Label();

        StreamRow(boolean outbound) {
            getStyleClass().add("stream-row");
            title.setGraphic(Icons.of(outbound ? Feather.ARROW_UP_RIGHT : Feather.ARROW_DOWN_LEFT));
            title.getStyleClass().add("stream-title");
            title.setMinWidth(0);
            state.getStyleClass().add("stream-detail");
            state.setWrapText(true);
            age.getStyleClass().add("stream-detail");
            age.setMinWidth(Region.USE_PREF_SIZE);
            carried.getStyleClass().add("stream-detail");
            carried.setWrapText(true);
            var spacer = new Region();
            HBox.setHgrow(spacer, Priority.ALWAYS);
            var line = new HBox(title, spacer, age);
            line.getStyleClass().add("stream-line");
            getChildren().addAll(line, state, carried);
        }

        void show(StreamWords stream) {
            title.setText(stream.title());
            age.setText(stream.age());
            state.setText(stream.state());
            carried.setText(stream.carried());
        }
    }
}
