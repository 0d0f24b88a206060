package org.resilientswarm.core.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.wire.Protocol;

class ProbeMeterTest {
    private static final long MS = 1_000_000;
    private static final long SECOND = 1000 * MS;

    /// Any moment will do, the monotonic clock may be negative.
    private static final long OPENED = -5 * SECOND;

    private final ProbeMeter meter = new ProbeMeter(OPENED);
    private long now = OPENED;

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(meter.quality()).isEqualTo(LinkQuality.UNKNOWN);
        assertThat(meter.state(now)).isEqualTo(LinkState.GOOD);
        assertThat(meter.reason(now)).isEqualTo("not measured yet");
    }

    /// RFC 6298, section 2, computed by hand: alpha is 1/8, beta is 1/4.
    @Test
    void theRoundTripIsSmoothedAsInRfc6298() {
        answeredAfter(100 * MS);
        assertQuality(Duration.ofMillis(100), Duration.ofMillis(50), 1);
        answeredAfter(200 * MS);
        assertQuality(Duration.ofNanos(112_500_000), Duration.ofNanos(62_500_000), 2);
        answeredAfter(80 * MS);
        assertQuality(Duration.ofNanos(108_437_500), Duration.ofNanos(55_000_000), 3);
    }

    @Test
    void anAnswerTellsItsRoundTrip() {
        long id = meter.send(now);
        assertThat(meter.answered(id, now + 7 * MS)).hasValue(7 * MS);
    }

    @Test
    void anAnswerThatNobodyWaitsForIsIgnored() {
        long id = meter.send(now);
        assertThat(meter.answered(id + 1, now + MS)).isEmpty();
        assertThat(meter.answered(id, now + MS)).isPresent();
        assertThat(meter.answered(id, now + 2 * MS)).isEmpty();
        assertQuality(Duration.ofMillis(1), Duration.ofNanos(500_000), 1);
        assertThat(meter.quality().loss()).isZero();
    }

    @Test
    void anAnswerThatIsTooLateCountsAsLost() {
        long id = meter.send(now);
        meter.expire(now + Protocol.PROBE_TIMEOUT.toNanos());
        assertThat(meter.answered(id, now + Protocol.PROBE_TIMEOUT.toNanos())).isEmpty();
        assertThat(meter.quality()).isEqualTo(new LinkQuality(null, null, 1, 0));
    }

    @Test
    void aProbeCountsAsLostAfterItsTimeAndNotBefore() {
        meter.send(now);
        meter.expire(now + Protocol.PROBE_TIMEOUT.toNanos() - 1);
        assertThat(meter.quality().loss()).isZero();
        meter.expire(now + Protocol.PROBE_TIMEOUT.toNanos());
        assertThat(meter.quality().loss()).isEqualTo(1);
    }

    @Test
    void lossIsTheShareAmongTheLastProbes() {
        isLost();
        for (int i = 1; i < Protocol.PROBE_WINDOW; i++) {
            answeredAfter(MS);
        }
        assertThat(meter.quality().loss()).isEqualTo(1.0 / Protocol.PROBE_WINDOW);
        answeredAfter(MS);
        assertThat(meter.quality().loss()).isZero();
    }

    @Test
    void aLinkThatLosesMoreThanTheLimitIsPoor() {
        for (int i = 0; i < 3; i++) {
            isLost();
        }
        for (int i = 0; i < 57; i++) {
            answeredAfter(MS);
        }
        assertThat(meter.quality().loss()).isEqualTo(0.05, within(1e-12));
        assertThat(meter.state(now)).isEqualTo(LinkState.GOOD);
        isLost();
        assertThat(meter.state(now)).isEqualTo(LinkState.POOR);
        assertThat(meter.reason(now)).isEqualTo("7 % of the last 61 probes were lost");
    }

    @Test
    void aLinkThatIsSlowerThanTheLimitIsPoor() {
        answeredAfter(Protocol.POOR_RTT.toNanos());
        assertThat(meter.state(now)).isEqualTo(LinkState.GOOD);
        assertThat(meter.reason(now)).isEqualTo("probes are answered in good time");
        answeredAfter(Protocol.POOR_RTT.toNanos() + 8 * MS);
        assertThat(meter.state(now)).isEqualTo(LinkState.POOR);
        assertThat(meter.reason(now)).isEqualTo("a round trip takes 301 ms");
    }

    @Test
    void aLinkIsLostAfterItsSilenceToTheNanosecond() {
        long end = OPENED + Protocol.LINK_SILENCE.toNanos();
        assertThat(meter.silentAt()).isEqualTo(end);
        assertThat(meter.state(end - 1)).isEqualTo(LinkState.GOOD);
        assertThat(meter.state(end)).isEqualTo(LinkState.LOST);
        assertThat(meter.state(end + 1)).isEqualTo(LinkState.LOST);
        assertThat(meter.reason(end)).isEqualTo("no answer for 15 s");
    }

    @Test
    void whateverIsHeardProvesThatTheLinkLives() {
        meter.heard(now + SECOND);
        assertThat(meter.silentAt()).isEqualTo(now + SECOND + Protocol.LINK_SILENCE.toNanos());
        answeredAfter(3 * SECOND / 2);
        assertThat(meter.silentAt()).isEqualTo(now + Protocol.LINK_SILENCE.toNanos());
    }

    @Test
    void whatIsSentProvesNothing() {
        meter.send(now + SECOND);
        assertThat(meter.silentAt()).isEqualTo(OPENED + Protocol.LINK_SILENCE.toNanos());
    }

    @Test
    void aNewLinkIsProbedInAShortTrainAndThenSeldom() {
        assertThat(meter.nextProbeAt()).isLessThanOrEqualTo(now);
        for (int i = 1; i < Protocol.PROBE_TRAIN; i++) {
            long sent = now;
            answeredAfter(MS);
            assertThat(meter.nextProbeAt())
                    .isEqualTo(sent + Protocol.PROBE_TRAIN_INTERVAL.toNanos());
        }
        long sent = now;
        answeredAfter(MS);
        assertThat(meter.nextProbeAt()).isEqualTo(sent + Protocol.PROBE_INTERVAL_IDLE.toNanos());
    }

    @Test
    void aLinkWhoseAnswerIsOverdueIsProbedOften() {
        for (int i = 0; i < Protocol.PROBE_TRAIN; i++) {
            answeredAfter(MS);
        }
        long sent = now;
        meter.send(sent);
        assertThat(meter.nextProbeAt()).isEqualTo(sent + Protocol.PROBE_INTERVAL.toNanos());
        meter.expire(sent + Protocol.PROBE_TIMEOUT.toNanos());
        assertThat(meter.nextProbeAt()).isEqualTo(sent + Protocol.PROBE_INTERVAL.toNanos());
    }

    @Test
    void idsCountFromOne() {
        assertThat(meter.send(now)).isEqualTo(1);
        assertThat(meter.send(now)).isEqualTo(2);
    }

    @Test
    void theAgeIsTheTimeSinceTheLinkOpened() {
        assertThat(meter.age(OPENED + 3 * SECOND)).isEqualTo(Duration.ofSeconds(3));
    }

    private void answeredAfter(long nanos) {
        long id = meter.send(now);
        now += nanos;
        assertThat(meter.answered(id, now)).hasValue(nanos);
    }

    private void isLost() {
        meter.send(now);
        now += Protocol.PROBE_TIMEOUT.toNanos();
        meter.expire(now);
    }

    private void assertQuality(Duration rtt, Duration jitter, long samples) {
        assertThat(meter.quality()).isEqualTo(new LinkQuality(rtt, jitter, 0, samples));
    }
}
