package org.resilientswarm.ui.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// What a demo swarm of real nodes shows when the direct link of a pair is blocked for a while.
class BlockedLinkFxTest {
    @TempDir private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @BeforeEach
    void startDemo() {
        console = new ConsoleFixture(folder, 100, null);
        console.startDemo();
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void its_edge_bends_through_the_relay_with_the_reason_and_returns() throws Exception {
        List<Swarm> nodes = console.nodes().nodes();
        Swarm own = nodes.get(0);
        PublicKey peer = nodes.get(1).publicKey();
        console.await(() -> own.peers().size() == 2);
        // Nobody can relay before its report has come.
        console.await(() -> own.snapshot().topology().size() >= 2);
        run(() -> console.selection().member().set(peer));
        own.paths().block(peer, Duration.ofSeconds(5)).get();
        console.await(() -> relayed(own.publicKey(), peer));
        console.press(KeyCode.DIGIT6, true);
        console.awaitFx(
                () ->
                        texts("#paths-ways").stream()
                                .anyMatch(text -> text.contains("no direct link")));
        assertThat(get(() -> texts("#paths-ways")))
                .anyMatch(text -> text.contains("blocked here for a drill"));
        console.await(() -> !relayed(own.publicKey(), peer));
        assertThat(own.peers()).hasSize(2);
    }

    private boolean relayed(PublicKey one, PublicKey other) {
        return console.picture().edges().stream()
                .anyMatch(
                        edge ->
                                edge.kind() == EdgeKind.RELAYED
                                        && List.of(edge.a(), edge.b())
                                                .containsAll(List.of(one, other)));
    }

    private List<String> texts(String selector) {
        var found = new ArrayList<String>();
        collect(console.find(selector, Node.class), found);
        return found;
    }

    private static void collect(Node node, List<String> found) {
        if (node instanceof Labeled labeled && labeled.getText() != null) {
            found.add(labeled.getText());
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> collect(child, found));
        }
    }
}
