package org.resilientswarm.ui.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// The screen in a console whose node says what a test wants.
class LinksViewFxTest {
    @TempDir private Path folder = Path.of("");

    private final MemorySwarm node = new MemorySwarm(1);

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @SuppressWarnings("NullAway.Init")
    private TableView<LinkRow> table;

    @BeforeEach
    void openScreen() {
        for (int other = 2; other <= 40; other++) {
            node.talksWith(other, 0).linked(other, LinkState.GOOD, other);
        }
        node.topology(List.of(MemorySwarm.report(2, Map.of(3, 500))));
        console = new ConsoleFixture(folder, 100, null);
        console.nodes().attach(node);
        console.awaitFx(() -> console.picture().nodes().size() == 40);
        console.press(KeyCode.DIGIT5, true);
        table = table();
        console.awaitFx(() -> table.getItems().size() == 40);
    }

    @SuppressWarnings("unchecked")
    private TableView<LinkRow> table() {
        return console.find(".link-table", TableView.class);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) Objects.requireNonNull(table.lookup(".virtual-flow"));
    }

    private String text(String id) {
        return get(() -> console.find(id, Label.class).getText());
    }

    @Test
    void the_worst_link_is_on_top_and_another_one_takes_its_place() {
        assertThat(get(() -> table.getItems().getFirst().to())).isEqualTo("node3");
        assertThat(get(() -> table.getItems().getFirst().from())).isEqualTo("node2");
        node.linked(7, LinkState.LOST);
        console.awaitFx(() -> table.getItems().getFirst().to().equals("node7"));
    }

    @Test
    void new_figures_keep_the_selected_link_and_the_place_of_the_rows() {
        LinkRow chosen = get(() -> table.getItems().get(30));
        run(
                () -> {
                    table.getSelectionModel().select(30);
                    table.scrollTo(20);
                });
        console.awaitFx(() -> text("#link-title").contains(chosen.to()));
        int top = get(() -> flow().getFirstVisibleCell().getIndex());
        assertThat(top).isGreaterThan(5);
        for (int other = 2; other <= 40; other++) {
            node.linked(other, LinkState.GOOD, 600 - 10L * other);
        }
        console.awaitFx(() -> table.getItems().getFirst().from().equals("node1"));
        assertThat(get(() -> flow().getFirstVisibleCell().getIndex())).isEqualTo(top);
        assertThat(get(() -> table.getSelectionModel().getSelectedItem().to()))
                .isEqualTo(chosen.to());
        assertThat(text("#link-title")).contains(chosen.to());
        console.awaitFx(() -> text("#link-words").contains(600 - 10 * number(chosen) + " ms"));
    }

    private static int number(LinkRow row) {
        return Integer.parseInt(row.to().substring("node".length()));
    }

    @Test
    void a_person_sorts_otherwise_and_goes_back() {
        var column = get(() -> table.getColumns().get(3));
        run(() -> table.getSortOrder().setAll(List.of(column)));
        console.awaitFx(() -> table.getItems().getFirst().to().equals("node2"));
        assertThat(get(() -> List.copyOf(table.getItems())))
                .isSortedAccordingTo(Comparator.comparing(row -> row.edge().quality().rtt()));
        run(() -> table.getSortOrder().clear());
        console.awaitFx(() -> table.getItems().getFirst().from().equals("node2"));
    }

    @Test
    void the_filter_narrows_and_says_how_many_are_left() {
        console.press(KeyCode.SLASH, false);
        TextField field = console.find("#links-filter", TextField.class);
        console.awaitFx(() -> field.equals(console.stage().getScene().getFocusOwner()));
        run(() -> field.setText("node4"));
        console.awaitFx(() -> table.getItems().size() == 2);
        assertThat(text("#links-summary")).startsWith("2 of 40");
        run(() -> field.setText("none of them"));
        console.awaitFx(() -> table.getItems().isEmpty());
        console.press(KeyCode.ESCAPE, false);
        console.awaitFx(() -> table.getItems().size() == 40);
    }

    @Test
    void a_link_that_is_gone_is_looked_at_no_more() {
        run(() -> table.getSelectionModel().select(0));
        console.awaitFx(() -> text("#link-title").contains("node3"));
        node.topology(List.of());
        console.awaitFx(() -> table.getItems().size() == 39);
        console.awaitFx(() -> !console.find(".link-head", Node.class).isVisible());
        assertThat(get(() -> table.getSelectionModel().isEmpty())).isTrue();
    }
}
