package org.resilientswarm.core.signal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;

class LookupsTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Lookups lookups = new Lookups();

    private static PublicKey key(int number) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        bytes[0] = (byte) number;
        return new PublicKey(bytes);
    }

    @Test
    void theLongerOfTwoWaitsForAKeyCounts() {
        lookups.add(key(1), 5 * SECOND);
        lookups.add(key(1), 3 * SECOND);
        assertThat(lookups.patience(key(1), SECOND)).isEqualTo(Duration.ofSeconds(4));
        assertThat(lookups.settleIfOver(key(1), 5 * SECOND - 1)).isFalse();
        assertThat(lookups.settleIfOver(key(1), 5 * SECOND)).isTrue();
        assertThat(lookups.settle(key(1))).isFalse();
    }

    @Test
    void theExchangeIsAskedToWaitForThirtySecondsAtMost() {
        lookups.add(key(1), 100 * SECOND);
        assertThat(lookups.patience(key(1), 0)).isEqualTo(Protocol.MAX_LOOKUP_WAIT);
        assertThat(lookups.patience(key(1), 100 * SECOND)).isZero();
        assertThat(lookups.patience(key(2), 0)).isZero();
    }

    @Test
    void thereAreAsManyAsTheExchangePermits() {
        for (int i = 0; i < Protocol.MAX_LOOKUPS; i++) {
            assertThat(lookups.add(key(i), SECOND)).isTrue();
        }
        assertThat(lookups.add(key(Protocol.MAX_LOOKUPS), SECOND)).isFalse();
        assertThat(lookups.add(key(0), 2 * SECOND)).isTrue();
    }
}
