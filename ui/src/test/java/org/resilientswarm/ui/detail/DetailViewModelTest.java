package org.resilientswarm.ui.detail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.SessionInfo;
import org.resilientswarm.core.model.SessionState;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.core.model.StreamState;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.control.Fact;
import org.resilientswarm.ui.control.Texts;

class DetailViewModelTest {
    private final LocalNodes nodes = new LocalNodes();
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).knows(3);
    private final Selection selection = new Selection();
    private final DetailViewModel model = new DetailViewModel(selection);
    private Instant now = NOON;
    private final SwarmWatch watch = new SwarmWatch(nodes, Runnable::run, () -> now);

    @BeforeEach
    void select() {
        nodes.attach(node);
        selection.member().set(key(2));
    }

    private static SessionInfo session(SessionState state, long bytesOut, StreamInfo... streams) {
        return new SessionInfo(
                key(2),
                state,
                true,
                NOON.minusSeconds(70),
                Duration.ofMillis(12),
                2048,
                bytesOut,
                30,
                200,
                5,
                1024,
                64 * 1024,
                3,
                List.of(streams));
    }

    private static StreamInfo stream(long id, long bytesIn) {
        return new StreamInfo(
                id, "rpc", false, StreamState.RECEIVED_LAST, NOON, bytesIn, 100, 0, 0);
    }

    private SessionWords words() {
        watch.tick();
        model.show(watch.latest());
        return Objects.requireNonNull(
                Objects.requireNonNull(model.detailsProperty().get()).session());
    }

    private static String value(SessionWords words, String key) {
        return words.facts().stream()
                .filter(fact -> fact.name().equals(Texts.of(key)))
                .map(Fact::value)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_session_is_told_in_the_formats_of_the_console() {
        node.converses(session(SessionState.UP, 4096));
        SessionWords words = words();
        assertThat(words.there()).isTrue();
        assertThat(value(words, "detail.session.state")).isEqualTo("Up");
        assertThat(value(words, "detail.session.since")).isEqualTo("1 min");
        assertThat(value(words, "detail.session.rtt")).isEqualTo("12.0 ms");
        assertThat(value(words, "detail.session.unacknowledged")).isEqualTo("1.0 KiB of 64.0 KiB");
        assertThat(value(words, "detail.session.resent")).isEqualTo("5 · 2.5 %");
        assertThat(value(words, "detail.session.epoch")).isEqualTo("3");
        assertThat(value(words, "detail.session.packets")).isEqualTo("↓ 30  ↑ 200");
        assertThat(value(words, "detail.out")).isEqualTo("– · 4.0 KiB");
    }

    @Test
    void rates_of_the_session_and_of_a_stream_are_measured() {
        node.converses(session(SessionState.UP, 0, stream(5, 0)));
        words();
        now = NOON.plusSeconds(1);
        node.converses(session(SessionState.UP, 1000, stream(5, 500)));
        SessionWords words = words();
        assertThat(value(words, "detail.out")).isEqualTo("8.0 kb/s · 1,000 B");
        assertThat(words.streams().getFirst().carried())
                .isEqualTo("↓ 4.0 kb/s · 500 B  ↑ 0 b/s · 100 B");
    }

    @Test
    void a_stream_says_its_type_number_direction_and_state() {
        node.converses(session(SessionState.UP, 0, stream(5, 0), stream(9, 0)));
        SessionWords words = words();
        assertThat(words.streams()).hasSize(2);
        SessionWords.StreamWords first = words.streams().getFirst();
        assertThat(first.title()).isEqualTo("rpc  #5");
        assertThat(first.outbound()).isFalse();
        assertThat(first.age()).isEqualTo("0 s");
        assertThat(first.state()).isEqualTo("opened by the other side · their side has ended");
    }

    @Test
    void a_handshake_and_a_lost_path_have_words_of_their_own() {
        node.converses(session(SessionState.HANDSHAKE, 0));
        assertThat(value(words(), "detail.session.state")).isEqualTo("Handshake under way");
        now = NOON.plusSeconds(1);
        node.converses(session(SessionState.WAITING, 0));
        assertThat(value(words(), "detail.session.state")).isEqualTo("Waiting for a path");
    }

    @Test
    void a_member_without_a_session_says_so_and_the_own_node_has_none() {
        selection.member().set(key(3));
        assertThat(words()).isEqualTo(SessionWords.NONE);
        selection.member().set(key(1));
        model.show(watch.latest());
        assertThat(Objects.requireNonNull(model.detailsProperty().get()).session()).isNull();
    }
}
