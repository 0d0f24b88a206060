package org.resilientswarm.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.model.SwarmSnapshot;

class PictureBuilderTest {
    private final PictureBuilder builder = new PictureBuilder();

    private SwarmPicture picture(MemorySwarm... nodes) {
        return builder.build(
                NOON, nodes.length > 1, Arrays.stream(nodes).map(MemorySwarm::snapshot).toList());
    }

    @Test
    void without_a_node_there_is_nothing_to_see() {
        SwarmPicture picture = picture();
        assertThat(picture.own()).isNull();
        assertThat(picture.nodes()).isEmpty();
    }

    @Test
    void a_link_that_both_ends_report_is_one_local_edge() {
        SwarmPicture picture =
                picture(new MemorySwarm(1).talksWith(2, 0), new MemorySwarm(2).talksWith(1, 0));
        assertThat(picture.edges()).hasSize(1);
        EdgeView edge = picture.edges().getFirst();
        assertThat(edge.kind()).isEqualTo(EdgeKind.LOCAL);
        assertThat(edge.oneSided()).isFalse();
        assertThat(picture.settled()).isTrue();
    }

    @Test
    void ends_that_disagree_make_a_one_sided_edge() {
        SwarmPicture picture =
                picture(
                        new MemorySwarm(1).talksWith(2, 0),
                        new MemorySwarm(2).linked(1, LinkState.LOST));
        assertThat(picture.edges().getFirst().oneSided()).isTrue();
    }

    @Test
    void what_only_another_local_node_knows_is_in_the_graph_but_not_in_the_own_list() {
        SwarmPicture picture =
                picture(
                        new MemorySwarm(1).talksWith(2, 0),
                        new MemorySwarm(2).talksWith(1, 0).talksWith(3, 0),
                        new MemorySwarm(3).talksWith(2, 0));
        assertThat(picture.nodes()).hasSize(3);
        assertThat(picture.edges()).hasSize(2);
        assertThat(picture.peers()).extracting(PeerView::key).containsExactly(key(2));
    }

    @Test
    void a_relayed_peer_is_connected_and_never_looks_lost() {
        SwarmPicture picture = picture(new MemorySwarm(1).talksWith(2, 0).relays(3, 2));
        PeerView relayed = picture.peer(key(3)).orElseThrow();
        assertThat(relayed.connected()).isTrue();
        assertThat(picture.edges()).extracting(EdgeView::kind).contains(EdgeKind.RELAYED);
    }

    @Test
    void a_circuit_names_its_relays_from_the_first_end_to_the_second() {
        var forth = picture(new MemorySwarm(1).talksWith(2, 0).relays(5, 2, 3));
        var back = picture(new MemorySwarm(5).talksWith(3, 0).relays(1, 3, 2));
        for (SwarmPicture picture : List.of(forth, back)) {
            EdgeView circuit = edge(picture, 1, 5);
            assertThat(circuit.kind()).isEqualTo(EdgeKind.RELAYED);
            assertThat(circuit.via()).containsExactly(key(2), key(3));
            assertThat(circuit.rtt()).hasMillis(9);
        }
    }

