package org.resilientswarm.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.shell.ConsoleFixture.get;
import static org.resilientswarm.ui.shell.ConsoleFixture.run;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyCode;
import javafx.scene.input.ScrollEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficField;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.ui.shell.ConsoleFixture;

/// The screen in a console whose node talks with the nodes of a demo; what they say is real.
class TrafficViewFxTest {
    @TempDir private Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init") // opened before each test
    private ConsoleFixture console;

    @SuppressWarnings("NullAway.Init")
    private TableView<TrafficEntry> table;

    @BeforeEach
    void openScreen() {
        console = new ConsoleFixture(folder, 100, null);
        console.startDemo();
        console.press(KeyCode.DIGIT3, true);
        table = table();
        console.awaitFx(() -> table.getItems().size() > 30);
    }

    @SuppressWarnings("unchecked")
    private TableView<TrafficEntry> table() {
        return console.find(".traffic-table", TableView.class);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private void write(String filter) {
        TextField field = console.find("#traffic-filter", TextField.class);
        run(() -> field.setText(filter));
    }

    private void awaitMore() {
        int before = get(() -> table.getItems().size());
        console.awaitFx(() -> table.getItems().size() > before);
    }

    private VirtualFlow<?> flow() {
        return (VirtualFlow<?>) Objects.requireNonNull(table.lookup(".virtual-flow"));
    }

    private boolean showsNewest() {
        var last = flow().getLastVisibleCell();
        return last != null && last.getIndex() >= table.getItems().size() - 1;
    }

    private ToggleButton tool(String id) {
        return console.find(id, ToggleButton.class);
    }

    private void scroll(double deltaY) {
        run(
                () ->
                        Event.fireEvent(
                                flow(),
                                new ScrollEvent(
                                        ScrollEvent.SCROLL,
                                        10,
                                        10,
                                        10,
                                        10,
                                        false,
                                        false,
                                        false,
                                        false,
                                        true,
                                        false,
                                        0,
                                        deltaY,
                                        0,
                                        deltaY,
                                        ScrollEvent.HorizontalTextScrollUnits.NONE,
                                        0,
                                        ScrollEvent.VerticalTextScrollUnits.NONE,
                                        0,
                                        0,
                                        null)));
    }

    /// Selects the newest frame that is like this, and waits for its fields.
    private TrafficEntry select(Predicate<TrafficEntry> wanted) {
        console.awaitFx(() -> table.getItems().stream().anyMatch(wanted));
        TrafficEntry entry =
                get(
                        () -> {
                            List<TrafficEntry> all = table.getItems();
                            int row = all.size() - 1;
                            while (!wanted.test(all.get(row))) {
                                row--;
                            }
                            table.getSelectionModel().clearAndSelect(row);
                            return all.get(row);
                        });
        Label title = console.find(".frame-title", Label.class);
        String number = org.resilientswarm.ui.control.Numbers.count(entry.number());
        console.awaitFx(() -> title.getText().contains(number + " "));
        return entry;
    }

    @SuppressWarnings("unchecked")
    private TreeView<TrafficField> tree() {
        return console.find(".field-tree", TreeView.class);
    }

    private String marked() {
        return get(
                () -> {
                    ListView<?> bytes = console.find(".bytes-view", ListView.class);
                    bytes.layout();
                    return bytes.lookupAll(".digits").stream()
                            .filter(box -> cell(box).getItem() != null)
                            .sorted(Comparator.comparingInt(box -> cell(box).getIndex()))
                            .flatMap(box -> ((javafx.scene.layout.HBox) box).getChildren().stream())
                            .filter(TrafficViewFxTest::isMarked)
                            .map(piece -> ((Label) piece).getText())
                            .collect(Collectors.joining(" "))
                            .strip();
                });
    }

    private static ListCell<?> cell(Node box) {
        return (ListCell<?>) box.getParent().getParent();
    }

    private static boolean isMarked(Node node) {
        return node.getPseudoClassStates().stream()
                .anyMatch(state -> state.getPseudoClassName().equals("marked"));
    }

    private static String hex(TrafficEntry entry, TrafficField field) {
        return java.util.HexFormat.ofDelimiter(" ")
                .formatHex(entry.captured(), field.from(), field.from() + field.length());
    }

    @Test
    void frames_arrive_and_the_newest_stays_in_view() {
        awaitMore();
        console.awaitFx(this::showsNewest);
        awaitMore();
        console.awaitFx(this::showsNewest);
        Label shown = console.find("#traffic-shown", Label.class);
        console.awaitFx(
                () ->
                        shown.getText()
                                .equals(
                                        org.resilientswarm.ui.control.Texts.of(
                                                "traffic.status.all", table.getItems().size())));
    }

    @Test
    void a_filter_narrows_what_is_there_and_what_comes() {
        write("kind:probe dir:out");
        console.awaitFx(
                () ->
                        !table.getItems().isEmpty()
                                && table.getItems().stream().allMatch(this::isOwnProbe));
        awaitMore();
        assertThat(get(() -> table.getItems().stream().allMatch(this::isOwnProbe))).isTrue();
        write("");
        console.awaitFx(() -> table.getItems().stream().anyMatch(e -> !isOwnProbe(e)));
    }

    private boolean isOwnProbe(TrafficEntry entry) {
        return entry.kind() == TrafficKind.PROBE && entry.outbound();
    }

    @Test
    void a_filter_that_fits_nothing_says_so_and_offers_to_show_all() {
        write("nowhere-to-be-found");
        console.awaitFx(() -> table.getItems().isEmpty());
        Button showAll = console.find("#traffic-show-all", Button.class);
        console.awaitFx(showAll::isVisible);
        run(showAll::fire);
        console.awaitFx(() -> !table.getItems().isEmpty());
    }

    @Test
    void a_wrong_filter_is_marked_and_its_fault_is_told() {
        write("kind:probe colour:red");
        Label others = console.find("#traffic-others", Label.class);
        console.awaitFx(() -> others.getText().contains("colour"));
        assertThat(get(others::getText)).contains("(character 12)");
    }

    @Test
    void the_selected_member_narrows_and_the_chip_undoes_it() {
        var peer = console.picture().peers().getFirst();
        run(() -> console.selection().member().set(peer.key()));
        console.awaitFx(
                () ->
                        !table.getItems().isEmpty()
                                && table.getItems().stream()
                                        .allMatch(entry -> entry.peer().equals(peer.key())));
        Button chip = console.find("#traffic-only", Button.class);
        assertThat(get(chip::getText)).contains(peer.label());
        run(chip::fire);
        console.awaitFx(
                () ->
                        table.getItems().stream()
                                .anyMatch(entry -> !entry.peer().equals(peer.key())));
    }

    @Test
    void space_pauses_and_the_pill_counts_what_came_and_leads_on() {
        console.press(KeyCode.SPACE, false);
        assertThat(get(() -> tool("#traffic-pause").isSelected())).isTrue();
        Button pill = console.find("#traffic-pill", Button.class);
        console.awaitFx(pill::isVisible);
        int rows = get(() -> table.getItems().size());
        String first = get(pill::getText);
        console.awaitFx(() -> !pill.getText().equals(first));
        assertThat(get(() -> table.getItems().size())).isEqualTo(rows);
        run(pill::fire);
        console.awaitFx(() -> table.getItems().size() > rows && showsNewest());
    }

    @Test
    void scrolling_up_lets_the_rows_stand_still_and_scrolling_down_follows_again() {
        console.awaitFx(this::showsNewest);
        scroll(120);
        assertThat(get(() -> tool("#traffic-follow").isSelected())).isFalse();
        TrafficEntry top = get(() -> table.getItems().get(flow().getFirstVisibleCell().getIndex()));
        awaitMore();
        awaitMore();
        assertThat(get(() -> table.getItems().get(flow().getFirstVisibleCell().getIndex())))
                .isEqualTo(top);
        assertThat(get(() -> console.find("#traffic-pill", Button.class).isVisible())).isTrue();
        console.press(KeyCode.END, false);
        assertThat(get(() -> tool("#traffic-follow").isSelected())).isTrue();
        console.awaitFx(this::showsNewest);
    }

    @Test
    void a_selected_frame_shows_its_fields_and_its_bytes() {
        TrafficEntry entry = select(e -> e.kind() == TrafficKind.PROBE);
        TreeItem<TrafficField> root = get(() -> tree().getRoot());
        assertThat(root.getValue().length()).isEqualTo(entry.length());
        assertThat(root.getChildren()).isNotEmpty();
        ListView<?> bytes = console.find(".bytes-view", ListView.class);
        // How many bytes stand in a line depends on the room that there is.
        console.awaitFx(() -> bytes.getItems().size() == (entry.capturedLength() + 7) / 8);
        assertThat(get(() -> tool("#traffic-follow").isSelected())).isFalse();
    }

    @Test
    void a_selected_field_marks_its_bytes() {
        TrafficEntry entry = select(e -> e.kind() == TrafficKind.PROBE);
        List<TreeItem<TrafficField>> fields =
                List.copyOf(get(() -> tree().getRoot().getChildren()));
        for (TreeItem<TrafficField> field : fields) {
            run(() -> tree().getSelectionModel().select(field));
            assertThat(marked()).isEqualTo(hex(entry, field.getValue()));
        }
    }

    @Test
    void an_arrow_key_in_the_bytes_selects_the_field_around_the_next_byte() {
        TrafficEntry entry = select(e -> e.kind() == TrafficKind.PROBE);
        ListView<?> bytes = console.find(".bytes-view", ListView.class);
        run(bytes::requestFocus);
        for (int at = 1; at < entry.capturedLength(); at++) {
            console.press(KeyCode.RIGHT, false);
            TrafficField field = get(() -> tree().getSelectionModel().getSelectedItem().getValue());
            assertThat(field.covers(at)).as("byte %d in %s", at, field).isTrue();
            assertThat(marked()).isEqualTo(hex(entry, field));
        }
    }

    @Test
    void escape_in_the_filter_empties_it_and_then_goes_back_to_the_rows() {
        console.press(KeyCode.SLASH, false);
        TextField field = console.find("#traffic-filter", TextField.class);
        console.awaitFx(() -> field.equals(console.stage().getScene().getFocusOwner()));
        run(() -> field.setText("kind:probe"));
        console.press(KeyCode.ESCAPE, false);
        console.awaitFx(() -> field.getText().isEmpty());
        console.press(KeyCode.ESCAPE, false);
        console.awaitFx(() -> table.equals(console.stage().getScene().getFocusOwner()));
    }

    @Test
    void payload_is_announced_as_long_as_it_is_kept() {
        Node banner = console.find("#traffic-banner", Node.class);
        assertThat(get(banner::isVisible)).isFalse();
        run(
                () ->
                        console.find("#traffic-payload", atlantafx.base.controls.ToggleSwitch.class)
                                .setSelected(true));
        console.awaitFx(banner::isVisible);
    }
}
