package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

/// Random lives of a few nodes: records come, change and go, connections come and break, disks fill
/// up, nodes begin anew. In the end all must have the same.
class ReplicationLivesTest {
    private static final int NODES = 4;

    @Property(tries = 60)
    void allEndWithTheSameWhateverHappens(@ForAll long seed) {
        var network = new TestNetwork(seed);
        for (int i = 0; i < NODES; i++) {
            network.node();
        }
        int steps = 20 + network.random.nextInt(100);
        for (int i = 0; i < steps; i++) {
            step(network, i);
            network.pass(Duration.ofMillis(network.random.nextInt(120)));
        }
        network.nodes.forEach(node -> node.diskFull = false);
        network.pass(Duration.ofSeconds(1));
        network.connectAll();
        assertThat(network.run(Duration.ofMinutes(10), network::converged)).isTrue();
        network.pass(Duration.ofMinutes(1));
        assertThat(network.converged()).isTrue();
        for (TestNode node : network.nodes) {
            assertThat(node.cutOffs).isEmpty();
            assertThat(node.warnings).isEmpty();
            assertThat(node.replicator.size()).isEqualTo(node.store.size());
            assertNewestCounts(network, node);
        }
    }

    private static void step(TestNetwork network, int number) {
        TestNode node = network.nodes.get(network.random.nextInt(NODES));
        TestNode other = network.nodes.get(network.random.nextInt(NODES));
        switch (network.random.nextInt(10)) {
            case 0, 1, 2, 3 -> node.put("n" + network.random.nextInt(5), "body " + number);
            case 4 -> {
                node.replicator.delete("test", "n" + network.random.nextInt(5));
                node.received(other, new byte[0]);
            }
            case 5, 6, 7 -> {
                if (node != other) {
                    network.connect(node, other);
                }
            }
            case 8 -> network.disconnect(node, other);
            default -> {
                if (network.random.nextBoolean()) {
                    node.restart();
                } else {
                    node.diskFull = !node.diskFull;
                }
            }
        }
    }

    /// What an author's own store took last is what everybody has.
    private static void assertNewestCounts(TestNetwork network, TestNode node) {
        for (TestNode author : network.nodes) {
            for (int i = 0; i < 5; i++) {
                var key = new RecordKey(author.key, "test", "n" + i);
                SignedRecord last = null;
                for (SignedRecord record : author.accepted) {
                    last = record.key().equals(key) ? record : last;
                }
                SignedRecord kept = node.store.get(key);
                assertThat(kept == null ? null : kept.id())
                        .isEqualTo(last == null ? null : last.id());
            }
        }
    }
}
