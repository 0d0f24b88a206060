package org.resilientswarm.ui.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import atlantafx.base.controls.ToggleSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// The screen in a console whose node says what a test wants.
class PathsViewFxTest {
    private static final PathCandidate RELAYED =
            new PathCandidate(
                    PathKind.RELAY,
                    List.of(key(2)),
                    37.0,
                    Duration.ofMillis(17),
                    0,
                    PathState.USED,
                    "the cheapest of all");
    private static final PathCandidate DIRECT =
            new PathCandidate(
                    PathKind.DIRECT,
                    List.of(),
                    null,
                    null,
                    0,
                    PathState.FAILED,
                    "no answer from any address");

    @TempDir private java.nio.file.Path folder = java.nio.file.Path.of("");

    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).relays(3, 2);

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @BeforeEach
    void openScreen() {
        node.relay(new RelayInfo(RelayPolicy.DEFAULT, List.of(), Map.of(), 0));
        node.paths().candidates(key(3), List.of(RELAYED, DIRECT));
        node.paths()
                .decided(
                        new PathDecision(
                                NOON,
                                key(3),
                                new Path(
                                        PathKind.RELAY,
                                        List.of(key(2)),
                                        null,
                                        0,
                                        "the direct link is lost"),
                                List.of(RELAYED, DIRECT)));
        console = new ConsoleFixture(folder, 100, null);
        console.nodes().attach(node);
        console.awaitFx(() -> console.picture().nodes().size() == 3);
        console.press(KeyCode.DIGIT6, true);
        console.awaitFx(() -> texts("#paths-ways").size() > 4);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private List<String> texts(String selector) {
        List<String> texts = new ArrayList<>();
        Node root = console.stage().getScene().lookup(selector);
        if (root instanceof Parent parent && root.isVisible()) {
            collect(parent, texts);
        }
        return texts;
    }

    private static void collect(Parent parent, List<String> texts) {
        for (Node child : parent.getChildrenUnmodifiable()) {
            if (child instanceof Labeled label && label.getText() != null) {
                texts.add(label.getText());
            } else if (child instanceof Parent inner) {
                collect(inner, texts);
            }
        }
    }

    private String text(String id) {
        return get(() -> console.find(id, Labeled.class).getText());
    }

    private void fire(String id) {
        Button button = console.find(id, Button.class);
        console.awaitFx(() -> button.isVisible() && !button.isDisabled());
        run(button::fire);
    }

    private boolean visible(String id) {
        return get(() -> console.find(id, Node.class).isVisible());
    }

    @Test
    void the_way_in_use_and_the_others_say_why() {
        assertThat(get(() -> texts("#paths-ways")))
                .containsExactly(
                        "node1 → node2 → node3",
                        "in use",
                        "Relayed · cost 37 · RTT 17.0 ms · loss 0.0 %",
                        "The cheapest of all.",
                        "node1 → node3",
                        "failed",
                        "Direct · cost – · RTT – · loss –",
                        "No answer from any address.");
        assertThat(get(() -> texts("#paths-decisions")))
                .contains(
                        "The direct link is lost.",
                        "Direct, not chosen: No answer from any address.");
        node.paths().candidates(key(3), List.of(DIRECT));
        console.awaitFx(() -> texts("#paths-ways").size() == 4);
    }

    @Test
    void another_peer_is_chosen_here_or_on_another_screen() {
        ComboBox<?> picker = console.find("#paths-peer", ComboBox.class);
        run(() -> picker.getSelectionModel().select(0));
        console.awaitFx(() -> key(2).equals(console.selection().member().get()));
        console.awaitFx(() -> text("#paths-empty").contains("No way"));
        run(() -> console.selection().member().set(key(3)));
        console.awaitFx(() -> picker.getSelectionModel().getSelectedIndex() == 1);
        console.awaitFx(() -> texts("#paths-ways").size() == 8);
    }

    @Test
    void a_trace_is_printed_hop_by_hop() {
        node.paths()
                .trace(
                        key(3),
                        List.of(
                                new TraceHop(key(2), Duration.ofMillis(4), 3, 0),
                                new TraceHop(key(3), null, 3, 3)));
        fire("#paths-trace");
        console.awaitFx(() -> texts("#paths-hops").size() == 4);
        assertThat(get(() -> texts("#paths-hops")))
                .containsExactly(
                        "1. node2",
                        "4.0 ms there and back, 0 of 3 lost",
                        "2. node3",
                        "no answer, asked 3 times");
        node.paths().refuse(ErrorCode.PEER_NOT_CONNECTED, "there is no session");
        fire("#paths-trace");
        console.awaitFx(
                () ->
                        text("#paths-trace-status")
                                .equals("PEER_NOT_CONNECTED: There is no session."));
    }

    @Test
    void the_drill_asks_first_and_tells_how_long_it_lasts() {
        fire("#paths-block");
        console.awaitFx(() -> visible("#paths-confirm"));
        fire("#paths-block-no");
        console.awaitFx(() -> !visible("#paths-confirm"));
        assertThat(node.paths().blocked()).isEmpty();
        fire("#paths-block");
        fire("#paths-block-yes");
        console.awaitFx(() -> text("#paths-drill").contains("blocked for another"));
        assertThat(node.paths().blocked()).containsEntry(key(3), Duration.ofSeconds(30));
        assertThat(visible("#paths-confirm")).isFalse();
    }

    @Test
    void relaying_is_switched_off_and_its_limits_are_set() {
        run(() -> console.find("#paths-willing", ToggleSwitch.class).setSelected(false));
        console.await(() -> !node.paths().policy().willing());
        TextField circuit = console.find("#paths-circuit-cap", TextField.class);
        Button apply = console.find("#paths-apply", Button.class);
        String cap = get(circuit::getText);
        assertThat(cap).isEqualTo("50");
        assertThat(get(apply::isDisabled)).isTrue();
        run(() -> circuit.setText("many"));
        assertThat(get(apply::isDisabled)).isTrue();
        run(() -> circuit.setText("2.5"));
        run(() -> console.find("#paths-total-cap", TextField.class).setText("0"));
        fire("#paths-apply");
        console.await(
                () ->
                        node.paths()
                                .policy()
                                .equals(
                                        RelayPolicy.DEFAULT
                                                .withWilling(false)
                                                .withBits(2_500_000, 0)));
    }

    @Test
    void what_runs_through_the_node_is_listed_with_the_bytes_for_each_origin() {
        TableView<?> circuits = console.find("#paths-circuits", TableView.class);
        assertThat(get(() -> circuits.getItems().isEmpty())).isTrue();
        var circuit = new CircuitInfo(key(2), key(3), key(2), key(3), NOON, 2048, 1024, 0);
        node.relay(new RelayInfo(RelayPolicy.DEFAULT, List.of(circuit), Map.of(key(2), 3072L), 1));
        console.awaitFx(() -> circuits.getItems().size() == 1);
        console.awaitFx(() -> texts("#paths-carried").contains("3.0 KiB"));
        assertThat(get(() -> texts("#paths-carried"))).contains("Carried for node2");
        assertThat(text("#paths-relay-status")).startsWith("1 circuit runs").contains("1 was");
    }

    @Test
    void a_relay_on_which_much_depends_is_warned_of_until_it_is_over() {
        console.awaitFx(() -> text("#paths-warning").startsWith("node2 carries 1 of 1"));
        node.forgets(3).talksWith(3, 0);
        console.awaitFx(() -> !console.find("#paths-warning", Node.class).getParent().isVisible());
    }
}
