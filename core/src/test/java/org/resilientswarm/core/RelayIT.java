package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.RelayPolicy;

/// Relays over real WebRTC links.
class RelayIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int CHUNK = 64 * 1024;
    private static final int CHUNKS = 1_600;

    /// What arrived.
    ///
    /// @param checksum over all bytes in their order
    /// @param longestGap between two reads
    private record Arrived(long bytes, long checksum, Duration longestGap) {}

    @Test
    void aTransferSurvivesThatItsLinkIsBlockedAndComesBack() throws Exception {
        try (var demo = DemoSwarm.open(3)) {
            demo.meet();
            demo.nodes().forEach(RelayIT::unlimited);
            Swarm from = demo.nodes().get(0);
            Swarm to = demo.nodes().get(1);
            demo.nodes().forEach(it -> await().atMost(LONG).until(() -> it.peers().size() == 2));
            var arrived = new CompletableFuture<Arrived>();
            to.onStream("bulk", stream -> read(stream, arrived));
            Peer peer = from.peer(to.publicKey()).orElseThrow();
            var checksum = new CRC32();
            try (SwarmStream stream = peer.open("bulk")) {
                OutputStream out = stream.output();
                var random = new Random(1);
                byte[] chunk = new byte[CHUNK];
                for (int i = 0; i < CHUNKS; i++) {
                    random.nextBytes(chunk);
                    checksum.update(chunk);
                    out.write(chunk);
                    if (i == CHUNKS / 4) {
                        from.paths().block(to.publicKey(), Duration.ofSeconds(1)).get();
                    }
                }
                stream.finish();
                Arrived all = arrived.get();
                assertThat(all.bytes()).isEqualTo((long) CHUNK * CHUNKS);
                assertThat(all.checksum()).isEqualTo(checksum.getValue());
                assertThat(all.longestGap()).isLessThan(Duration.ofSeconds(3));
            }
            assertThat(from.paths().decisions())
                    .anySatisfy(
                            decision -> {
                                assertThat(decision.path().kind()).isEqualTo(PathKind.RELAY);
                                assertThat(decision.path().reason()).contains("direct link");
                            });
            await().atMost(LONG).until(() -> peer.info().path().kind() == PathKind.DIRECT);
            long carried =
                    demo.nodes().get(2).snapshot().relay().carriedBytes().values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            assertThat(carried).isPositive();
        }
    }

    private static void unlimited(Swarm swarm) {
        swarm.paths().relay(RelayPolicy.DEFAULT.withBits(0, 0));
    }

    private static void read(SwarmStream stream, CompletableFuture<Arrived> arrived) {
        var checksum = new CRC32();
        byte[] buffer = new byte[CHUNK];
        long bytes = 0;
        long gap = 0;
        long last = System.nanoTime();
        try (stream) {
            InputStream in = stream.input();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                long now = System.nanoTime();
                gap = Math.max(gap, now - last);
                last = now;
                checksum.update(buffer, 0, count);
                bytes += count;
            }
            arrived.complete(new Arrived(bytes, checksum.getValue(), Duration.ofNanos(gap)));
        } catch (Exception e) {
            arrived.completeExceptionally(e);
        }
    }
}
