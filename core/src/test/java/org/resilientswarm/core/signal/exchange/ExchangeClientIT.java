package org.resilientswarm.core.signal.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.Signal;

class ExchangeClientIT {
    private static SignalExchange open(int port) {
        return SignalExchange.open(
                ExchangeConfig.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
    }

    @Test
    void twoClientsExchangeSignals() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected();
                TestNode ben = TestNode.at(exchange.url()).connected()) {
            Signal there = anna.signalTo(ben.key(), 3_000);
            Signal back = ben.signalTo(anna.key(), 100);

            anna.client.send(there);
            ben.client.send(back);

            var atBen = ben.await(SignalInput.SignalArrived.class, _ -> true);
            var atAnna = anna.await(SignalInput.SignalArrived.class, _ -> true);
            assertThat(atBen.signal()).usingRecursiveComparison().isEqualTo(there);
            assertThat(atAnna.signal()).usingRecursiveComparison().isEqualTo(back);
            assertThat(exchange.stats().delivered()).isEqualTo(2);
            assertThat(anna.stray).isEmpty();
        }
    }

    @Test
    void aLookupWaitsForAKeyThatIsLate() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected();
                TestNode ben = TestNode.at(exchange.url())) {
            anna.client.lookup(ben.key(), Duration.ofSeconds(10));

            var found = anna.await(SignalInput.CardFound.class, _ -> true);
            assertThat(found.card().key()).isEqualTo(ben.key());
        }
    }

    @Test
    void aClientComesBackAfterTheExchangeRestarted() {
        SignalExchange first = open(0);
        int port = first.address().port();
        try (TestNode anna = TestNode.at(first.url()).connected()) {
            first.close();
            anna.awaitState(ExchangeState.LOST, 1);
            try (SignalExchange second = open(port);
                    TestNode ben = TestNode.at(second.url()).connected()) {
                anna.awaitState(ExchangeState.CONNECTED, 2);
                Signal signal = ben.signalTo(anna.key(), 10);
                ben.client.send(signal);
                var arrived = anna.await(SignalInput.SignalArrived.class, _ -> true);
                assertThat(Arrays.equals(arrived.signal().id(), signal.id())).isTrue();
            }
        }
    }

    @Test
    void aSignalWaitsForAReceiverThatIsLate() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected()) {
            Identity late = Identity.generate(new SecureRandom());
            Signal signal = anna.signalTo(late.publicKey(), 10);
            anna.client.send(signal);
            await().until(() -> exchange.stats().waiting() == 1);

            try (TestNode ben = TestNode.of(late, 1, exchange.url())) {
                ben.await(SignalInput.SignalArrived.class, _ -> true);
            }
            assertThat(anna.told(SignalInput.SignalUndelivered.class)).isEmpty();
        }
    }

    @Test
    void whatIsSentBeforeTheConnectionStandsIsNotLost() {
        try (SignalExchange exchange = open(0);
                TestNode ben = TestNode.at(exchange.url()).connected();
                TestNode anna = TestNode.at(exchange.url())) {
            anna.client.send(anna.signalTo(ben.key(), 10));
            ben.await(SignalInput.SignalArrived.class, _ -> true);
        }
    }

    @Test
    void aLookupInVainIsToldWithTheReason() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected()) {
            var nobody = Identity.generate(new SecureRandom()).publicKey();
            anna.client.lookup(nobody, Duration.ofMillis(300));
            var missing = anna.await(SignalInput.CardMissing.class, _ -> true);
            assertThat(missing.key()).isEqualTo(nobody);
            assertThat(missing.reason()).contains("nobody with this key");

            anna.client.lookup(nobody, Duration.ZERO);
            await().until(() -> anna.told(SignalInput.CardMissing.class).count() == 2);
        }
    }

    @Test
    void bothNodesWithOneIdentityAreTold() {
        Identity same = Identity.generate(new SecureRandom());
        try (SignalExchange exchange = open(0);
                TestNode first = TestNode.of(same, 1, exchange.url()).connected();
                TestNode second = TestNode.of(same, 2, exchange.url())) {
            first.await(SignalInput.IdentityElsewhere.class, _ -> true);
            second.await(SignalInput.IdentityElsewhere.class, _ -> true);
        }
    }

    @Test
    void membersOfARoomFindEachOther() {
        TestNode.Options garden = TestNode.Options.NONE.withRoom("garden");
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url(), garden).connected();
                TestNode ben = TestNode.at(exchange.url(), garden);
                TestNode outside = TestNode.at(exchange.url()).connected()) {
            anna.await(
                    SignalInput.RoomMemberFound.class,
                    found -> found.card().key().equals(ben.key()));
            ben.await(
                    SignalInput.RoomMemberFound.class,
                    found -> found.card().key().equals(anna.key()));
            assertThat(outside.told(SignalInput.RoomMemberFound.class)).isEmpty();
        }
    }

    @Test
    void theSurroundingsAreTold() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url())) {
            var observed = anna.await(SignalInput.AddressObserved.class, _ -> true);
            assertThat(observed.observed().host()).isEqualTo("127.0.0.1");
            assertThat(observed.stun()).isEqualTo(new HostPort("127.0.0.1", exchange.stunPort()));
        }
    }

    @Test
    void aClockThatIsOffIsTold() {
        Clock behind =
                new Clock() {
                    @Override
                    public Instant now() {
                        return Instant.now().minusSeconds(300);
                    }

                    @Override
                    public long nanos() {
                        return System.nanoTime();
                    }
                };
        try (SignalExchange exchange = open(0);
                TestNode anna =
                        TestNode.at(exchange.url(), TestNode.Options.NONE.withClock(behind))) {
            var difference = anna.await(SignalInput.ClockDifference.class, _ -> true);
            assertThat(difference.aheadMillis()).isBetween(299_000L, 301_000L);
        }
    }

    @Test
    void anExchangeThatIsNotThereIsToldAndTriedAgain() throws IOException {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        try (TestNode anna = TestNode.at(URI.create("ws://127.0.0.1:" + port))) {
            anna.awaitState(ExchangeState.LOST, 1);
            var lost =
                    anna.await(
                            SignalInput.ExchangeChanged.class,
                            changed -> changed.state() == ExchangeState.LOST);
            assertThat(lost.code()).isEqualTo(ErrorCode.EXCHANGE_UNREACHABLE);
            assertThat(lost.reason()).isNotBlank();
            anna.client.lookup(anna.key(), Duration.ZERO);
            anna.await(SignalInput.CardMissing.class, _ -> true);
            try (SignalExchange _ = open(port)) {
                anna.connected();
            }
        }
    }

    @Test
    void aServerThatIsNoExchangeRefuses() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestNode anna =
                        TestNode.at(URI.create("ws://127.0.0.1:" + server.getLocalPort()))) {
            try (Socket accepted = server.accept()) {
                accepted.getOutputStream()
                        .write(
                                "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                var refused =
                        anna.await(
                                SignalInput.ExchangeChanged.class,
                                changed -> changed.state() == ExchangeState.REFUSED);
                assertThat(refused.code()).isEqualTo(ErrorCode.EXCHANGE_REFUSED);
                assertThat(refused.reason()).contains("404");
            }
        }
    }

    @Test
    void anExchangeThatFellSilentIsGivenUp() throws Exception {
        var hasty = new HastyTimer(100);
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestNode anna =
                        TestNode.at(
                                URI.create("ws://127.0.0.1:" + server.getLocalPort()),
                                TestNode.Options.NONE.withLoop(hasty));
                TinyWebSocket silent = TinyWebSocket.accept(server.accept())) {
            silent.say(new ExchangeMessage.Hello(1, new byte[32], Instant.now(), 0));
            assertThat(silent.hearClient()).isInstanceOf(ExchangeMessage.Register.class);
            silent.say(new ExchangeMessage.Registered(new HostPort("127.0.0.1", 1), false));

            var lost =
                    anna.await(
                            SignalInput.ExchangeChanged.class,
                            changed -> changed.state() == ExchangeState.LOST);
            assertThat(lost.reason()).contains("no answer to a ping");
        } finally {
            hasty.shutdownNow();
        }
    }

    @Test
    void anExchangeOfAnotherVersionIsRefused() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                TestNode anna = TestNode.at(URI.create("ws://127.0.0.1:" + server.getLocalPort()));
                TinyWebSocket newer = TinyWebSocket.accept(server.accept())) {
            newer.say(new ExchangeMessage.Hello(2, new byte[32], Instant.now(), 0));
            var refused =
                    anna.await(
                            SignalInput.ExchangeChanged.class,
                            changed -> changed.state() == ExchangeState.REFUSED);
            assertThat(refused.code()).isEqualTo(ErrorCode.VERSION_MISMATCH);
        }
    }

    @Test
    void nothingIsToldAfterClose() {
        try (SignalExchange exchange = open(0);
                TestNode anna = TestNode.at(exchange.url()).connected();
                TestNode ben = TestNode.at(exchange.url()).connected()) {
            anna.client.close();
            int told = anna.inputs.size();
            ben.client.send(ben.signalTo(anna.key(), 10));
            anna.client.lookup(ben.key(), Duration.ofSeconds(1));
            await().until(() -> exchange.stats().registered() == 1);
            assertThat(anna.inputs).hasSize(told);
        }
    }

    /// Time runs faster by a factor; only the delays, not the clock.
    private static final class HastyTimer extends ScheduledThreadPoolExecutor {
        private final long factor;

        HastyTimer(long factor) {
            super(1);
            this.factor = factor;
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
            return super.schedule(command, unit.toNanos(delay) / factor, TimeUnit.NANOSECONDS);
        }
    }
}
