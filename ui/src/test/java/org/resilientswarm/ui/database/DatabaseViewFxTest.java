package org.resilientswarm.ui.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.IndexedCell;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncInfo;
import org.resilientswarm.ui.bridge.RecordRow;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.database.DatabaseViewModel.KindCount;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// The screen in a console whose node is one of three of a demo, with real records.
class DatabaseViewFxTest {
    @TempDir private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @SuppressWarnings("NullAway.Init")
    private TableView<RecordRow> table;

    @BeforeEach
    void openScreen() {
        console = new ConsoleFixture(folder, 100, null);
        console.startDemo();
        console.press(KeyCode.DIGIT4, true);
        table = table();
        console.awaitFx(() -> table.getItems().size() >= 3);
    }

    @SuppressWarnings("unchecked")
    private TableView<RecordRow> table() {
        return console.find(".record-table", TableView.class);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private Swarm other() {
        return console.nodes().nodes().get(1);
    }

    private static void put(Swarm node, String kind, String name, Object value) {
        node.records().put(kind, name, value).orTimeout(30, TimeUnit.SECONDS).join();
    }

    private Optional<RecordRow> row(String kind, String name) {
        return table.getItems().stream()
                .filter(row -> row.record().kind().equals(kind))
                .filter(row -> row.record().name().equals(name))
                .findFirst();
    }

    private void awaitRow(String kind, String name) {
        console.awaitFx(() -> row(kind, name).isPresent());
    }

    private void select(String kind, String name) {
        awaitRow(kind, name);
        run(() -> table.getSelectionModel().select(row(kind, name).orElseThrow()));
        Node json = console.find("#database-json", TextArea.class);
        console.awaitFx(() -> json.isVisible() && title().equals(kind + " / " + name));
    }

    private String title() {
        return console.find(".record-pane .frame-title", Label.class).getText();
    }

    private void fire(String id) {
        Button button = console.find(id, Button.class);
        console.awaitFx(() -> button.isVisible() && !button.isDisabled());
        run(button::fire);
    }

    private void type(String id, String text) {
        run(() -> console.find(id, javafx.scene.control.TextInputControl.class).setText(text));
    }

    private String text(String id) {
        return get(() -> console.find(id, Label.class).getText());
    }

    @Test
    void a_record_that_another_node_puts_appears_with_its_author_and_value() {
        put(other(), "service", "printer", Map.of("port", 631));
        awaitRow("service", "printer");
        RecordRow row = get(() -> row("service", "printer").orElseThrow());
        assertThat(row.line()).isEqualTo("{\"port\":631}");
        assertThat(row.record().author()).isEqualTo(other().publicKey());
        console.awaitFx(() -> cells(row).contains("node2") && cells(row).contains("✦"));
    }

    private List<String> cells(RecordRow row) {
        int index = table.getItems().indexOf(row);
        return table.lookupAll(".table-cell").stream()
                .filter(node -> ((IndexedCell<?>) node).getIndex() == index)
                .map(node -> ((IndexedCell<?>) node).getText())
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    @SuppressWarnings("unchecked")
    void the_list_of_kinds_counts_and_chooses() {
        put(other(), "service", "printer", 1);
        ListView<KindCount> kinds = console.find("#database-kinds", ListView.class);
        RecordChoice service = RecordChoice.ofKind("service");
        console.awaitFx(() -> kinds.getItems().contains(new KindCount(service, 1)));
        run(() -> kinds.getSelectionModel().select(new KindCount(service, 1)));
        console.awaitFx(
                () -> table.getItems().size() == 1 && row("service", "printer").isPresent());
    }

    @Test
    void the_filter_narrows_the_rows_and_says_how_many_there_are() {
        put(other(), "service", "printer", Map.of("colour", "blue"));
        awaitRow("service", "printer");
        type("#database-filter", "BLUE");
        console.awaitFx(() -> table.getItems().size() == 1);
        assertThat(text("#database-shown")).startsWith("1 of ");
        console.find("#database-filter", TextField.class);
        type("#database-filter", "no such word");
        console.awaitFx(() -> table.getItems().isEmpty());
        assertThat(text("#database-empty")).contains("fits");
    }

    @Test
    void selection_and_place_survive_what_comes_and_changes() {
        for (int i = 0; i < 60; i++) {
            put(other(), "note", "%02d".formatted(i), i);
        }
        awaitRow("note", "59");
        select("note", "40");
        run(() -> table.scrollTo(table.getItems().indexOf(row("note", "35").orElseThrow())));
        console.awaitFx(() -> topName().equals("35"));
        put(other(), "aaa", "first", 1);
        put(other(), "note", "40", "changed");
        console.awaitFx(
                () ->
                        row("aaa", "first").isPresent()
                                && row("note", "40").orElseThrow().line().contains("changed"));
        console.awaitFx(() -> topName().equals("35"));
        console.awaitFx(
                () -> console.find("#database-json", TextArea.class).getText().contains("changed"));
        assertThat(get(() -> selected().name())).isEqualTo("40");
        assertThat(get(this::title)).isEqualTo("note / 40");
    }

    private SwarmRecord selected() {
        return Objects.requireNonNull(table.getSelectionModel().getSelectedItem()).record();
    }

    private String topName() {
        var flow = (VirtualFlow<?>) Objects.requireNonNull(table.lookup(".virtual-flow"));
        IndexedCell<?> top = flow.getFirstVisibleCell();
        return top == null ? "" : table.getItems().get(top.getIndex()).record().name();
    }

    @Test
    void the_detail_says_whether_the_signature_is_right_and_from_whom_it_came() {
        put(other(), "service", "printer", Map.of("port", 631));
        select("service", "printer");
        assertThat(text("#database-verdict")).isEqualTo(Texts.of("database.verified"));
        assertThat(facts())
                .containsPattern("node[23], a neighbour")
                .contains("bytes as it travels");
        assertThat(get(() -> console.find("#database-json", TextArea.class).getText()))
                .isEqualTo("{\n  \"port\" : 631\n}");
        assertThat(get(() -> console.find("#database-change", Button.class).isVisible())).isFalse();
    }

    private String facts() {
        return get(
                () -> {
                    var words = new StringBuilder();
                    for (Node label : console.find(".fact-pane", Node.class).lookupAll(".label")) {
                        words.append(((Label) label).getText()).append('|');
                    }
                    return words.toString();
                });
    }

    @Test
    void an_own_record_is_put_changed_and_deleted_and_all_others_see_it() {
        fire("#database-new");
        type("#draft-kind", "note");
        type("#draft-name", "greeting");
        type("#draft-json", "{\"text\": \"hello\"");
        Label fault = console.find("#draft-json-fault", Label.class);
        console.awaitFx(() -> fault.getText().startsWith("Not yet JSON"));
        assertThat(get(() -> console.find("#draft-save", Button.class).isDisabled())).isTrue();
        type("#draft-json", "{\"text\": \"hello\"}");
        fire("#draft-save");
        awaitRow("note", "greeting");
        console.awaitFx(() -> title().equals("note / greeting"));
        awaitElsewhere("hello");

        fire("#database-change");
        type("#draft-json", "{\"text\": \"good evening\"}");
        fire("#draft-save");
        awaitElsewhere("good evening");
        console.awaitFx(() -> row("note", "greeting").orElseThrow().line().contains("evening"));

        fire("#database-delete");
        fire("#database-delete-yes");
        console.awaitFx(() -> row("note", "greeting").orElseThrow().record().deleted());
        console.await(() -> elsewhere().isEmpty());
    }

    private Optional<SwarmRecord> elsewhere() {
        return other().records()
                .get(console.nodes().nodes().getFirst().publicKey(), "note", "greeting")
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    private void awaitElsewhere(String word) {
        console.await(
                () -> elsewhere().map(r -> String.valueOf(r.body())).orElse("").contains(word));
    }

    @Test
    void what_the_engine_refuses_is_told_with_its_code() {
        fire("#database-new");
        type("#draft-kind", "note");
        type("#draft-json", "\"" + "x".repeat(70_000) + "\"");
        fire("#draft-save");
        Label failure = console.find("#draft-failure", Label.class);
        console.awaitFx(() -> failure.isVisible());
        assertThat(get(failure::getText)).startsWith("RECORD_MALFORMED: ");
    }

    @Test
    @SuppressWarnings("unchecked")
    void neighbours_are_compared_with() {
        run(() -> console.find(".database-tabs", TabPane.class).getSelectionModel().select(1));
        TableView<SyncInfo> neighbours = console.find("#database-neighbours", TableView.class);
        console.awaitFx(() -> neighbours.getItems().size() == 2);
        console.awaitFx(() -> compare(neighbours).isPresent());
        run(() -> compare(neighbours).orElseThrow().fire());
        console.awaitFx(
                () ->
                        neighbours.lookupAll(".sync-result").stream()
                                .map(cell -> ((IndexedCell<?>) cell).getText())
                                .filter(Objects::nonNull)
                                .anyMatch(words -> words.matches(".*round.* B")));
        Button status = console.find("#status-database", Button.class);
        console.awaitFx(() -> status.getText().endsWith("in sync"));
    }

    /// The button in the first row.
    private static Optional<Button> compare(Node neighbours) {
        return neighbours.lookupAll(".compare").stream()
                .filter(
                        button ->
                                button.getParent() instanceof IndexedCell<?> cell
                                        && cell.getIndex() == 0
                                        && cell.getItem() != null)
                .map(Button.class::cast)
                .findFirst();
    }
}
