package org.resilientswarm.ui.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.Selection;
import org.resilientswarm.ui.bridge.SwarmWatch;

class LinksViewModelTest {
    private final LocalNodes nodes = new LocalNodes();
    private Instant now = NOON;
    private final SwarmWatch watch = new SwarmWatch(nodes, Runnable::run, () -> now);
    private final Selection selection = new Selection();
    private final LinksViewModel model = new LinksViewModel(selection);
    private final MemorySwarm node = new MemorySwarm(3);

    LinksViewModelTest() {
        nodes.attach(node);
        model.openProperty().set(true);
        node.talksWith(4, 0).linked(4, LinkState.GOOD, 20);
        node.talksWith(1, 0).linked(1, LinkState.POOR, 300);
        node.topology(List.of(MemorySwarm.report(4, Map.of(1, 150, 3, 20))));
        after(Duration.ofSeconds(1));
    }

    private void after(Duration time) {
        now = now.plus(time);
        watch.tick();
        model.show(watch.latest());
    }

    private List<String> worstFirst() {
        return model.rows().stream()
                .sorted(LinkRow.WORST)
                .map(row -> row.from() + " " + row.to())
                .toList();
    }

    private LinkRow row(String from, String to) {
        return model.rows().stream()
                .filter(row -> row.from().equals(from) && row.to().equals(to))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void own_links_begin_at_the_own_node_and_each_link_is_there_once() {
        assertThat(worstFirst()).containsExactly("node3 node1", "node1 node4", "node3 node4");
    }

    @Test
    void what_does_not_work_is_worst_and_a_little_jitter_changes_no_place() {
        node.linked(4, LinkState.LOST);
        after(Duration.ofSeconds(1));
        assertThat(worstFirst().getFirst()).isEqualTo("node3 node4");
        node.linked(4, LinkState.GOOD, 20).linked(5, LinkState.GOOD, 21);
        after(Duration.ofSeconds(1));
        List<String> before = worstFirst();
        node.linked(4, LinkState.GOOD, 21).linked(5, LinkState.GOOD, 20);
        after(Duration.ofSeconds(1));
        assertThat(worstFirst()).isEqualTo(before);
    }

    @Test
    void a_circuit_names_its_relays() {
        node.relays(6, 4);
        after(Duration.ofSeconds(1));
        LinkRow circuit = row("node3", "node6");
        assertThat(circuit.path()).contains("relayed").contains("node4");
        assertThat(circuit.edge().rtt()).hasMillis(9);
    }

    @Test
    void words_choose_rows_by_names_path_and_quality() {
        model.filterTextProperty().set("OTHERS node1");
        assertThat(worstFirst()).containsExactly("node1 node4");
        model.filterTextProperty().set("excellent");
        assertThat(worstFirst()).containsExactly("node3 node4");
        model.filterTextProperty().set("nowhere");
        assertThat(model.rows()).isEmpty();
        assertThat(model.count()).isEqualTo(3);
    }

    @Test
    void the_history_has_a_gap_where_the_link_was_lost_and_goes_on_while_nobody_looks() {
        model.openProperty().set(false);
        node.linked(4, LinkState.LOST);
        after(Duration.ofSeconds(1));
        node.linked(4, LinkState.GOOD, 25);
        after(Duration.ofSeconds(1));
        model.openProperty().set(true);
        List<List<RttHistory.Dot>> pieces = row("node3", "node4").history().pieces(now);
        assertThat(pieces).hasSize(2);
        assertThat(pieces.getLast().getLast().millis()).isEqualTo(25);
    }

    @Test
    void rows_that_stay_the_same_are_not_made_anew_when_others_come_and_go() {
        LinkRow before = row("node3", "node1");
        node.linked(2, LinkState.GOOD, 1).linked(9, LinkState.GOOD, 1);
        after(Duration.ofSeconds(1));
        node.forgets(2);
        after(Duration.ofSeconds(1));
        assertThat(row("node3", "node1")).isEqualTo(before);
        assertThat(model.rows()).hasSize(4);
    }

    @Test
    void a_chosen_own_link_selects_its_far_end_everywhere_and_follows_it() {
        model.select(row("node3", "node1"));
        assertThat(selection.member().get()).isEqualTo(key(1));
        selection.member().set(key(4));
        assertThat(model.selectedRow()).contains(row("node3", "node4"));
        model.select(row("node1", "node4"));
        assertThat(selection.member().get()).isEqualTo(key(4));
        assertThat(model.selectedRow()).contains(row("node1", "node4"));
    }
}
