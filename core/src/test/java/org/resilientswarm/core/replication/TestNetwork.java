package org.resilientswarm.core.replication;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import org.resilientswarm.core.time.ManualTime;

/// A few nodes that replicate over streams in virtual time.
final class TestNetwork {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    final ManualTime time = new ManualTime(START);
    final Random random;
    final List<TestNode> nodes = new ArrayList<>();
    final List<TestStream> streams = new ArrayList<>();
    Duration delay = Duration.ofMillis(20);

    TestNetwork(long seed) {
        random = new Random(seed);
    }

    TestNode node() {
        return node(nodes.size() + 1);
    }

    /// @param seed which identity it has
    TestNode node(int seed) {
        var node = new TestNode(this, seed);
        nodes.add(node);
        return node;
    }

    void connect(TestNode one, TestNode other) {
        disconnect(one, other);
        var there = new TestStream(this, one, other);
        var back = new TestStream(this, other, one);
        streams.add(there);
        streams.add(back);
        one.up(other, there, back);
        other.up(one, back, there);
    }

    void connectAll() {
        for (int i = 0; i < nodes.size(); i++) {
            for (int j = i + 1; j < nodes.size(); j++) {
                connect(nodes.get(i), nodes.get(j));
            }
        }
    }

    /// Ends the streams; what is on its way is lost.
    void disconnect(TestNode one, TestNode other) {
        one.down(other);
        other.down(one);
        streams.removeIf(stream -> stream.cut);
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    boolean run(Duration limit, BooleanSupplier condition) {
        return time.run(limit, condition);
    }

    /// Whether all nodes have the same records.
    boolean converged() {
        return nodes.stream().allMatch(node -> node.ids().equals(nodes.getFirst().ids()));
    }
}