    private static EdgeView edge(SwarmPicture picture, int a, int b) {
        return picture.edges().stream()
                .filter(edge -> edge.a().equals(key(a)) && edge.b().equals(key(b)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void of_two_nodes_in_this_window_the_first_one_has_the_numbers() {
        var own = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0).relays(4, 2);
        var other = new MemorySwarm(4).talksWith(2, 0).talksWith(3, 0).relays(1, 3);
        SwarmSnapshot later = at(other.snapshot(), NOON.plusSeconds(1));
        SwarmPicture picture = builder.build(NOON, true, List.of(own.snapshot(), later));
        assertThat(edge(picture, 1, 4).via()).containsExactly(key(2));
    }

    private static SwarmSnapshot at(SwarmSnapshot of, Instant time) {
        return new SwarmSnapshot(
                time,
                of.self(),
                of.name(),
                of.link(),
                of.listen(),
                of.uptime(),
                of.peers(),
                of.sessions(),
                of.links(),
                of.members(),
                of.exchanges(),
                of.topology(),
                of.relay(),
                of.database(),
                of.refused());
    }

    @Test
    void a_lost_link_gives_way_to_the_circuit_and_a_link_that_works_stays_beside_it() {
        var node = new MemorySwarm(1).talksWith(2, 0).relays(3, 2).linked(3, LinkState.LOST);
        assertThat(picture(node).edges())
                .extracting(EdgeView::kind)
                .containsExactly(EdgeKind.DIRECT, EdgeKind.RELAYED);
        node.linked(3, LinkState.POOR);
        assertThat(picture(node).edges())
                .extracting(EdgeView::kind)
                .containsExactly(EdgeKind.DIRECT, EdgeKind.DIRECT, EdgeKind.RELAYED);
    }

    @Test
    void links_among_others_are_one_edge_each_and_their_reporters_are_members() {
        var node = new MemorySwarm(1).talksWith(2, 0);
        node.topology(
                List.of(
                        MemorySwarm.report(2, Map.of(1, 5, 3, 20)),
                        MemorySwarm.report(3, Map.of(2, 20, 9, 7))));
        SwarmPicture picture = picture(node);
        assertThat(picture.nodes())
                .extracting(NodeView::key)
                .containsExactly(key(1), key(2), key(3));
        assertThat(picture.edges()).hasSize(2);
        EdgeView among = edge(picture, 2, 3);
        assertThat(among.kind()).isEqualTo(EdgeKind.OTHERS);
        assertThat(among.rtt()).hasMillis(20);
        assertThat(edge(picture, 1, 2).kind()).isEqualTo(EdgeKind.DIRECT);
    }

    @Test
    void what_a_report_says_of_a_node_in_this_window_is_left_out() {
        var first = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0);
        first.topology(List.of(MemorySwarm.report(3, Map.of(1, 5, 2, 5))));
        SwarmPicture picture = picture(first, new MemorySwarm(2).talksWith(1, 0));
        assertThat(picture.edges()).hasSize(2);
    }

    @Test
    void members_that_are_only_known_have_a_reason_and_no_numbers() {
        PeerView known = picture(new MemorySwarm(1).knows(4)).peer(key(4)).orElseThrow();
        assertThat(known.state()).isEqualTo(NodeState.KNOWN);
        assertThat(known.reason()).isEqualTo("not needed");
        assertThat(known.rate().known()).isFalse();
    }

    @Test
    void an_attempt_and_a_lost_link_are_told_apart() {
        SwarmPicture picture =
                picture(
                        new MemorySwarm(1)
                                .linked(2, LinkState.CONNECTING)
                                .linked(3, LinkState.LOST));
        assertThat(picture.peer(key(2)).orElseThrow().state()).isEqualTo(NodeState.CONNECTING);
        assertThat(picture.peer(key(3)).orElseThrow().state()).isEqualTo(NodeState.LOST);
        assertThat(picture.settled()).isFalse();
    }

    @Test
    void a_thousand_bytes_in_a_second_are_eight_kilobits() {
        var node = new MemorySwarm(1).talksWith(2, 5_000);
        builder.build(NOON, false, List.of(node.snapshot()));
        node.talksWith(2, 6_000);
        Rate rate = builder.build(NOON.plusSeconds(1), false, List.of(node.snapshot())).rate();
        assertThat(rate.bitsIn()).isCloseTo(8_000, within(1.0));
    }

    @Test
    void a_single_look_measures_no_rate() {
        assertThat(picture(new MemorySwarm(1).talksWith(2, 5_000)).rate().known()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:4000,true",
        "192.168.1.7:1,true",
        "10.0.0.5,true",
        "[::1]:99,true",
        "[fe80::1]:99,true",
        "84.2.1.9:40112,false",
        "[2001:db8::1]:5,false",
        "example.org:80,false",
        "'',false"
    })
    void an_address_is_local_by_its_range(String remote, boolean local) {
        assertThat(EdgeClaims.isLocal(remote)).isEqualTo(local);
    }
}
