package org.resilientswarm.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.VBox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.Swarms;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.ui.control.FactGrid;
import org.resilientswarm.ui.control.Texts;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// The drawer of a peer that is a node of its own, over a real connection.
class DetailViewFxTest {
    @TempDir private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @SuppressWarnings("NullAway.Init")
    private Swarm ben;

    @SuppressWarnings("NullAway.Init")
    private Peer ann;

    @BeforeEach
    void openDrawer() {
        console = new ConsoleFixture(folder, 100, null);
        Swarm own = Swarms.open(SwarmConfig.defaults().withName("ann"));
        console.nodes().attach(own);
        ben = Swarms.open(SwarmConfig.defaults().withName("ben"));
        ann = ben.call(own.link()).orTimeout(30, TimeUnit.SECONDS).join();
        console.await(() -> own.peer(ben.publicKey()).isPresent());
        console.awaitFx(() -> console.picture().peer(ben.publicKey()).isPresent());
        console.press(KeyCode.DIGIT2, true);
    }

    @AfterEach
    void close() {
        ben.close();
        console.close();
    }

    private void selectBen() {
        run(() -> console.selection().member().set(ben.publicKey()));
        console.press(KeyCode.ENTER, false);
        console.find(".detail-title", Label.class);
    }

    private void write(String text) {
        TextField field = console.find("#text-field", TextField.class);
        console.awaitFx(() -> !field.isDisabled());
        run(
                () -> {
                    field.setText(text);
                    field.requestFocus();
                });
        console.press(KeyCode.ENTER, false);
    }

    /// The words of the texts, from the first one on.
    private String texts() {
        return get(
                () -> {
                    var words = new StringBuilder();
                    for (Node item : console.find("#texts", VBox.class).getChildren()) {
                        for (Node label : item.lookupAll(".label")) {
                            if (isShown(label)) {
                                words.append(((Label) label).getText()).append('|');
                            }
                        }
                    }
                    return words.toString();
                });
    }

    private static boolean isShown(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    private static String read(SwarmStream stream) {
        try {
            return new String(stream.input().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void answer(SwarmStream stream, String text) {
        stream.send(text.getBytes(StandardCharsets.UTF_8));
        stream.finish();
    }

    private static Button button(Node item, String text) {
        return item.lookupAll(".button").stream()
                .map(Button.class::cast)
                .filter(button -> button.isVisible() && button.getText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void the_session_is_up_and_its_numbers_show() {
        ben.onStream("text", stream -> answer(stream, "yes"));
        selectBen();
        write("are you there?");
        var facts = console.find("#session-facts", FactGrid.class);
        console.awaitFx(() -> value(facts, "detail.session.state").equals("Up"));
        console.awaitFx(() -> value(facts, "detail.session.rtt").endsWith(" ms"));
        console.awaitFx(() -> value(facts, "detail.in").contains("b/s · "));
    }

    private static String value(FactGrid facts, String key) {
        var labels = facts.getChildren().stream().map(node -> ((Label) node).getText()).toList();
        int name = labels.indexOf(Texts.of(key));
        return name < 0 ? "" : labels.get(name + 1);
    }

    @Test
    void an_open_stream_is_listed_and_goes_when_it_ends() {
        var taken = new CompletableFuture<SwarmStream>();
        console.nodes().nodes().getFirst().onStream("notes", taken::complete);
        selectBen();
        SwarmStream stream = ann.open("notes");
        stream.send(new byte[3000]);
        console.awaitFx(() -> streams().contains("notes") && streams().contains("2.9 KiB"));
        stream.reset(ResetCode.CANCELLED);
        console.awaitFx(() -> !streams().contains("notes"));
    }

    private String streams() {
        var words = new StringBuilder();
        for (Node label : console.find("#streams", VBox.class).lookupAll(".label")) {
            words.append(((Label) label).getText()).append('|');
        }
        return words.toString();
    }

    @Test
    void a_text_is_answered_on_its_stream() {
        ben.onStream("text", stream -> answer(stream, "ben heard: " + read(stream)));
        selectBen();
        write("hello");
        console.await(() -> texts().contains("ben heard: hello"));
        console.await(() -> texts().contains(Texts.of("detail.text.answered")));
    }

    @Test
    void a_text_that_nobody_answers_arrives_and_waits_until_it_is_given_up() {
        ben.onStream("text", _ -> {});
        selectBen();
        write("hello");
        console.await(() -> texts().contains(Texts.of("detail.text.arrived")));
        VBox list = console.find("#texts", VBox.class);
        run(() -> button(list, Texts.of("detail.text.give-up")).fire());
        console.await(() -> texts().contains("reset by this side"));
    }

    @Test
    void an_end_without_an_answer_is_told() {
        ben.onStream("text", SwarmStream::finish);
        selectBen();
        write("hello");
        console.await(() -> texts().contains(Texts.of("detail.text.no-answer")));
    }

    @Test
    void a_reset_is_told_with_its_reason() {
        ben.onStream("text", stream -> stream.reset(ResetCode.CANCELLED));
        selectBen();
        write("hello");
        console.await(() -> texts().contains("does not want the stream any more"));
    }

    @Test
    void a_text_of_the_peer_is_announced_shown_and_answered() {
        SwarmStream stream = ann.open("text");
        answer(stream, "who are you?");
        Button announced = console.find("#status-texts", Button.class);
        console.awaitFx(() -> announced.isVisible() && announced.getText().contains("ben"));
        run(announced::fire);
        console.await(() -> texts().contains("who are you?"));
        console.awaitFx(() -> !announced.isVisible());
        console.await(() -> texts().contains(Texts.of("detail.text.asked")));
        VBox list = console.find("#texts", VBox.class);
        run(() -> button(list, Texts.of("detail.text.reply")).fire());
        write("ann, of course");
        assertThat(read(stream)).isEqualTo("ann, of course");
        stream.done().orTimeout(30, TimeUnit.SECONDS).join();
        console.await(() -> texts().contains(Texts.of("detail.text.you-answered")));
    }

    @Test
    void whatever_gets_the_keyboard_comes_into_view() {
        selectBen();
        ScrollPane drawer = console.find(".detail-view", ScrollPane.class);
        TextField field = console.find("#text-field", TextField.class);
        console.awaitFx(() -> !field.isDisabled());
        run(() -> drawer.setVvalue(0));
        run(field::requestFocus);
        // It is where it is after the next layout.
        console.awaitFx(() -> isInView(drawer, field));
        run(() -> drawer.setVvalue(1));
        run(() -> console.find(".detail-header .button", Button.class).requestFocus());
        console.awaitFx(() -> drawer.getVvalue() < 0.1);
    }

    private static boolean isInView(ScrollPane pane, Node node) {
        Bounds seen = pane.localToScene(pane.getLayoutBounds());
        Bounds place = node.localToScene(node.getLayoutBounds());
        return place.getMinY() >= seen.getMinY() - 1 && place.getMaxY() <= seen.getMaxY() + 1;
    }

    @Test
    void without_a_session_nothing_can_be_written_and_it_says_why() {
        selectBen();
        TextField field = console.find("#text-field", TextField.class);
        console.awaitFx(() -> !field.isDisabled());
        ben.close();
        console.awaitFx(field::isDisabled);
        assertThat(get(() -> console.find("#text-hint", Label.class).getText()))
                .isEqualTo(Texts.of("detail.text.not-connected"));
    }
}
