package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Registration;
import org.resilientswarm.core.wire.TestSignals;

/// An exchange without sockets, and clients whose ways out are lists.
final class ConnectionFixture {
    static final String AUTHORITY = "127.0.0.1:7900";

    private static final ExchangeCodec CODEC =
            new ExchangeCodec(Protocol.MAX_EXCHANGE_MESSAGE_BYTES);

    final ScheduledExecutorService timer =
            new SwarmThreads(
                            (_, thrown) -> {
                                throw new AssertionError(thrown);
                            })
                    .timed("test-timer");
    final Exchange exchange;

    ConnectionFixture() {
        this(ExchangeLimits.defaults());
    }

    ConnectionFixture(ExchangeLimits limits) {
        exchange =
                new Exchange(
                        limits,
                        Clock.system(),
                        timer,
                        Runnable::run,
                        new AuthorityCheck(
                                List.of(),
                                () -> 7900,
                                _ -> List.of(InetAddress.getLoopbackAddress()),
                                _ -> true),
                        () -> 0);
    }

    /// A connection that only stands for a sender.
    ExchangeConnection connection() {
        return new Client().connection;
    }

    Client open() {
        var client = new Client();
        client.connection.opened();
        return client;
    }

    Client register(Identity identity, int prekey) {
        Client client = open();
        client.register(identity, prekey);
        assertThat(client.last()).isInstanceOf(ExchangeMessage.Registered.class);
        return client;
    }

    /// Registers without a look at the answer, which mail may follow.
    Client registerWithMail(Identity identity, int prekey) {
        Client client = open();
        client.register(identity, prekey);
        return client;
    }

    /// One client.
    final class Client implements Outlet {
        final List<ExchangeMessage.FromServer> received = new ArrayList<>();
        final ExchangeConnection connection;
        int closedWith;
        int pings;

        private Client() {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            connection =
                    new ExchangeConnection(
                            exchange,
                            this,
                            new InetSocketAddress(loopback, 50_000),
                            new AuthorityCheck.Arrival(AUTHORITY, false, loopback));
        }

        void say(ExchangeMessage.FromClient message) {
            connection.received(CODEC.encode(message));
        }

        void register(Identity identity, int prekey) {
            byte[] nonce = ((ExchangeMessage.Hello) received.getFirst()).nonce();
            say(
                    new ExchangeMessage.Register(
                            TestSignals.card(identity, prekey, Instant.now()),
                            Registration.sign(identity, nonce, AUTHORITY)));
        }

        ExchangeMessage.FromServer last() {
            return received.getLast();
        }

        ExchangeMessage.Refused refusal() {
            assertThat(last()).isInstanceOf(ExchangeMessage.Refused.class);
            return (ExchangeMessage.Refused) last();
        }

        long count(Predicate<ExchangeMessage> fits) {
            return received.stream().filter(fits).count();
        }

        @Override
        public void send(String text) {
            try {
                received.add(CODEC.decodeFromServer(text));
            } catch (MalformedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void ping() {
            pings++;
        }

        @Override
        public void close(int status, String reason) {
            closedWith = status;
            connection.closed();
        }
    }

    static ExchangeLimits limits(int signalsPerSecond, int burst, int roomsPerKey) {
        return new ExchangeLimits(
                64 * 1024, signalsPerSecond, burst, 20, roomsPerKey, 32, Duration.ofSeconds(30));
    }
}
