package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.SignedRecord;

/// Who is told of a record, and when.
class PushesTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration TOLD_LATER = Protocol.ANNOUNCE_DELAY.multipliedBy(2);

    private final TestNetwork network = new TestNetwork(1);

    private TestNode node(int index) {
        return network.nodes.get(index);
    }

    @Test
    void inAFullMeshWhoseLinksAreKnownOnlyTheAuthorTells() {
        fullMesh(10);
        SignedRecord record = node(0).put("a", "one");
        network.pass(SECOND);
        assertThat(network.nodes).allMatch(node -> node.ids().contains(record.id()));
        assertThat(node(0).out.values()).allMatch(stream -> told(stream) > 0);
        for (TestNode node : network.nodes.subList(1, 10)) {
            assertThat(node.out.values()).allMatch(stream -> told(stream) == 0);
        }
    }

    @Test
    void whatWasNotToldIsToldLaterInOneMessage() {
        fullMesh(10);
        List<SignedRecord> records =
                List.of(node(0).put("a", "one"), node(0).put("b", "two"), node(0).put("c", "six"));
        network.pass(SECOND.plus(TOLD_LATER));
        for (TestNode node : network.nodes.subList(1, 10)) {
            for (TestStream stream : node.out.values()) {
                var announced = stream.sent(DbFrame.Announce.class);
                assertThat(announced).hasSizeLessThanOrEqualTo(1);
                assertThat(announced).allMatch(it -> it.ids().size() == records.size());
            }
        }
    }

    @Test
    void whoHasLostTheLinkThatAllBelieveInIsToldAllTheSame() {
        network.node();
        network.node();
        network.node();
        network.connect(node(0), node(1));
        network.connect(node(1), node(2));
        node(1).links.put(node(0).key, Set.of(node(1).key, node(2).key));
        network.pass(SECOND);
        SignedRecord record = node(0).put("a", "one");
        network.pass(SECOND);
        assertThat(node(2).ids()).isEmpty();
        network.pass(TOLD_LATER);
        assertThat(node(2).ids()).containsExactly(record.id());
    }

    @Test
    void whereManyCouldTellANodeOnlyAFewDoAtOnceAndTheOthersLaterInOneMessage() {
        mesh(40, (one, other) -> one + other > 1);
        List<SignedRecord> records = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            records.add(node(0).put("record " + i, "one"));
            network.pass(Duration.ofMillis(100));
        }
        network.pass(SECOND);
        assertThat(node(1).ids()).hasSize(records.size());
        // All 38 hear of each record from its author and could tell the node that does not.
        assertThat(sentTo(node(1), DbFrame.Announce.class))
                .isBetween(20, 20 * 2 * Pushes.ANNOUNCERS);
        assertThat(sentTo(node(1), DbFrame.Records.class)).isBetween(20, 20 * 2 * Pushes.PUSHERS);
        network.pass(TOLD_LATER);
        assertThat(sentTo(node(1), DbFrame.Announce.class))
                .isLessThan(20 * 2 * Pushes.ANNOUNCERS + 2 * 38);
    }

    @Test
    void whoeverIsTheOnlyOneToTellDoesItAtOnce() {
        mesh(20, (one, other) -> one <= 9 == other <= 9 || one == 9 || other == 9);
        SignedRecord record = node(0).put("a", "one");
        network.pass(SECOND);
        assertThat(network.nodes).allMatch(node -> node.ids().contains(record.id()));
    }

    private void fullMesh(int count) {
        mesh(count, (_, _) -> true);
    }

    /// Connects those who are linked, and lets everybody know who is.
    private void mesh(int count, BiPredicate<Integer, Integer> linked) {
        for (int i = 0; i < count; i++) {
            network.node();
        }
        Map<PublicKey, Set<PublicKey>> links = new HashMap<>();
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                if (linked.test(j, i)) {
                    links.computeIfAbsent(node(i).key, _ -> new HashSet<>()).add(node(j).key);
                    links.computeIfAbsent(node(j).key, _ -> new HashSet<>()).add(node(i).key);
                    network.connect(node(i), node(j));
                }
            }
        }
        network.nodes.forEach(node -> node.links.putAll(links));
        network.pass(SECOND);
    }

    private int sentTo(TestNode to, Class<? extends DbFrame> kind) {
        return network.nodes.stream()
                .filter(node -> node.out.containsKey(to.key))
                .mapToInt(node -> node.to(to).sent(kind).size())
                .sum();
    }

    private static int told(TestStream stream) {
        return stream.sent(DbFrame.Announce.class).size()
                + stream.sent(DbFrame.Records.class).size();
    }
}
