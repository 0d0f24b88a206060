package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;

class ReadmeExampleIT {
    @Test
    void threeNodesMeetAlthoughOnlyTwoCalled() {
        var printed = new ConcurrentLinkedQueue<String>();
        try (var exchange = SignalExchange.open(ExchangeConfig.onLoopback())) {
            var config = SwarmConfig.defaults().withExchange(exchange.url());
            try (var node1 = Swarms.open(config);
                    var node2 = Swarms.open(config);
                    var node3 = Swarms.open(config)) {
                for (Swarm node : List.of(node1, node2, node3)) {
                    node.onPeer(
                            peer ->
                                    printed.add(
                                            node.publicKey().shortText() + " met " + peer.label()));
                }
                long start = System.nanoTime();
                node1.call(node2.publicKey());
                node3.call(node1.publicKey());
                await().atMost(Duration.ofSeconds(10)).until(() -> printed.size() == 6);
                System.out.println("MET after " + (System.nanoTime() - start) / 1e6 + " ms");
                assertThat(printed).doesNotHaveDuplicates();
            }
        }
    }
}
