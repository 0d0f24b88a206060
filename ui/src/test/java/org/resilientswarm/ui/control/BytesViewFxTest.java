package org.resilientswarm.ui.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.event.Event;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.VBox;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.ui.bridge.FxThread;

class BytesViewFxTest {
    private static final byte[] BYTES =
            "The quick brown fox jumps".getBytes(StandardCharsets.US_ASCII);

    private final List<Integer> asked = new ArrayList<>();

    @SuppressWarnings("NullAway.Init") // opened before each test
    private Stage stage;

    @SuppressWarnings("NullAway.Init")
    private BytesView view;

    @BeforeEach
    void open() {
        FxThread.start();
        run(
                () -> {
                    var measure = new Label();
                    measure.setFont(Font.font("monospace", 13));
                    view = new BytesView(asked::add, measure);
                    view.setFixedCellSize(23);
                    stage = new Stage();
                    stage.setScene(new Scene(new VBox(view, measure), 900, 300));
                    stage.show();
                    view.show(BYTES);
                    layout();
                });
    }

    @AfterEach
    void close() {
        run(stage::close);
    }

    private void layout() {
        stage.getScene().getRoot().applyCss();
        stage.getScene().getRoot().layout();
    }

    /// What stands in the pieces, those that are marked in brackets; a line for each line.
    private String text(String box) {
        return get(
                () -> {
                    layout();
                    var text = new StringBuilder();
                    for (Node line : boxes(box)) {
                        text.append(line(line)).append('\n');
                    }
                    return text.toString().strip();
                });
    }

    /// What stands in the pieces, those that are marked in brackets.
    private static String line(Node box) {
        var text = new StringBuilder();
        for (Node node : ((javafx.scene.layout.HBox) box).getChildren()) {
            var piece = (Label) node;
            boolean marked =
                    piece.getPseudoClassStates().stream()
                            .anyMatch(state -> state.getPseudoClassName().equals("marked"));
            text.append(marked ? "[" + piece.getText() + "]" : piece.getText());
        }
        return text.toString().stripTrailing();
    }

    private void press(KeyCode code) {
        run(
                () ->
                        Event.fireEvent(
                                view,
                                new KeyEvent(
                                        KeyEvent.KEY_PRESSED,
                                        "",
                                        "",
                                        code,
                                        false,
                                        false,
                                        false,
                                        false)));
    }

    private void click(String box, int line, double x) {
        run(
                () -> {
                    layout();
                    Node target = boxes(box).get(line);
                    Event.fireEvent(target, pressed(target.localToScene(x, 5)));
                });
    }

    /// The parts of the lines that are seen, from the top.
    private List<Node> boxes(String style) {
        return view.lookupAll("." + style).stream()
                .filter(box -> cell(box).getItem() != null)
                .sorted(Comparator.comparingInt(box -> cell(box).getIndex()))
                .toList();
    }

    private static ListCell<?> cell(Node box) {
        return (ListCell<?>) box.getParent().getParent();
    }

    private static MouseEvent pressed(Point2D at) {
        return new MouseEvent(
                MouseEvent.MOUSE_PRESSED,
                at.getX(),
                at.getY(),
                at.getX(),
                at.getY(),
                MouseButton.PRIMARY,
                1,
                false,
                false,
                false,
                false,
                true,
                false,
                false,
                true,
                false,
                false,
                null);
    }

    private double digit() {
        return get(() -> TextWidth.of("0", ((Label) view.lookup(".offset")).getFont()));
    }

    @Test
    void bytes_show_as_digits_and_as_characters() {
        assertThat(text("digits"))
                .isEqualTo(
                        "54 68 65 20 71 75 69 63 6b 20 62 72 6f 77 6e 20\n66 6f 78 20 6a 75 6d 70 73");
        assertThat(text("characters")).isEqualTo("The quick brown\nfox jumps");
    }

    @Test
    void what_is_no_letter_is_a_dot() {
        run(() -> view.show(new byte[] {0, 'A', 0x7f, (byte) 0xff}));
        assertThat(text("characters")).isEqualTo("·A··");
    }

    @Test
    void a_range_is_marked_over_the_end_of_a_line() {
        run(() -> view.mark(10, 8));
        assertThat(text("digits"))
                .isEqualTo(
                        "54 68 65 20 71 75 69 63 6b 20 [62 72 6f 77 6e 20]\n[66 6f] 78 20 6a 75 6d 70 73");
        assertThat(text("characters")).isEqualTo("The quick [brown ]\n[fo]x jumps");
        run(() -> view.show(BYTES));
        assertThat(text("digits")).doesNotContain("[");
    }

    @Test
    void a_range_in_the_middle_of_a_line_keeps_the_digits_apart() {
        run(() -> view.mark(4, 5));
        assertThat(text("digits")).startsWith("54 68 65 20 [71 75 69 63 6b] 20 62 72 6f 77 6e");
    }

    @Test
    void arrow_keys_go_from_byte_to_byte_and_stop_at_the_ends() {
        press(KeyCode.LEFT);
        press(KeyCode.RIGHT);
        press(KeyCode.DOWN);
        press(KeyCode.DOWN);
        press(KeyCode.UP);
        assertThat(asked).containsExactly(0, 1, 17, 24, 8);
    }

    @Test
    void a_click_on_digits_or_a_character_asks_for_its_byte() {
        double digit = digit();
        click("digits", 0, 3 * 2 * digit + digit);
        click("digits", 1, digit / 2);
        click("characters", 0, 4 * digit + digit / 2);
        assertThat(asked).containsExactly(2, 16, 4);
    }

    @Test
    void a_click_beside_the_bytes_asks_for_nothing() {
        click("digits", 1, 3 * 9 * digit() + 1);
        assertThat(asked).isEmpty();
    }

    @Test
    void with_little_room_a_line_has_fewer_bytes() {
        run(() -> view.setMaxWidth(380));
        run(this::layout);
        assertThat(text("digits").lines().findFirst()).contains("54 68 65 20 71 75 69 63");
    }

    @Test
    void a_marked_range_far_down_comes_into_view() {
        run(() -> view.show(new byte[16 * 200]));
        run(this::layout);
        run(() -> view.mark(16 * 150, 4));
        assertThat(text("digits")).contains("[00 00 00 00]");
    }
}
