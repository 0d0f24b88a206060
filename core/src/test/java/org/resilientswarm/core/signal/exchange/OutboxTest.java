package org.resilientswarm.core.signal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

class OutboxTest {
    private final Random random = new Random(2);
    private final Identity anna = Identity.ofSeed(new byte[32]);
    private final Outbox outbox = new Outbox();

    private Signal signal() {
        return TestSignals.signal(anna, anna.publicKey(), new byte[1], Instant.EPOCH, random);
    }

    @Test
    void aSignalIsSettledOnce() {
        Signal signal = signal();
        outbox.add(signal);
        assertThat(outbox.settle(signal.id().clone())).contains(signal);
        assertThat(outbox.settle(signal.id())).isEmpty();
    }

    @Test
    void theOldestMakesRoomForTheNewest() {
        Signal first = signal();
        outbox.add(first);
        for (int i = 1; i < Outbox.MAX_SIGNALS; i++) {
            assertThat(outbox.add(signal())).isEmpty();
        }
        Signal last = signal();
        assertThat(outbox.add(last)).contains(first);
        assertThat(outbox.all()).hasSize(Outbox.MAX_SIGNALS).doesNotContain(first).endsWith(last);
    }
}
