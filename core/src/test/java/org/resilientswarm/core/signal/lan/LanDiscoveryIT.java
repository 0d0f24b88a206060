package org.resilientswarm.core.signal.lan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput.LanMemberFound;
import org.resilientswarm.core.time.SwarmThreads;

class LanDiscoveryIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

    private final List<Throwable> stray = new CopyOnWriteArrayList<>();
    private final ExecutorService threads =
            new SwarmThreads((_, thrown) -> stray.add(thrown)).virtual("test-lan");

    @AfterEach
    void stop() {
        threads.close();
        assertThat(stray).isEmpty();
    }

    private static PublicKey key() {
        return Identity.generate(new SecureRandom()).publicKey();
    }

    private LanDiscovery start(PublicKey own, int port, Recording recording) {
        return new LanDiscovery(own, port, List.of(LOOPBACK), threads, recording);
    }

    @Test
    void twoNodesFindEachOther() {
        PublicKey anna = key();
        PublicKey ben = key();
        var atAnna = new Recording();
        var atBen = new Recording();
        try (LanDiscovery _ = start(anna, 7_901, atAnna);
                LanDiscovery _ = start(ben, 7_902, atBen)) {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !atAnna.found.isEmpty() && !atBen.found.isEmpty());
        }
        assertThat(atAnna.found)
                .containsExactly(new LanMemberFound("lan", ben, new HostPort("127.0.0.1", 7_902)));
        assertThat(atBen.found)
                .containsExactly(new LanMemberFound("lan", anna, new HostPort("127.0.0.1", 7_901)));
        assertThat(atAnna.unavailable).isEmpty();
    }

    @Test
    void aMachineWithoutNetworkIsToldSo() {
        var recording = new Recording();
        try (var _ = new LanDiscovery(key(), 0, List.of(), threads, recording)) {
            await().until(() -> !recording.unavailable.isEmpty());
        }
        assertThat(recording.unavailable.getFirst()).contains("no address");
    }

    @Test
    void anAddressThatIsNotThisMachinesIsToldWithTheReason() {
        var recording = new Recording();
        var elsewhere = List.of(InetAddress.ofLiteral("192.0.2.1"));
        try (var _ = new LanDiscovery(key(), 7_903, elsewhere, threads, recording)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> !recording.unavailable.isEmpty());
        }
        assertThat(recording.unavailable.getFirst()).contains("192.0.2.1");
    }

    private static final class Recording implements LanDiscovery.Observer {
        final List<LanMemberFound> found = new CopyOnWriteArrayList<>();
        final List<String> unavailable = new CopyOnWriteArrayList<>();

        @Override
        public void onFound(LanMemberFound member) {
            found.add(member);
        }

        @Override
        public void onUnavailable(String reason) {
            unavailable.add(reason);
        }
    }
}
