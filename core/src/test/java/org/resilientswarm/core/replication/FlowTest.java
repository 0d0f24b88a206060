package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.Protocol;

/// How much of the records lies in memory while many are moved.
class FlowTest {
    private static final int BODY = 20_000;

    private final TestNetwork network = new TestNetwork(4);
    private final TestNode full = network.node();
    private final TestNode newcomer = network.node();

    private void fill(int records) {
        for (int i = 0; i < records; i++) {
            full.put("n" + i, "x".repeat(BODY));
        }
        network.pass(Duration.ofSeconds(1));
    }

    @Test
    void aNewcomerGetsPortionsThatFitTheStream() {
        fill(150);
        network.connect(full, newcomer);
        assertThat(network.run(Duration.ofMinutes(1), network::converged)).isTrue();
        int portion = Outbox.PORTION_BYTES + 2 * BODY;
        assertThat(full.mostRead).isBetween(BODY, portion);
        TestStream stream = full.to(newcomer);
        assertThat(stream.mostUsed).isLessThan(TestStream.WINDOW + portion);
        network.pass(Duration.ofSeconds(1));
        assertThat(stream.used).isZero();
        assertThat(newcomer.info(full).recordsIn()).isEqualTo(150);
        assertThat(full.info(newcomer).recordsOut()).isEqualTo(150);
        assertThat(newcomer.info(full).bytesIn()).isEqualTo(stream.bytes);
        assertThat(full.info(newcomer).bytesOut()).isEqualTo(stream.bytes);
    }

    @Test
    void aNeighbourThatDoesNotReadMakesNobodyKeepBodies() {
        network.connect(full, newcomer);
        network.pass(Duration.ofSeconds(1));
        full.to(newcomer).stalled = true;
        fill(150);
        assertThat(full.mostRead).isLessThan(Outbox.PORTION_BYTES + 2 * BODY);
        assertThat(full.to(newcomer).recordsSent.size()).isLessThan(10);
        full.to(newcomer).resume();
        assertThat(network.run(Duration.ofMinutes(1), network::converged)).isTrue();
    }

    @Test
    void aFrameMayBeLongerThanTheCredit() {
        network.connect(full, newcomer);
        network.pass(Duration.ofSeconds(1));
        full.put("large", "x".repeat(Protocol.MAX_RECORD_BODY_BYTES));
        network.pass(Duration.ofSeconds(1));
        var frame = full.to(newcomer).sent(DbFrame.Records.class).getFirst();
        assertThat(frame.records().getFirst().length()).isGreaterThan(TestStream.WINDOW);
        assertThat(network.converged()).isTrue();
        assertThat(full.to(newcomer).used).isZero();
    }
}
