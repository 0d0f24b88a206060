package org.resilientswarm.core.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.SignalKind;

class SeenSignalsTest {
    private static final PublicKey KEY = new PublicKey(new byte[PublicKey.LENGTH]);

    private final SeenSignals seen = new SeenSignals();

    @Test
    void whatWasAddedIsKnownByItsId() {
        assertThat(seen.contains(signal(1))).isFalse();
        seen.add(signal(1));
        assertThat(seen.contains(signal(1))).isTrue();
        assertThat(seen.contains(signal(2))).isFalse();
    }

    @Test
    void theOldestIsForgottenBeyondTheLimit() {
        for (int id = 0; id < Protocol.MAX_SEEN_SIGNALS; id++) {
            seen.add(signal(id));
        }
        assertThat(seen.contains(signal(0))).isTrue();
        seen.add(signal(Protocol.MAX_SEEN_SIGNALS));
        assertThat(seen.contains(signal(0))).isFalse();
        assertThat(seen.contains(signal(1))).isTrue();
        assertThat(seen.contains(signal(Protocol.MAX_SEEN_SIGNALS))).isTrue();
    }

    @Test
    void whatIsAddedTwiceTakesOnePlace() {
        for (int id = 0; id < Protocol.MAX_SEEN_SIGNALS; id++) {
            seen.add(signal(id));
            seen.add(signal(id));
        }
        assertThat(seen.contains(signal(0))).isTrue();
    }

    private static Signal signal(int id) {
        byte[] bytes = ByteBuffer.allocate(Signal.ID_LENGTH).putInt(id).array();
        return new Signal(
                KEY,
                KEY,
                bytes,
                SignalKind.OFFER,
                Instant.EPOCH,
                Protocol.SIGNAL_TTL,
                new byte[0],
                new byte[0]);
    }
}
