package org.resilientswarm.core.signal.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

class RequestsTest {
    private static final Identity ANNA = Identity.ofSeed(new byte[32]);
    private static final PublicKey KEY = ANNA.publicKey();

    private final ManualLine line = new ManualLine();
    private final Requests requests = new Requests(line, line);
    private final Random random = new Random(4);

    private Signal signal() {
        return TestSignals.signal(ANNA, KEY, new byte[1], line.now(), random);
    }

    @Test
    void aSignalThatNobodyAcknowledgedIsSentAgainOverTheNextConnection() {
        line.open = true;
        Signal lost = signal();
        Signal delivered = signal();
        requests.send(lost);
        requests.send(delivered);
        requests.delivered(delivered.id());
        line.said.clear();

        requests.resume();

        assertThat(line.said).containsExactly(new ExchangeMessage.Carried(lost));
    }

    @Test
    void aSignalThatTheExchangeHadAlreadyIsNotToldAsUndelivered() {
        line.open = true;
        Signal signal = signal();
        requests.send(signal);
        requests.refused(ErrorCode.SIGNAL_REPLAYED, "before", ExchangeCodec.reference(signal.id()));
        line.pass(Duration.ofMinutes(2));
        assertThat(line.told).isEmpty();
    }

    @Test
    void aRefusedSignalIsToldOnce() {
        line.open = true;
        Signal signal = signal();
        requests.send(signal);
        requests.refused(ErrorCode.RATE_LIMITED, "too many", ExchangeCodec.reference(signal.id()));
        requests.expired(signal.id());
        line.pass(Duration.ofMinutes(2));
        assertThat(line.told)
                .containsExactly(
                        new SignalInput.SignalUndelivered(
                                "line", KEY, ErrorCode.RATE_LIMITED, "too many"));
    }

    @Test
    void aSignalThatCouldNotBeSentExpiresWithTheReason() {
        requests.send(signal());
        line.pass(Duration.ofSeconds(29));
        assertThat(line.told).isEmpty();
        line.pass(Duration.ofSeconds(1));
        assertThat(line.told)
                .containsExactly(
                        new SignalInput.SignalUndelivered(
                                "line",
                                KEY,
                                ErrorCode.SIGNAL_EXPIRED,
                                "the exchange is not connected: cut"));
    }

    @Test
    void aLookupWithoutPatienceFailsAtOnceWhileTheLineIsCut() {
        requests.lookup(KEY, Duration.ZERO);
        assertThat(line.told).containsExactly(new SignalInput.CardMissing("line", KEY, "cut"));
    }

    @Test
    void aLookupWaitsForTheLineAndAsksForWhatIsLeftOfItsTime() {
        requests.lookup(KEY, Duration.ofSeconds(10));
        line.pass(Duration.ofSeconds(4));
        line.open = true;
        requests.resume();
        assertThat(line.said)
                .containsExactly(new ExchangeMessage.Lookup(KEY, Duration.ofSeconds(6)));
    }

    @Test
    void aLookupThatTheLineNeverCameForFailsInTime() {
        requests.lookup(KEY, Duration.ofSeconds(10));
        line.pass(Duration.ofSeconds(10));
        assertThat(line.told).containsExactly(new SignalInput.CardMissing("line", KEY, "cut"));
    }

    @Test
    void anExchangeThatDoesNotAnswerIsNotWaitedForLong() {
        line.open = true;
        requests.lookup(KEY, Duration.ofSeconds(10));
        line.pass(Duration.ofSeconds(11));
        assertThat(line.told).isEmpty();
        line.pass(Duration.ofSeconds(1));
        assertThat(line.told)
                .containsExactly(
                        new SignalInput.CardMissing("line", KEY, "the exchange does not answer"));
    }

    @Test
    void anExchangeThatAnswersTooEarlyIsAskedOnceASecond() {
        line.open = true;
        requests.lookup(KEY, Duration.ofSeconds(5));
        int asked = 0;
        while (line.told.isEmpty()) {
            asked += line.said.size();
            line.said.clear();
            requests.unknown(KEY);
            line.pass(Duration.ofSeconds(1));
        }
        assertThat(asked).isBetween(4, 5);
        assertThat(line.told)
                .containsExactly(
                        new SignalInput.CardMissing(
                                "line", KEY, "nobody with this key is registered there"));
    }

    @Test
    void aCardIsToldOnceAndOnlyWhenAskedFor() {
        line.open = true;
        var card = new ExchangeMessage.Card(TestSignals.card(ANNA, 1, line.now()));
        requests.found(card);
        assertThat(line.told).isEmpty();
        requests.lookup(KEY, Duration.ofSeconds(5));
        requests.found(card);
        requests.found(card);
        line.pass(Duration.ofMinutes(1));
        assertThat(line.told).containsExactly(new SignalInput.CardFound("line", card.card()));
    }

    /// A line in virtual time.
    private static final class ManualLine implements Requests.Line, Clock {
        private record Timer(long at, Runnable step) {}

        final List<ExchangeMessage> said = new ArrayList<>();
        final List<SignalInput> told = new ArrayList<>();
        private final List<Timer> timers = new ArrayList<>();
        boolean open;
        private long nanos;

        void pass(Duration time) {
            long until = nanos + time.toNanos();
            while (true) {
                var due =
                        timers.stream()
                                .filter(timer -> timer.at <= until)
                                .min(Comparator.comparingLong(Timer::at));
                if (due.isEmpty()) {
                    break;
                }
                timers.remove(due.get());
                nanos = Math.max(nanos, due.get().at);
                due.get().step.run();
            }
            nanos = until;
        }

        @Override
        public String name() {
            return "line";
        }

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public String lostBecause() {
            return "cut";
        }

        @Override
        public void say(ExchangeMessage.FromClient message) {
            said.add(message);
        }

        @Override
        public void tell(SignalInput input) {
            told.add(input);
        }

        @Override
        public void later(Duration delay, Runnable step) {
            timers.add(new Timer(nanos + delay.toNanos(), step));
        }

        @Override
        public Instant now() {
            return Instant.EPOCH.plusNanos(nanos);
        }

        @Override
        public long nanos() {
            return nanos;
        }
    }
}
