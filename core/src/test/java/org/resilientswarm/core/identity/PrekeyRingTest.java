package org.resilientswarm.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PrekeyRingTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant DAY_TWO = START.plus(PrekeyRing.LIFETIME);
    private static final Instant DAY_THREE = DAY_TWO.plus(PrekeyRing.LIFETIME);
    private static final byte[] INFO = {1};
    private static final byte[] BOUND = {2};
    private static final byte[] PLAIN = {3};

    private final PrekeyRing ring = new PrekeyRing(new SecureRandom(), START);

    @Test
    void aPrekeyIsRenewedWhenItIsADayOld() {
        byte[] first = ring.published();
        assertThat(ring.renewWhenOld(DAY_TWO.minusNanos(1))).isFalse();
        assertThat(ring.published()).isEqualTo(first);
        assertThat(ring.renewWhenOld(DAY_TWO)).isTrue();
        assertThat(ring.published()).hasSize(32).isNotEqualTo(first);
        assertThat(ring.renewWhenOld(DAY_TWO)).isFalse();
    }

    @Test
    void whatWasSealedToThePreviousPrekeyOpensUntilTheNextRenewal() {
        byte[] box = seal();
        assertOpens(box);
        ring.renewWhenOld(DAY_TWO);
        assertOpens(box);
        byte[] second = seal();
        assertOpens(second);
        ring.renewWhenOld(DAY_THREE);
        assertThat(ring.open(INFO, BOUND, box)).isEmpty();
        assertOpens(second);
    }

    @Test
    void aClockThatWasSetBackRenewsNothing() {
        assertThat(ring.renewWhenOld(START.minus(PrekeyRing.LIFETIME))).isFalse();
    }

    private byte[] seal() {
        return Sealing.seal(ring.published(), INFO, BOUND, PLAIN);
    }

    private void assertOpens(byte[] box) {
        assertThat(ring.open(INFO, BOUND, box))
                .hasValueSatisfying(opened -> assertThat(opened).isEqualTo(PLAIN));
    }
}
