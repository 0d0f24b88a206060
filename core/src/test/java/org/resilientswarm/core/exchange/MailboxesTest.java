package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

class MailboxesTest {
    private static final Identity ANNA = Identity.ofSeed(new byte[32]);
    private static final Identity BEN =
            Identity.ofSeed(Identity.ofSeed(new byte[32]).publicKey().bytes());

    private final Random random = new Random(7);
    private final AtomicLong nanos = new AtomicLong();
    private final List<Mailboxes.Letter> expired = new ArrayList<>();
    private final Mailboxes mailboxes =
            new Mailboxes(
                    ExchangeLimits.defaults(),
                    Runnable::run,
                    Scheduler.disabledScheduler(),
                    nanos::get,
                    expired::add);
    private final ConnectionFixture sender = new ConnectionFixture();

    private Mailboxes.Letter letter(Identity to, Duration ttl, int size) {
        Signal signal =
                TestSignals.signal(
                        ANNA, to.publicKey(), new byte[size], Instant.EPOCH, ttl, random);
        return new Mailboxes.Letter(signal, sender.connection());
    }

    private Mailboxes.Letter letter() {
        return letter(BEN, Protocol.SIGNAL_TTL, 10);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
        mailboxes.expire();
    }

    @Test
    void lettersAreTakenInTheOrderInWhichTheyCame() {
        var first = letter();
        var second = letter();
        mailboxes.put(first);
        mailboxes.put(second);

        assertThat(mailboxes.take(BEN.publicKey())).containsExactly(first, second);
        assertThat(mailboxes.take(BEN.publicKey())).isEmpty();
        assertThat(mailboxes.size()).isZero();
    }

    @Test
    void aKeyHas32LettersAtMost() {
        for (int i = 0; i < 32; i++) {
            assertThat(mailboxes.put(letter())).isTrue();
        }
        assertThat(mailboxes.put(letter())).isFalse();
        assertThat(mailboxes.put(letter(ANNA, Protocol.SIGNAL_TTL, 10))).isTrue();
        assertThat(mailboxes.size()).isEqualTo(33);
    }

    @Test
    void aLetterWaitsForThirtySecondsAndThenItsSenderHears() {
        var waiting = letter();
        mailboxes.put(waiting);

        pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(expired).isEmpty();
        assertThat(mailboxes.size()).isEqualTo(1);

        // The timer wheel turns about once a second.
        pass(Duration.ofSeconds(2));
        assertThat(expired).containsExactly(waiting);
        assertThat(mailboxes.size()).isZero();
        assertThat(mailboxes.take(BEN.publicKey())).isEmpty();
    }

    @Test
    void aLetterWithAShorterTimeToLiveWaitsNoLonger() {
        var brief = letter(BEN, Duration.ofSeconds(5), 10);
        var lasting = letter();
        mailboxes.put(brief);
        mailboxes.put(lasting);

        pass(Duration.ofSeconds(6));

        assertThat(expired).containsExactly(brief);
        assertThat(mailboxes.take(BEN.publicKey())).containsExactly(lasting);
    }

    @Test
    void aTakenLetterDoesNotExpire() {
        mailboxes.put(letter());
        mailboxes.take(BEN.publicKey());
        pass(Duration.ofMinutes(2));
        assertThat(expired).isEmpty();
    }

    @Test
    void allBoxesTogetherStayBelowSixteenMebibytes() {
        int largest = Protocol.MAX_SIGNAL_BOX_BYTES;
        for (int i = 0; i < 600; i++) {
            Identity receiver = Identity.generate(new java.security.SecureRandom());
            assertThat(mailboxes.put(letter(receiver, Protocol.SIGNAL_TTL, largest))).isTrue();
        }
        mailboxes.expire();
        assertThat((long) mailboxes.size() * largest).isLessThanOrEqualTo(16L * 1024 * 1024);
        assertThat(mailboxes.size() + expired.size()).isEqualTo(600);
    }
}
