package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.ProbeMeter;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.link.memory.MemoryNetwork;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.traffic.TrafficTap;
import org.resilientswarm.core.wire.Protocol;

/// When links want to be looked at: asked for in every turn, so answered without asking them all.
class LinksTest {
    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final Random random = new Random(1);
    private final Transport transport =
            new MemoryNetwork(time, random, (_, _) -> Weather.clear(Protocol.PROBE_TIMEOUT))
                    .transport("own", _ -> {});
    private final Links links = new Links(transport, new TrafficTap(time));
    private int neighbours;

    @Test
    void withoutLinksNothingIsDue() {
        links.done();
        assertThat(links.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aLinkThatIsSetUpIsNotMeasured() {
        links.add(neighbour());
        links.done();
        assertThat(links.nextDeadline()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whatAnyLinkNeedsIsNeverMissed() {
        List<Neighbour> open = new ArrayList<>();
        for (int step = 0; step < 20_000; step++) {
            time.pass(Duration.ofMillis(random.nextInt(200)));
            long now = time.nanos();
            if (open.isEmpty()) {
                open.add(opened());
            }
            Neighbour any = open.get(random.nextInt(open.size()));
            // Links live long enough to have sent their train of probes.
            switch (random.nextInt(100)) {
                case 0 -> open.add(opened());
                case 1 -> {
                    open.remove(any);
                    links.remove(any.link);
                }
                case 2, 3, 4, 5, 6, 7, 8, 9 -> links.busy(any, random.nextBoolean());
                case 10, 11, 12 -> meter(any).heard(now);
                default -> look(open);
            }
            assertThat(links.nextDeadline()).isLessThanOrEqualTo(earliest(open));
        }
    }

    @Test
    void theTimeIsExactOnceAllWereLookedAt() {
        var open = List.of(opened(), opened(), opened());
        for (int step = 0; step < 100; step++) {
            time.pass(Duration.ofMillis(random.nextInt(2000)));
            look(open);
            assertThat(links.nextDeadline()).isEqualTo(earliest(open));
        }
    }

    /// As the node does in its turns.
    private void look(List<Neighbour> open) {
        for (Neighbour neighbour : open) {
            ProbeMeter meter = meter(neighbour);
            if (meter.nextProbeAt() <= time.nanos()) {
                long id = meter.send(time.nanos());
                if (random.nextInt(10) > 0) {
                    meter.answered(id, time.nanos());
                }
            }
        }
        links.done();
    }

    private Neighbour opened() {
        Neighbour neighbour = neighbour();
        links.add(neighbour);
        links.opened(neighbour, time.nanos());
        return neighbour;
    }

    private Neighbour neighbour() {
        int number = ++neighbours;
        var key = Identity.ofSeed(EngineBench.seed(number)).publicKey();
        return new Neighbour(number, key, true, time.now());
    }

    private static ProbeMeter meter(Neighbour neighbour) {
        return Objects.requireNonNull(neighbour.meter);
    }

    private static long earliest(List<Neighbour> open) {
        return open.stream()
                .map(LinksTest::meter)
                .mapToLong(meter -> Math.min(meter.nextProbeAt(), meter.silentAt()))
                .min()
                .orElse(Long.MAX_VALUE);
    }
}
