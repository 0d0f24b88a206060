package org.resilientswarm.ui.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.ui.graph.LegendChoice;

class MemoryTest {
    @TempDir private Path folder = Path.of("");

    @Test
    void what_is_saved_is_there_at_the_next_start() {
        Memory memory = Memory.load(folder.resolve("new"));
        memory.put(Memory.THEME, Theme.DARK);
        memory.put(Memory.SCALE, 150);
        memory.put(Memory.MAXIMIZED, true);
        memory.put(Memory.LEGEND, LegendChoice.CLOSED);
        memory.save();
        Memory next = Memory.load(folder.resolve("new"));
        assertThat(next.theme()).isEqualTo(Theme.DARK);
        assertThat(next.number(Memory.SCALE, 100)).isEqualTo(150);
        assertThat(next.flag(Memory.MAXIMIZED)).isTrue();
        assertThat(next.legend()).isEqualTo(LegendChoice.CLOSED);
    }

    @Test
    void a_damaged_file_costs_the_memory_and_not_the_start() throws IOException {
        Files.writeString(
                folder.resolve("console.properties"), "look.theme=PINK\nlook.scale=\\u00zz");
        Memory memory = Memory.load(folder);
        assertThat(memory.theme()).isEqualTo(Theme.SYSTEM);
        assertThat(memory.number(Memory.SCALE, 100)).isEqualTo(100);
    }
}
