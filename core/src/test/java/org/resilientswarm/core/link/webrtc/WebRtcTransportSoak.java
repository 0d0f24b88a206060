package org.resilientswarm.core.link.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.resilientswarm.core.ProcessGrowth;
import org.resilientswarm.core.SoakPace;
import org.resilientswarm.core.link.Channel;
import org.resilientswarm.core.link.LinkInput;

/// Opens and closes a thousand links, evenly over ten minutes, and watches what the process keeps.
///
/// Started as [SoakPace] says.
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class WebRtcTransportSoak {
    private static final int LINKS = SoakPace.CYCLES;

    /// A connection costs 250 KiB at each end: three of a hundred of them leaking would be more.
    private static final int MORE_MIB = 12;

    private final Semaphore opened = new Semaphore(0);
    private final Semaphore received = new Semaphore(0);
    private final Semaphore closed = new Semaphore(0);

    @Test
    void aThousandLinksLeaveNothingBehind() throws Exception {
        var growth = new ProcessGrowth("link", MORE_MIB);
        try (var wire = new Wire()) {
            wire.caller.listener = this::count;
            wire.called.listener = this::count;
            var pace = new SoakPace();
            for (int link = 1; link <= LINKS; link++) {
                cycle(wire, link);
                growth.sample(link);
                pace.await(link);
            }
            assertThat(wire.stray).isEmpty();
        }
        growth.assertBounded();
    }

    private void cycle(Wire wire, long link) throws InterruptedException {
        wire.open(link);
        take(opened, 2);
        wire.caller.transport.send(link, Channel.DATA, new byte[60_000]);
        wire.called.transport.send(link, Channel.PROBE, new byte[100]);
        take(received, 1);
        (link % 2 == 0 ? wire.caller : wire.called).transport.close(link);
        take(closed, 2);
        received.drainPermits();
        wire.caller.inputs.remove(link);
        wire.called.inputs.remove(link);
    }

    private static void take(Semaphore semaphore, int count) throws InterruptedException {
        assertThat(semaphore.tryAcquire(count, 30, TimeUnit.SECONDS)).isTrue();
    }

    private void count(LinkInput input) {
        switch (input) {
            case LinkInput.Opened _ -> opened.release();
            case LinkInput.Received _ -> received.release();
            case LinkInput.Closed _ -> closed.release();
            case LinkInput.Described _, LinkInput.CandidatesFound _, LinkInput.Drained _ -> {}
        }
    }
}
