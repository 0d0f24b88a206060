package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;

class ReadmeExampleIT {
    private final ConcurrentLinkedQueue<String> printed = new ConcurrentLinkedQueue<>();

    private void print(String line) {
        printed.add(line);
    }

    @Test
    void threeNodesMeetAlthoughOnlyTwoCalled() {
        try (var exchange = SignalExchange.open(ExchangeConfig.onLoopback())) {
            // README begins
            var config = SwarmConfig.defaults().withExchange(exchange.url());
            var node1 = Swarms.open(config);
            var node2 = Swarms.open(config);
            var node3 = Swarms.open(config);
            for (var node : List.of(node1, node2, node3)) {
                node.onPeer(peer -> print(node.publicKey().shortText() + " met " + peer.label()));
            }
            node1.call(node2.publicKey());
            node3.call(node1.publicKey()); // six lines: all three meet though only two called
            // README ends
            try (node1;
                    node2;
                    node3) {
                await().atMost(Duration.ofSeconds(20)).until(() -> printed.size() >= 6);
                assertThat(printed).hasSize(6).doesNotHaveDuplicates();
            }
        }
    }

    @Test
    void theReadmeShowsThisVeryCode() throws IOException {
        String readme = Files.readString(Path.of("../README.md"));
        String source =
                Files.readString(
                        Path.of("src/test/java/org/resilientswarm/core/ReadmeExampleIT.java"));
        String shown = readme.split("```java\n", -1)[1].split("```", -1)[0];
        String run = source.split("// README begins\n", -1)[1].split("// README ends", -1)[0];
        assertThat(run.stripIndent()).isEqualTo(shown);
    }
}
