package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
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

    private void fullMesh(int count) {
        for (int i = 0; i < count; i++) {
            network.node();
        }
        var all = network.nodes.stream().map(node -> node.key).collect(Collectors.toSet());
        for (TestNode node : network.nodes) {
            all.forEach(key -> node.links.put(key, all));
        }
        network.connectAll();
        network.pass(SECOND);
    }

    private static int told(TestStream stream) {
        return stream.sent(DbFrame.Announce.class).size()
                + stream.sent(DbFrame.Records.class).size();
    }
}
