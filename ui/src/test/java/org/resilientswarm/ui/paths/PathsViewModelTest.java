package org.resilientswarm.ui.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.event.PathEvent.PathDecided;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathDecision;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayInfo;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.TraceHop;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmWatch;
import org.resilientswarm.ui.paths.PathsViewModel.PeerChoice;

class PathsViewModelTest {
    private static final PathCandidate DIRECT = way(PathState.USED, 10);

    private final LocalNodes nodes = new LocalNodes();
    private Instant now = NOON;
    private final SwarmWatch watch = new SwarmWatch(nodes, Runnable::run, () -> now);
    private final Selection selection = new Selection();
    private final PathsViewModel model =
            new PathsViewModel(selection, nodes, () -> now, Runnable::run, Runnable::run);
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).relays(3, 2).knows(4);

    PathsViewModelTest() {
        nodes.attach(node);
        node.relay(new RelayInfo(RelayPolicy.DEFAULT, List.of(), java.util.Map.of(), 0));
        node.paths().candidates(key(2), List.of(DIRECT));
        after(Duration.ZERO);
    }

    private static PathCandidate way(PathState state, long millis, PublicKey... via) {
        return new PathCandidate(
                via.length == 0 ? PathKind.DIRECT : PathKind.RELAY,
                List.of(via),
                (double) millis,
                Duration.ofMillis(millis),
                0,
                state,
                "as told");
    }

    private static PathDecision decision(int peer, PathCandidate chosen) {
        var path = new Path(chosen.kind(), chosen.via(), chosen.rtt(), 0, "as told");
        return new PathDecision(NOON, key(peer), path, List.of(chosen, way(PathState.STANDBY, 99)));
    }

    private void after(Duration time) {
        now = now.plus(time);
        watch.tick();
        model.show(watch.latest());
        model.feed().tick();
    }

    private void open(int peer) {
        selection.member().set(key(peer));
        model.openProperty().set(true);
    }

    private List<PathCandidate> ways() {
        return Objects.requireNonNull(model.current().ways());
    }

    @Test
    void a_relayed_peer_is_worth_the_first_look_and_the_selected_one_is_followed() {
        assertThat(model.peerProperty().get()).isEqualTo(key(3));
        selection.member().set(key(2));
        assertThat(model.peerProperty().get()).isEqualTo(key(2));
        selection.member().set(key(1));
        assertThat(model.peerProperty().get()).isEqualTo(key(2));
        model.choose(key(4));
        assertThat(selection.member().get()).isEqualTo(key(4));
        assertThat(model.choicesProperty().get())
                .extracting(PeerChoice::words)
                .containsExactly("node2 · Direct", "node3 · Relayed", "node4 · Known");
    }

    @Test
    void a_peer_that_is_gone_gives_way_to_another_one() {
        open(3);
        node.forgets(3);
        after(Duration.ofSeconds(1));
        assertThat(model.peerProperty().get()).isEqualTo(key(2));
        assertThat(ways()).containsExactly(DIRECT);
    }

    @Test
    void nothing_is_asked_and_nobody_listens_while_the_screen_is_not_shown() {
        selection.member().set(key(2));
        after(Duration.ofSeconds(5));
        assertThat(model.current().ways()).isNull();
        assertThat(node.isListenedTo()).isFalse();
        model.openProperty().set(true);
        assertThat(ways()).containsExactly(DIRECT);
        assertThat(node.isListenedTo()).isTrue();
        model.openProperty().set(false);
        after(Duration.ofSeconds(1));
        assertThat(node.isListenedTo()).isFalse();
    }

    @Test
    void ways_are_asked_for_each_second() {
        open(2);
        var dearer = way(PathState.USED, 20);
        node.paths().candidates(key(2), List.of(dearer));
        after(Duration.ofMillis(900));
        assertThat(ways()).containsExactly(DIRECT);
        after(Duration.ofMillis(100));
        assertThat(ways()).containsExactly(dearer);
    }

    @Test
    void a_decision_about_the_peer_is_shown_at_once_and_one_about_others_is_not() {
        open(2);
        var relayed = way(PathState.USED, 30, key(3));
        node.paths().candidates(key(2), List.of(relayed));
        node.paths().decided(decision(3, DIRECT));
        node.tell(new PathDecided(1, NOON, key(3), decision(3, DIRECT)));
        after(Duration.ofMillis(100));
        assertThat(ways()).containsExactly(DIRECT);
        node.paths().decided(decision(2, DIRECT));
        node.paths().decided(decision(2, relayed));
        node.tell(new PathDecided(2, NOON, key(2), decision(2, relayed)));
        after(Duration.ofMillis(100));
        assertThat(ways()).containsExactly(relayed);
        assertThat(model.current().decisions())
                .containsExactly(decision(2, relayed), decision(2, DIRECT));
    }

    @Test
    void a_failure_is_told_and_passes() {
        open(2);
        node.paths().refuse(ErrorCode.PEER_NOT_CONNECTED, "no session");
        after(Duration.ofSeconds(1));
        assertThat(model.current().ways()).isNull();
        assertThat(Objects.requireNonNull(model.current().failure()).code())
                .isEqualTo(ErrorCode.PEER_NOT_CONNECTED);
        model.trace();
        assertThat(Objects.requireNonNull(model.current().trace().failure()).sentence())
                .isEqualTo("no session");
    }

    @Test
    void a_trace_tells_its_hops_and_is_forgotten_with_the_peer() {
        var hop = new TraceHop(key(2), Duration.ofMillis(5), 3, 0);
        node.paths().trace(key(2), List.of(hop));
        open(2);
        model.trace();
        assertThat(model.current().trace().hops()).containsExactly(hop);
        assertThat(model.current().trace().running()).isFalse();
        model.choose(key(3));
        assertThat(model.current().trace()).isEqualTo(PathWork.Trace.NONE);
    }

    @Test
    void a_drill_blocks_for_half_a_minute_and_says_until_when() {
        open(2);
        model.block();
        assertThat(node.paths().blocked()).containsEntry(key(2), Duration.ofSeconds(30));
        assertThat(model.current().drill().until()).isEqualTo(now.plusSeconds(30));
    }

    @Test
    void a_policy_that_was_asked_for_shows_until_the_engine_says_the_same() {
        RelayPolicy wanted = RelayPolicy.DEFAULT.withWilling(false);
        model.relay(wanted);
        assertThat(node.paths().policy()).isEqualTo(wanted);
        after(Duration.ofSeconds(1));
        assertThat(model.policyProperty().get()).isEqualTo(wanted);
        node.relay(new RelayInfo(wanted, List.of(), java.util.Map.of(), 0));
        after(Duration.ofSeconds(1));
        RelayPolicy later = wanted.withBits(1, 2);
        node.relay(new RelayInfo(later, List.of(), java.util.Map.of(), 0));
        after(Duration.ofSeconds(1));
        assertThat(model.policyProperty().get()).isEqualTo(later);
    }

    @Test
    void a_policy_that_is_refused_shows_no_more_and_why_is_told() {
        node.paths().refuse(ErrorCode.SWARM_CLOSED, "the node is closed");
        model.relay(RelayPolicy.DEFAULT.withWilling(false));
        assertThat(model.policyProperty().get()).isEqualTo(RelayPolicy.DEFAULT);
        assertThat(Objects.requireNonNull(model.seenProperty().get().refused()).code())
                .isEqualTo(ErrorCode.SWARM_CLOSED);
    }

    @Test
    void another_node_starts_from_nothing() {
        open(2);
        var other = new MemorySwarm(7).talksWith(2, 0);
        nodes.attach(other);
        after(Duration.ofMillis(100));
        assertThat(node.isListenedTo()).isFalse();
        assertThat(ways()).isEmpty();
    }
}
