package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.Swarm;

class DemoSwarmIT {
    @Test
    void aNodeAnswersATextWithWhatItHeard() throws Exception {
        try (var demo = DemoSwarm.open(2)) {
            demo.meet();
            Swarm first = demo.nodes().getFirst();
            await().atMost(Duration.ofSeconds(20)).until(() -> first.peers().size() == 1);
            assertThat(answer(first, "grüß dich")).isEqualTo("node2 heard: grüß dich");
            assertThat(answer(first, "x".repeat(1_000_000)))
                    .isEqualTo("node2 heard: " + "x".repeat(1000));
        }
    }

    private static String answer(Swarm node, String text) throws Exception {
        try (var stream = node.peers().getFirst().open("text")) {
            stream.output().write(text.getBytes(StandardCharsets.UTF_8));
            stream.finish();
            return new String(stream.input().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
