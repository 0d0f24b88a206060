package org.resilientswarm.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemoryCapture;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.traffic.FilterText.Reading;

class TrafficViewModelTest {
    private final LocalNodes nodes = new LocalNodes();
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0);
    private final MemoryCapture capture = node.capture();
    private final Selection selection = new Selection();
    private final Queue<Runnable> feedThread = new ArrayDeque<>();
    private final TrafficViewModel model =
            new TrafficViewModel(
                    selection,
                    nodes,
                    feedThread::add,
                    Runnable::run,
                    new TrafficLog.Limits(100, 1_000_000));

    @BeforeEach
    void attach() {
        nodes.attach(node);
        showPicture();
        tick();
    }

    private void showPicture() {
        var watch = new SwarmWatch(nodes, Runnable::run, () -> NOON);
        watch.tick();
        model.show(watch.latest());
    }

    private void tick() {
        model.feed().tick();
        while (!feedThread.isEmpty()) {
            feedThread.remove().run();
        }
    }

    private List<Long> rows() {
        return model.rows().stream().map(TrafficEntry::number).toList();
    }

    private void filter(String text) {
        model.filterTextProperty().set(text);
        tick();
    }

    @Test
    void frames_become_rows_in_order() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.hop(false, 2, TrafficKind.REPLY);
        tick();
        capture.data(true, 3, "rpc", 100, "calls");
        tick();
        assertThat(rows()).containsExactly(1L, 2L, 3L);
        assertThat(model.statusProperty().get()).isEqualTo(new TrafficStatus(3, 3, 0, 0));
    }

    @Test
    void a_filter_narrows_the_rows_and_those_that_come() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.data(true, 3, "rpc", 100, "calls");
        filter("type:rpc");
        assertThat(rows()).containsExactly(2L);
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.data(true, 2, "rpc", 100, "calls again");
        tick();
        assertThat(rows()).containsExactly(2L, 4L);
        filter("");
        assertThat(rows()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void names_of_members_can_be_looked_for() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.hop(true, 3, TrafficKind.PROBE);
        filter("peer:node3");
        assertThat(rows()).containsExactly(2L);
    }

    @Test
    void a_filter_that_cannot_be_used_leaves_the_last_one_in_use() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.data(true, 3, "rpc", 100, "calls");
        filter("kind:data");
        filter("kind:data dir:");
        assertThat(model.readingProperty().get()).isInstanceOf(Reading.Wrong.class);
        assertThat(rows()).containsExactly(2L);
    }

    @Test
    void of_two_filters_in_a_hurry_only_the_last_one_looks_through_the_frames() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.hop(true, 3, TrafficKind.PROBE);
        tick();
        model.filterTextProperty().set("peer:node2");
        model.filterTextProperty().set("peer:node3");
        feedThread.remove().run();
        assertThat(rows()).containsExactly(1L, 2L);
        feedThread.remove().run();
        assertThat(rows()).containsExactly(2L);
    }

    @Test
    void the_selected_member_narrows_the_rows_but_the_own_node_does_not() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.hop(true, 3, TrafficKind.PROBE);
        tick();
        selection.member().set(key(2));
        tick();
        assertThat(rows()).containsExactly(1L);
        selection.member().set(key(1));
        tick();
        assertThat(rows()).containsExactly(1L, 2L);
        assertThat(model.only()).isNull();
    }

    @Test
    void paused_the_rows_stay_as_they_are() {
        capture.hop(true, 2, TrafficKind.PROBE);
        tick();
        model.pausedProperty().set(true);
        tick();
        capture.hop(true, 2, TrafficKind.PROBE);
        tick();
        assertThat(rows()).containsExactly(1L);
        assertThat(model.statusProperty().get().waiting()).isEqualTo(1);
        model.pausedProperty().set(false);
        tick();
        assertThat(rows()).containsExactly(1L, 2L);
    }

    @Test
    void what_was_lost_is_told() {
        capture.lose(7);
        tick();
        assertThat(model.statusProperty().get().dropped()).isEqualTo(7);
    }

    @Test
    void beyond_the_limit_the_oldest_rows_go() {
        for (int i = 0; i < 101; i++) {
            capture.hop(true, 2, TrafficKind.PROBE);
        }
        tick();
        assertThat(rows()).hasSize(95).startsWith(7L).endsWith(101L);
    }

    @Test
    void a_selected_frame_is_decoded_and_stays_when_its_row_goes() {
        capture.data(true, 2, "rpc", 100, "calls");
        tick();
        TrafficEntry entry = model.rows().getFirst();
        model.select(entry);
        assertThat(model.decodedProperty().get()).isNull();
        tick();
        assertThat(Objects.requireNonNull(model.decodedProperty().get()).root().children())
                .hasSize(2);
        filter("nowhere");
        assertThat(model.rows()).isEmpty();
        assertThat(model.selectedProperty().get()).isEqualTo(entry);
        model.clear();
        assertThat(model.selectedProperty().get()).isNull();
        assertThat(model.decodedProperty().get()).isNull();
    }

    @Test
    void a_decoded_frame_that_is_not_wanted_any_more_is_not_shown() {
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.hop(true, 3, TrafficKind.PROBE);
        tick();
        model.select(model.rows().get(0));
        model.select(model.rows().get(1));
        feedThread.remove().run();
        assertThat(model.decodedProperty().get()).isNull();
        feedThread.remove().run();
        assertThat(Objects.requireNonNull(model.decodedProperty().get()).entry().number())
                .isEqualTo(2);
    }

    @Test
    void payload_is_kept_on_request_only() {
        tick();
        assertThat(capture.keepsPayload()).isFalse();
        model.payloadProperty().set(true);
        tick();
        assertThat(capture.keepsPayload()).isTrue();
    }

    @Test
    void clearing_forgets_the_frames_but_not_those_that_come() {
        capture.hop(true, 2, TrafficKind.PROBE);
        tick();
        model.clear();
        tick();
        assertThat(model.rows()).isEmpty();
        capture.hop(true, 2, TrafficKind.PROBE);
        tick();
        assertThat(rows()).containsExactly(2L);
    }

    @Test
    void another_node_begins_with_nothing() {
        capture.hop(true, 2, TrafficKind.PROBE);
        tick();
        var next = new MemorySwarm(4);
        nodes.attach(next);
        tick();
        assertThat(model.rows()).isEmpty();
        assertThat(capture.isClosed()).isTrue();
        next.capture().hop(true, 2, TrafficKind.PROBE);
        tick();
        assertThat(rows()).containsExactly(1L);
    }

    @Test
    void a_term_is_added_to_the_filter_once() {
        model.narrow("kind:data");
        model.narrow("type:rpc");
        model.narrow("kind:data");
        assertThat(model.filterTextProperty().get()).isEqualTo("kind:data type:rpc");
    }

    @Test
    void the_longest_frame_can_be_looked_at_and_following_ends() {
        model.lookAtLongest();
        assertThat(model.selectedProperty().get()).isNull();
        assertThat(model.followingProperty().get()).isTrue();
        capture.data(true, 2, "rpc", 100, "of which six bytes are kept");
        capture.hop(true, 2, TrafficKind.PROBE);
        capture.data(true, 2, "rpc", 100, "of which six bytes are kept");
        tick();
        model.lookAtLongest();
        assertThat(model.selectedProperty().get()).isEqualTo(model.rows().get(1));
        assertThat(model.followingProperty().get()).isFalse();
    }
}
