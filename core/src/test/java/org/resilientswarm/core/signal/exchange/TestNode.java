package org.resilientswarm.core.signal.exchange;

import java.net.URI;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.SwarmThreads;
import org.resilientswarm.core.wire.Registration;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

/// One identity with one client of an exchange, and everything that the client told.
public final class TestNode implements AutoCloseable {
    public final Identity identity;
    public final List<SignalInput> inputs = new CopyOnWriteArrayList<>();
    public final List<Throwable> stray = new CopyOnWriteArrayList<>();
    public final ExchangeClient client;
    private final ExecutorService httpThreads;
    private final ScheduledExecutorService loop;
    private final HttpClient http;

    private TestNode(Identity identity, int prekey, URI url, Options options) {
        this.identity = identity;
        var threads = new SwarmThreads((_, thrown) -> stray.add(thrown));
        httpThreads = threads.virtual("test-http");
        loop = options.loop == null ? threads.timed("test-loop") : options.loop;
        HttpClient.Builder builder = HttpClient.newBuilder().executor(httpThreads);
        if (options.tls != null) {
            builder.sslContext(options.tls);
        }
        http = builder.build();
        client =
                new ExchangeClient(
                        new ExchangeAccess(
                                CompletableFuture.completedFuture(http),
                                loop,
                                options.clock,
                                new Random(1),
                                () -> TestSignals.card(identity, prekey, Instant.now()),
                                (nonce, authority) ->
                                        Registration.sign(identity, nonce, authority)),
                        url,
                        options.room,
                        inputs::add);
    }

    /// What is not as usual about a node.
    ///
    /// @param loop its loop, or null for a usual one
    /// @param tls whom it trusts, or null for the usual ones
    public record Options(
            @Nullable String room,
            Clock clock,
            @Nullable ScheduledExecutorService loop,
            @Nullable SSLContext tls) {
        public static final Options NONE = new Options(null, Clock.system(), null, null);

        public Options withRoom(String name) {
            return new Options(name, clock, loop, tls);
        }

        public Options withClock(Clock other) {
            return new Options(room, other, loop, tls);
        }

        public Options withLoop(ScheduledExecutorService other) {
            return new Options(room, clock, other, tls);
        }

        public Options withTls(SSLContext other) {
            return new Options(room, clock, loop, other);
        }
    }

    /// A node with an identity of its own.
    public static TestNode at(URI url) {
        return at(url, Options.NONE);
    }

    /// A node with an identity of its own, and something unusual.
    public static TestNode at(URI url, Options options) {
        return new TestNode(Identity.generate(new SecureRandom()), 1, url, options);
    }

    /// A node with a given identity.
    public static TestNode of(Identity identity, int prekey, URI url) {
        return new TestNode(identity, prekey, url, Options.NONE);
    }

    public PublicKey key() {
        return identity.publicKey();
    }

    public Signal signalTo(PublicKey to, int size) {
        return TestSignals.signal(identity, to, new byte[size], Instant.now(), new SecureRandom());
    }

    public TestNode connected() {
        return awaitState(ExchangeState.CONNECTED, 1);
    }

    /// Waits until the client was in a state so many times.
    public TestNode awaitState(ExchangeState state, long times) {
        waiting().until(() -> changes(state) >= times);
        return this;
    }

    /// Waits for an input of a kind that fits.
    public <T extends SignalInput> T await(Class<T> kind, Predicate<T> fits) {
        return waiting()
                .until(() -> told(kind).filter(fits).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    /// The inputs of a kind so far.
    public <T extends SignalInput> Stream<T> told(Class<T> kind) {
        return inputs.stream().filter(kind::isInstance).map(kind::cast);
    }

    private long changes(ExchangeState state) {
        return told(SignalInput.ExchangeChanged.class)
                .filter(changed -> changed.state() == state)
                .count();
    }

    private static ConditionFactory waiting() {
        return Awaitility.await().pollInterval(Duration.ofMillis(2)).atMost(Duration.ofSeconds(20));
    }

    @Override
    public void close() {
        client.close();
        http.close();
        loop.shutdown();
        httpThreads.close();
    }
}
