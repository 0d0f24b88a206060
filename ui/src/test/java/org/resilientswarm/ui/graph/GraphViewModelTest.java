package org.resilientswarm.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.ui.bridge.EdgeKind;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmWatch;

class GraphViewModelTest {
    private final LocalNodes nodes = new LocalNodes();
    private Instant now = NOON;
    private final SwarmWatch watch = new SwarmWatch(nodes, Runnable::run, () -> now);
    private final Selection selection = new Selection();
    private final GraphViewModel model =
            new GraphViewModel(selection, Runnable::run, Runnable::run);
    private final MemorySwarm node = new MemorySwarm(1);

    GraphViewModelTest() {
        nodes.attach(node);
    }

    private void after(Duration time) {
        now = now.plus(time);
        watch.tick();
        model.show(watch.latest());
    }

    private Map<PublicKey, Point> places() {
        Map<PublicKey, Point> places = new HashMap<>();
        model.sceneProperty()
                .get()
                .nodes()
                .forEach(shown -> places.put(shown.view().key(), shown.place()));
        return places;
    }

    private void form(int peers) {
        for (int other = 2; other < 2 + peers; other++) {
            node.talksWith(other, 0);
        }
        after(Duration.ofSeconds(1));
        node.talksWith(2, 10);
        after(GraphViewModel.FORMING_TIME.plusSeconds(1));
        assertThat(model.formingProperty().get()).isFalse();
    }

    @Test
    void no_two_members_overlap() {
        form(12);
        List<Point> points = new ArrayList<>(places().values());
        for (int i = 0; i < points.size(); i++) {
            for (int j = i + 1; j < points.size(); j++) {
                assertThat(points.get(i).distance(points.get(j))).isGreaterThan(50);
            }
        }
    }

    @Test
    void once_formed_nobody_moves_when_others_join_or_leave() {
        form(5);
        Map<PublicKey, Point> before = places();
        node.talksWith(20, 0).talksWith(21, 0);
        after(Duration.ofSeconds(1));
        assertThat(places()).containsAllEntriesOf(before).hasSize(before.size() + 2);
        node.forgets(20).forgets(3);
        after(Duration.ofSeconds(1));
        assertThat(places()).containsAllEntriesOf(before);
    }

    @Test
    void a_new_member_stands_free_and_near() {
        form(5);
        Map<PublicKey, Point> before = places();
        node.talksWith(20, 0);
        after(Duration.ofSeconds(1));
        Point added = places().getOrDefault(key(20), new Point(1e9, 1e9));
        assertThat(before.values())
                .allMatch(place -> place.distance(added) >= Arrangement.CLEARANCE);
        assertThat(before.values()).anyMatch(place -> place.distance(added) < 400);
    }

    @Test
    void who_leaves_fades_for_a_minute() {
        form(2);
        node.forgets(3);
        after(Duration.ofSeconds(1));
        assertThat(model.sceneProperty().get().node(key(3)).orElseThrow().gone()).isTrue();
        node.talksWith(2, 20);
        after(Duration.ofSeconds(59));
        assertThat(model.sceneProperty().get().node(key(3))).isPresent();
        node.talksWith(2, 30);
        after(Duration.ofSeconds(2));
        assertThat(model.sceneProperty().get().node(key(3))).isEmpty();
    }

    @Test
    void who_comes_back_stands_where_it_was() {
        form(3);
        Point before = places().get(key(3));
        node.forgets(3);
        after(Duration.ofSeconds(1));
        node.talksWith(3, 0);
        after(Duration.ofSeconds(1));
        assertThat(places()).containsEntry(key(3), before);
        assertThat(model.sceneProperty().get().node(key(3)).orElseThrow().gone()).isFalse();
    }

    @Test
    void a_member_that_was_moved_stays_even_when_all_is_arranged_anew() {
        form(4);
        var corner = new Point(900, -700);
        model.move(key(2), corner);
        model.rearrange();
        assertThat(places()).containsEntry(key(2), corner);
        assertThat(model.sceneProperty().get().node(key(2)).orElseThrow().pinned()).isTrue();
    }

    @Test
    void a_hidden_kind_is_counted() {
        form(3);
        model.hiddenKinds().add(EdgeKind.DIRECT);
        assertThat(model.sceneProperty().get().edges()).isEmpty();
        assertThat(model.sceneProperty().get().hiddenEdges()).isEqualTo(3);
        assertThat(model.count(EdgeKind.DIRECT)).isEqualTo(3);
    }

    @Test
    void links_that_others_report_later_move_nobody() {
        form(4);
        Map<PublicKey, Point> before = places();
        node.topology(
                List.of(
                        MemorySwarm.report(2, Map.of(3, 10, 4, 10)),
                        MemorySwarm.report(3, Map.of(2, 10))));
        after(Duration.ofSeconds(1));
        assertThat(model.count(EdgeKind.OTHERS)).isEqualTo(2);
        assertThat(places()).isEqualTo(before);
    }

    @Test
    void a_circuit_runs_through_its_relays_and_moves_nobody() {
        form(4);
        Map<PublicKey, Point> before = places();
        node.relays(5, 2, 3).linked(5, LinkState.LOST);
        after(Duration.ofSeconds(1));
        assertThat(places()).isEqualTo(before);
        GraphScene.Edge circuit =
                model.sceneProperty().get().edges().stream()
                        .filter(edge -> edge.view().relayed())
                        .findFirst()
                        .orElseThrow();
        assertThat(circuit.view().via()).containsExactly(key(2), key(3));
        assertThat(circuit.curve()).hasSize(3);
        for (int relay : new int[] {2, 3}) {
            Point place = places().getOrDefault(key(relay), new Point(1e9, 1e9));
            assertThat(circuit.distance(place)).isLessThan(15);
        }
        assertThat(model.via(circuit.view())).isEqualTo("node2, node3");
    }

    @Test
    void arrow_keys_begin_at_the_own_node_and_go_on_in_their_direction() {
        form(4);
        model.selectNext(1, 0);
        assertThat(selection.member().get()).isEqualTo(key(1));
        Point start = places().getOrDefault(key(1), new Point(0, 0));
        model.selectNext(0, 1);
        Point next = places().getOrDefault(selection.member().get(), start);
        assertThat(next.y()).isGreaterThan(start.y());
    }

    @Test
    void a_large_swarm_is_arranged_in_seconds() {
        List<PublicKey> members = new ArrayList<>();
        List<Arrangement.Line> lines = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = new byte[PublicKey.LENGTH];
            bytes[0] = (byte) i;
            bytes[1] = (byte) (i >> 8);
            members.add(new PublicKey(bytes));
        }
        for (int i = 0; i < 5000; i++) {
            lines.add(new Arrangement.Line(members.get(i % 1000), members.get((i * 7 + 3) % 1000)));
        }
        long start = System.nanoTime();
        var places = new Arrangement().arrange(new Arrangement.Shape(members, lines), true);
        assertThat(places).hasSize(1000);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
