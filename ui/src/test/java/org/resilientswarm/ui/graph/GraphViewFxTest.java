package org.resilientswarm.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// The drawing in a console whose node says what a test wants.
class GraphViewFxTest {
    @TempDir private Path folder = Path.of("");

    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0);

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @BeforeEach
    void openScreen() {
        console = new ConsoleFixture(folder, 100, null);
        console.nodes().attach(node);
        console.awaitFx(() -> console.picture().nodes().size() == 3);
        console.press(KeyCode.DIGIT1, true);
        console.awaitFx(() -> summary().startsWith("3 members · 2 links"));
    }

    @AfterEach
    void close() {
        console.close();
    }

    private String summary() {
        var label = (Label) console.stage().getScene().lookup("#graph-summary");
        return label == null ? "" : label.getText();
    }

    private String spoken() {
        return get(() -> console.find(".graph-canvas", Node.class).getAccessibleText());
    }

    @Test
    void a_link_that_is_lost_becomes_a_circuit_and_comes_back() {
        run(() -> console.selection().member().set(key(3)));
        node.relays(3, 2).linked(3, LinkState.LOST);
        console.awaitFx(() -> summary().equals("3 members · 2 links, 1 relayed"));
        assertThat(spoken()).contains("1 relayed").contains("via node2");
        node.talksWith(3, 0);
        console.awaitFx(() -> summary().equals("3 members · 2 links"));
        assertThat(spoken()).doesNotContain("via");
    }

    @Test
    void links_among_others_come_and_go_with_their_reports() {
        node.topology(List.of(MemorySwarm.report(2, Map.of(3, 10))));
        console.awaitFx(() -> summary().equals("3 members · 3 links"));
        node.topology(List.of());
        console.awaitFx(() -> summary().equals("3 members · 2 links"));
    }
}
