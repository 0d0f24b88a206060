package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.resilientswarm.core.api.Swarm;

/// Keeps one node running while a thousand others come, link with it and leave, and watches what
/// the process keeps.
///
/// Started as [SoakPace] says.
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class NodeSoak {
    /// Each visitor leaves some 8 KiB at each end of its link in the native library, see
    /// docs/decisions/0007; a connection that leaked would leave 60 KiB at each end.
    private static final int MORE_MIB = 24;

    private final Semaphore come = new Semaphore(0);
    private final Semaphore gone = new Semaphore(0);

    @Test
    void aThousandVisitorsLeaveNothingBehind() throws Exception {
        var growth = new ProcessGrowth("visitor", MORE_MIB);
        try (var demo = DemoSwarm.open(1)) {
            Swarm host = demo.nodes().getFirst();
            host.onPeer(_ -> come.release());
            host.onGone((_, _) -> gone.release());
            var pace = new SoakPace();
            for (int visitor = 1; visitor <= SoakPace.CYCLES; visitor++) {
                Swarm guest = demo.add();
                assertThat(come.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                demo.remove(guest);
                assertThat(gone.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                growth.sample(visitor);
                pace.await(visitor);
            }
            assertThat(host.peers()).isEmpty();
        }
        growth.assertBounded();
    }
}
