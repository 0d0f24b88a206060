package org.resilientswarm.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;

import java.nio.file.Path;
import javafx.scene.control.Button;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.ui.bridge.MemorySwarm;

/// The line at the bottom, of a node that says what the test wants.
class StatusLineFxTest {
    @TempDir private Path folder = Path.of("");

    private final MemorySwarm node = new MemorySwarm(1);

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @BeforeEach
    void open() {
        console = new ConsoleFixture(folder, 100, null);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void a_database_that_is_being_read_is_called_so() {
        node.database().reading(true);
        console.nodes().attach(node);
        Button database = console.find("#status-database", Button.class);
        console.awaitFx(() -> database.getText().equals("DB being read"));
        node.database().reading(false);
        console.awaitFx(() -> !database.getText().equals("DB being read"));
        assertThat(get(database::getText)).isEqualTo("DB empty");
    }
}
