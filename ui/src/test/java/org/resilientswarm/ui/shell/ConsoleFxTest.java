package org.resilientswarm.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.paint.Color;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.PeerView;
import org.resilientswarm.ui.graph.GraphView;

class ConsoleFxTest {
    @TempDir private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // every test opens one
    private ConsoleFixture console;

    @AfterEach
    void close() {
        console.close();
    }

    private void open() {
        console = new ConsoleFixture(folder, 100, null);
    }

    private void startDemo() {
        open();
        console.startDemo();
    }

    @Test
    void enter_alone_leads_to_three_connected_nodes() {
        startDemo();
        assertThat(get(() -> console.find(".graph-view", GraphView.class).isVisible())).isTrue();
        assertThat(get(() -> console.desk().picture().connected(PathKind.DIRECT))).isEqualTo(2);
        Button peers = console.find("#status-peers", Button.class);
        console.awaitFx(() -> peers.getText().startsWith("2 peers (2 direct"));
    }

    @Test
    void the_table_and_the_graph_agree_on_one_selection() {
        startDemo();
        console.press(KeyCode.DIGIT2, true);
        TableView<?> table = console.find(".peers-table", TableView.class);
        console.awaitFx(() -> table.getItems().size() == 2);
        run(() -> table.getSelectionModel().select(1));
        PublicKey chosen =
                get(
                        () ->
                                ((PeerView)
                                                Objects.requireNonNull(
                                                        table.getSelectionModel()
                                                                .getSelectedItem()))
                                        .key());
        assertThat(get(() -> console.desk().selection().member().get())).isEqualTo(chosen);
        PublicKey other = get(() -> console.desk().picture().peers().getFirst().key());
        assertThat(other).isNotEqualTo(chosen);
        run(() -> console.desk().selection().member().set(other));
        console.awaitFx(() -> table.getSelectionModel().getSelectedIndex() == 0);
    }

    @Test
    void the_drawer_opens_by_keyboard_and_escape_closes_it() {
        startDemo();
        console.press(KeyCode.RIGHT, false);
        console.press(KeyCode.ENTER, false);
        Label title = console.find(".detail-title", Label.class);
        assertThat(text(title)).isEqualTo("node1");
        console.press(KeyCode.ESCAPE, false);
        console.awaitFx(() -> console.stage().getScene().lookup(".detail-title") == null);
    }

    @Test
    void share_shows_the_own_link() {
        startDemo();
        run(() -> console.find("#share", Button.class).fire());
        console.find(".qr-code", Node.class);
        String link =
                get(() -> Objects.requireNonNull(console.desk().picture().own()).link().text());
        console.awaitFx(
                () ->
                        all(console.stage().getScene().getRoot()).stream()
                                .anyMatch(
                                        node ->
                                                node instanceof TextField field
                                                        && link.equals(field.getText())));
    }

    @ParameterizedTest
    @CsvSource({
        "3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da,31",
        "(?!),key",
        "rswarm://?x=,link",
        "-----BEGIN PRIVATE KEY-----,private"
    })
    void each_wrong_key_has_its_reason_beside_the_field(String text, String word) {
        open();
        TextField field = console.find("#key-field", TextField.class);
        Label verdict = console.find("#key-verdict", Label.class);
        String before = get(verdict::getText);
        run(() -> field.setText(text));
        assertThat(text(verdict)).isNotEqualTo(before).containsIgnoringCase(word);
        assertThat(get(() -> console.find("#join", Button.class).isDisabled())).isTrue();
    }

    @Test
    void a_mistyped_key_is_told_and_a_right_one_can_be_joined() {
        open();
        TextField field = console.find("#key-field", TextField.class);
        Label verdict = console.find("#key-verdict", Label.class);
        String key = MemorySwarm.key(7).text();
        String start = key.substring(0, key.length() - 1);
        run(() -> field.setText(start + (key.endsWith("a") ? "b" : "a")));
        assertThat(text(verdict)).containsIgnoringCase("typed");
        run(() -> field.setText(key));
        assertThat(get(() -> console.find("#join", Button.class).isDisabled())).isFalse();
        run(() -> field.setText(""));
        assertThat(get(() -> console.find("#join", Button.class).isDisabled())).isTrue();
    }

    @Test
    void a_private_key_is_not_left_on_the_screen() {
        open();
        TextField field = console.find("#key-field", TextField.class);
        run(() -> field.setText("-----BEGIN PRIVATE KEY-----"));
        console.awaitFx(() -> field.getText().isEmpty());
        assertThat(text(console.find("#key-verdict", Label.class))).containsIgnoringCase("private");
    }

    @Test
    void the_theme_toggles() {
        open();
        Color before = background();
        run(() -> console.find("#theme", Button.class).fire());
        assertThat(background().getBrightness()).isGreaterThan(before.getBrightness() + 0.5);
        assertThat(get(() -> console.look().theme().get())).isEqualTo(Theme.LIGHT);
    }

