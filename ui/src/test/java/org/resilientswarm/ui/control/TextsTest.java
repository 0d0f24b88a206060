package org.resilientswarm.ui.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.KeyReading;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.StreamState;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.bridge.JoinProgress;
import org.resilientswarm.ui.bridge.NodeState;
import org.resilientswarm.ui.bridge.Quality;
import org.resilientswarm.ui.shell.Theme;

class TextsTest {
    private static final List<Class<? extends Enum<?>>> SPOKEN =
            List.of(
                    EdgeKind.class,
                    ExchangeState.class,
                    KeyReading.Form.class,
                    JoinProgress.Kind.class,
                    JoinProgress.State.class,
                    NodeState.class,
                    PathKind.class,
                    PathState.class,
                    Quality.class,
                    SessionState.class,
                    StreamState.class,
                    Theme.class);

    /// Every string literal that looks like a key: words with dots between them, which no other
    /// text of the console does.
    private static final Pattern LITERAL =
            Pattern.compile("\"(product|[a-z]+(?:\\.[a-z][a-z-]*)+)\"");

    private static final Set<String> PREFIXES =
            Set.of(
                    "copy",
                    "database",
                    "detail",
                    "graph",
                    "join",
                    "links",
                    "paths",
                    "peers",
                    "product",
                    "rail",
                    "share",
                    "status",
                    "top",
                    "traffic");

    private static Set<String> bundle() throws IOException {
        var words = new Properties();
        try (Reader reader =
                new InputStreamReader(
                        Objects.requireNonNull(
                                TextsTest.class.getResourceAsStream(
                                        "/org/resilientswarm/resources/text/console.properties")),
                        StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return new TreeSet<>(words.stringPropertyNames());
    }

    private static Set<String> used() throws IOException {
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                LITERAL.matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .filter(key -> PREFIXES.contains(key.split("\\.", 2)[0]))
                        .forEach(used::add);
            }
        }
        List<String> tips =
                used.stream()
                        .filter(key -> key.startsWith("rail.") && !key.endsWith(".tip"))
                        .map(key -> key + ".tip")
                        .toList();
        used.addAll(tips);
        SPOKEN.forEach(
                type -> Stream.of(type.getEnumConstants()).forEach(c -> used.add(word(type, c))));
        return used;
    }

    private static String word(Class<?> type, Enum<?> constant) {
        return "word." + type.getSimpleName() + "." + constant.name();
    }

    @Test
    void every_text_in_use_is_in_the_bundle() throws IOException {
        assertThat(bundle()).containsAll(used());
    }

    @Test
    void no_text_of_the_bundle_is_without_use() throws IOException {
        Set<String> used = used();
        assertThat(bundle().stream().filter(key -> !used.contains(key)).collect(Collectors.toSet()))
                .isEmpty();
    }

    @Test
    void numbers_choose_their_form() {
        assertThat(Texts.of("graph.summary", 1, 0)).isEqualTo("1 member · no links");
        assertThat(Texts.of("graph.summary", 3, 2)).isEqualTo("3 members · 2 links");
    }
}
