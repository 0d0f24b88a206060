package org.resilientswarm.ui.shell;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.Properties;
import org.resilientswarm.ui.graph.LegendChoice;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the console remembers from one start to the next: a small properties file. A file that
/// cannot be read or written costs the memory, never the start.
final class Memory {
    static final String X = "window.x";
    static final String Y = "window.y";
    static final String WIDTH = "window.width";
    static final String HEIGHT = "window.height";
    static final String MAXIMIZED = "window.maximized";
    static final String THEME = "look.theme";
    static final String SCALE = "look.scale";
    static final String LEGEND = "legend";

    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final String FILE = "console.properties";

    private final Path file;
    private final Properties values = new Properties();

    private Memory(Path file) {
        this.file = file;
    }

    static Memory load(Path dataFolder) {
        var memory = new Memory(dataFolder.resolve(FILE));
        if (Files.exists(memory.file)) {
            try (Reader reader = Files.newBufferedReader(memory.file)) {
                memory.values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn(
                        "file={} could not be read, defaults are used: {}",
                        memory.file,
                        e.toString());
            }
        }
        return memory;
    }

    void save() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path fresh = file.resolveSibling(FILE + ".new");
            try (Writer writer = Files.newBufferedWriter(fresh)) {
                values.store(writer, null);
            }
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warn("file={} could not be written: {}", file, e.toString());
        }
    }

    void put(String name, Object value) {
        values.setProperty(name, value.toString());
    }

    double number(String name, double otherwise) {
        try {
            return Double.parseDouble(values.getProperty(name, ""));
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    boolean flag(String name) {
        return Boolean.parseBoolean(values.getProperty(name));
    }

    Theme theme() {
        return constant(THEME, Theme.SYSTEM);
    }

    LegendChoice legend() {
        return constant(LEGEND, LegendChoice.BY_ROOM);
    }

    private <E extends Enum<E>> E constant(String name, E otherwise) {
        String value = values.getProperty(name, "");
        return EnumSet.allOf(otherwise.getDeclaringClass()).stream()
                .filter(constant -> constant.name().equals(value))
                .findFirst()
                .orElse(otherwise);
    }
}