    private Color background() {
        return get(
                () -> {
                    Parent root = console.stage().getScene().getRoot();
                    root.applyCss();
                    return (Color) console.desk().getBackground().getFills().getFirst().getFill();
                });
    }

    @Test
    void everything_grows_and_shrinks_with_the_keys() {
        open();
        Label title = console.find(".page-title", Label.class);
        double normal = get(() -> title.getFont().getSize());
        console.press(KeyCode.PLUS, true);
        console.press(KeyCode.PLUS, true);
        console.awaitFx(() -> Math.abs(title.getFont().getSize() - 1.5 * normal) < 0.1);
        console.press(KeyCode.DIGIT0, true);
        console.awaitFx(() -> Math.abs(title.getFont().getSize() - normal) < 0.1);
    }

    @Test
    void at_200_percent_nothing_of_the_first_page_is_clipped() {
        console = new ConsoleFixture(folder, 200, null);
        ScrollPane page = console.find(".join-view", ScrollPane.class);
        console.awaitFx(() -> page.getViewportBounds().getWidth() > 100);
        List<String> clipped = new ArrayList<>();
        run(
                () -> {
                    Node content = page.getContent();
                    double width = page.getViewportBounds().getWidth();
                    assertThat(content.getLayoutBounds().getWidth()).isLessThan(width + 1);
                    for (Node node : all((Parent) content)) {
                        Bounds bounds =
                                content.sceneToLocal(node.localToScene(node.getLayoutBounds()));
                        boolean ellipsis =
                                node instanceof Text text && text.getText().endsWith("…");
                        if (node.isVisible()
                                && (bounds.getMaxX() > width + 1
                                        || bounds.getMinX() < -1
                                        || (ellipsis && !isPrompt(node)))) {
                            clipped.add(node + " " + bounds);
                        }
                    }
                    assertThat(content.getLayoutBounds().getHeight())
                            .isGreaterThan(page.getViewportBounds().getHeight());
                });
        assertThat(clipped).isEmpty();
    }

    /// The prompt of a field ends with an ellipsis of its own.
    private static boolean isPrompt(Node node) {
        return node instanceof Text text && text.getText().startsWith("paste");
    }

    @ParameterizedTest
    @EnumSource(
            value = KeyCode.class,
            names = {"DIGIT1", "DIGIT2", "DIGIT3", "DIGIT4", "DIGIT5", "DIGIT6"})
    void every_control_that_takes_the_keyboard_has_words(KeyCode screen) {
        startDemo();
        console.press(screen, true);
        List<Node> silent =
                get(
                        () ->
                                all(console.stage().getScene().getRoot()).stream()
                                        .filter(Node::isFocusTraversable)
                                        .filter(Node::isVisible)
                                        .filter(node -> words(node).isBlank())
                                        .toList());
        assertThat(silent).isEmpty();
    }

    private static String words(Node node) {
        String text = node instanceof Labeled labeled ? labeled.getText() : "";
        return (text == null ? "" : text) + Objects.toString(node.getAccessibleText(), "");
    }

    @Test
    void the_legend_closes_and_its_button_keeps_the_counts() {
        startDemo();
        ToggleButton title = console.find("#legend-title", ToggleButton.class);
        Node entries = console.find(".legend-entries", Node.class);
        boolean open = get(entries::isVisible);
        run(title::fire);
        assertThat(get(entries::isVisible)).isEqualTo(!open);
        run(() -> title.fire());
        assertThat(get(entries::isVisible)).isEqualTo(open);
        assertThat(get(title::getAccessibleText)).contains("3").contains("nothing hidden");
    }

    @Test
    void at_200_percent_the_status_line_keeps_the_peers() {
        console = new ConsoleFixture(folder, 200, null);
        run(() -> console.find("#start-demo", Button.class).fire());
        Button peers = console.find("#status-peers", Button.class);
        console.awaitFx(() -> peers.getText().startsWith("2 peers (2 direct"));
        console.awaitFx(() -> peers.getWidth() >= peers.prefWidth(-1) - 1);
        assertThat(get(() -> peers.getTooltip().getText())).isEqualTo(text(peers));
    }

    @Test
    void f6_visits_every_region() {
        startDemo();
        List<Node> visited = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            console.press(KeyCode.F6, false);
            visited.add(get(() -> console.stage().getScene().getFocusOwner()));
        }
        assertThat(visited).doesNotContainNull().doesNotHaveDuplicates();
    }

    private static String text(Labeled label) {
        return get(label::getText);
    }

    private static List<Node> all(Parent root) {
        List<Node> nodes = new ArrayList<>();
        for (Node child : root.getChildrenUnmodifiable()) {
            nodes.add(child);
            if (child instanceof Parent parent) {
                nodes.addAll(all(parent));
            }
        }
        return nodes;
    }
}
