package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.signal.SignalInput;
import org.resilientswarm.core.signal.exchange.TestNode;
import org.resilientswarm.core.signal.exchange.TinyWebSocket;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.Registration;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

/// What one client does wrong is answered with a typed error, is counted, and never disturbs a pair
/// of others, whose signals go back and forth before, during and after.
class HostileClientsIT {
    private final SecureRandom random = new SecureRandom();
    private final HttpClient http = HttpClient.newHttpClient();
    private SignalExchange exchange;
    private TestNode anna;
    private TestNode ben;

    @BeforeEach
    void open() {
        exchange = openExchange();
        anna = TestNode.at(exchange.url()).connected();
        ben = TestNode.at(exchange.url()).connected();
    }

    @AfterEach
    void othersAreUndisturbed() {
        try {
            assertPairTalks();
            assertThat(anna.told(SignalInput.ExchangeChanged.class)).hasSize(2);
            assertThat(ben.told(SignalInput.ExchangeChanged.class)).hasSize(2);
            assertThat(anna.stray).isEmpty();
        } finally {
            anna.close();
            ben.close();
            exchange.close();
            http.close();
        }
    }

    private static SignalExchange openExchange() {
        return SignalExchange.open(
                ExchangeConfig.on(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
    }

    private void assertPairTalks() {
        Signal there = anna.signalTo(ben.key(), 2_000);
        anna.client.send(there);
        ben.await(
                SignalInput.SignalArrived.class,
                arrived -> java.util.Arrays.equals(arrived.signal().id(), there.id()));
    }

    private RawClient connect() {
        return new RawClient(http, exchange.url());
    }

    private RawClient registered(Identity identity) {
        return connect().registered(identity, exchange.url());
    }

    private Identity identity() {
        return Identity.generate(random);
    }

    private Signal signal(Identity from, PublicKey to) {
        return TestSignals.signal(from, to, new byte[100], Instant.now(), random);
    }

    private static ErrorCode refusal(RawClient client) {
        return client.await(ExchangeMessage.Refused.class).code();
    }

    private void awaitCounted(ErrorCode code, double atLeast) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> counted(code) >= atLeast);
    }

    private double counted(ErrorCode code) throws IOException, InterruptedException {
        String line = "rswarm_exchange_refused_total{code=\"" + code + "\"} ";
        return get("/metrics")
                .body()
                .lines()
                .filter(text -> text.startsWith(line))
                .mapToDouble(text -> Double.parseDouble(text.substring(line.length())))
                .sum();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(java.net.URI.create("http://" + exchange.address() + path))
                        .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void garbageIsAnsweredAndTheTwentiethEndsTheConnection() {
        try (RawClient hostile = connect()) {
            for (int i = 0; i < 20; i++) {
                hostile.say("{\"garbage\": ");
                assertPairTalks();
            }
            assertThat(refusal(hostile)).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
            assertThat(hostile.awaitClose()).isEqualTo(1008);
            awaitCounted(ErrorCode.MESSAGE_MALFORMED, 20);
        }
    }

    @Test
    void aBinaryMessageIsAnswered() {
        try (RawClient hostile = registered(identity())) {
            hostile.sayBinary(new byte[] {1, 2, 3});
            assertThat(refusal(hostile)).isEqualTo(ErrorCode.MESSAGE_MALFORMED);
            awaitCounted(ErrorCode.MESSAGE_MALFORMED, 1);
        }
    }

    @Test
    void anUnknownMessageIsAnswered() {
        try (RawClient hostile = registered(identity())) {
            hostile.say("{\"type\":\"teleport\"}");
            assertThat(refusal(hostile)).isEqualTo(ErrorCode.MESSAGE_UNKNOWN);
            awaitCounted(ErrorCode.MESSAGE_UNKNOWN, 1);
        }
    }

    @Test
    void aMessageAtTheLimitIsReadAndALargerOneEndsTheConnection() {
        String start = "{\"type\":\"room\",\"name\":\"x\",\"pad\":\"";
        String largest = start + "p".repeat(64 * 1024 - start.length() - 2) + "\"}";
        try (RawClient hostile = registered(identity())) {
            hostile.say(largest);
            hostile.await(ExchangeMessage.RoomMembers.class);
            hostile.say(" " + largest);
            assertThat(hostile.awaitClose()).isEqualTo(1009);
            awaitCounted(ErrorCode.MESSAGE_OVERSIZED, 1);
        }
    }

    @Test
    void whoDoesNotRegisterIsSentAway() {
        try (RawClient halfOpen = connect()) {
            assertThat(halfOpen.awaitClose()).isEqualTo(1008);
            assertThat(refusal(halfOpen)).isEqualTo(ErrorCode.REGISTRATION_REQUIRED);
            awaitCounted(ErrorCode.REGISTRATION_REQUIRED, 1);
        }
    }

    @Test
    void aRegistrationThatAnotherExchangeOfThisMachinePassesOnIsRefused() throws Exception {
        Identity victim = identity();
        var card = TestSignals.card(victim, 1, Instant.now());
        try (SignalExchange other = openExchange();
                // The other exchange dials this one in its own name, and shows the victim the
                // nonce that it gets; the victim believes to register there.
                var relay =
                        TinyWebSocket.dial(
                                new Socket(
                                        InetAddress.getLoopbackAddress(),
                                        exchange.address().port()),
                                other.address().toString())) {
            var hello = (ExchangeMessage.Hello) relay.hearServer();
            byte[] signature =
                    Registration.sign(victim, hello.nonce(), Registration.authority(other.url()));
            relay.say(new ExchangeMessage.Register(card, signature));
            var refused = (ExchangeMessage.Refused) relay.hearServer();
            assertThat(refused.code()).isEqualTo(ErrorCode.REGISTRATION_REPLAYED);
            awaitCounted(ErrorCode.REGISTRATION_REPLAYED, 1);
        }
    }

    @Test
    void aRegistrationSignedForAnotherExchangeIsRefused() {
        Identity victim = identity();
        var card = TestSignals.card(victim, 1, Instant.now());
        try (SignalExchange other = openExchange();
                RawClient here = connect()) {
            byte[] forOther =
                    Registration.sign(victim, here.nonce(), Registration.authority(other.url()));
            here.say(new ExchangeMessage.Register(card, forOther));
            assertThat(refusal(here)).isEqualTo(ErrorCode.REGISTRATION_REPLAYED);
            assertThat(here.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aRegistrationRecordedOnAnEarlierConnectionIsRefused() {
        Identity victim = identity();
        var card = TestSignals.card(victim, 1, Instant.now());
        try (RawClient first = connect();
                RawClient second = connect()) {
            byte[] recorded =
                    Registration.sign(
                            victim, first.nonce(), Registration.authority(exchange.url()));
            first.say(new ExchangeMessage.Register(card, recorded));
            first.await(ExchangeMessage.Registered.class);
            second.say(new ExchangeMessage.Register(card, recorded));
            assertThat(refusal(second)).isEqualTo(ErrorCode.REGISTRATION_REPLAYED);
        }
    }

    @Test
    void aReplayedSignalIsRefused() {
        Identity sender = identity();
        try (RawClient hostile = registered(sender)) {
            Signal signal = signal(sender, anna.key());
            hostile.say(new ExchangeMessage.Carried(signal));
            hostile.say(new ExchangeMessage.Carried(signal));
            assertThat(refusal(hostile)).isEqualTo(ErrorCode.SIGNAL_REPLAYED);
            awaitCounted(ErrorCode.SIGNAL_REPLAYED, 1);
            assertPairTalks();
            assertThat(
                            anna.told(SignalInput.SignalArrived.class)
                                    .filter(a -> a.signal().from().equals(sender.publicKey())))
                    .hasSize(1);
        }
    }

    @Test
    void aSignalInAnothersNameIsRefused() {
        Identity sender = identity();
        try (RawClient hostile = registered(sender)) {
            Signal good = signal(sender, anna.key());
            hostile.say(
                    new ExchangeMessage.Carried(
                            new Signal(
                                    good.to(),
                                    ben.key(),
                                    good.id(),
                                    good.kind(),
                                    good.created(),
                                    good.ttl(),
                                    good.box(),
                                    good.signature())));
            assertThat(refusal(hostile)).isEqualTo(ErrorCode.SIGNATURE_WRONG);
            awaitCounted(ErrorCode.SIGNATURE_WRONG, 1);
            assertThat(anna.told(SignalInput.SignalArrived.class)).isEmpty();
        }
    }

    @Test
    void aFloodIsLimitedWhileOthersGoOn() {
        Identity sender = identity();
        try (RawClient hostile = registered(sender)) {
            for (int i = 0; i < 400; i++) {
                hostile.say(new ExchangeMessage.Ping(List.of()));
                if (i % 100 == 0) {
                    assertPairTalks();
                }
            }
            assertThat(refusal(hostile)).isEqualTo(ErrorCode.RATE_LIMITED);
            awaitCounted(ErrorCode.RATE_LIMITED, 1);
            long served =
                    hostile.received.stream()
                            .filter(ExchangeMessage.Pong.class::isInstance)
                            .count();
            assertThat(served).isBetween(200L, 399L);
            assertThat(hostile.closedWith).isZero();
        }
    }

    @Test
    void thePagesAnswer() throws Exception {
        assertThat(get("/").body()).contains("ResilientSwarm signal exchange").contains("Running");
        HttpResponse<String> health = get("/health");
        assertThat(health.statusCode()).isEqualTo(200);
        assertThat(health.body()).contains("\"status\":\"ok\"").contains("\"registered\":2");
        assertThat(get("/metrics").body())
                .contains("rswarm_exchange_connections 2.0")
                .contains("rswarm_exchange_registered_keys 2.0")
                .contains("rswarm_exchange_mailbox_signals 0.0");
        assertThat(get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(get("/v1/signal").statusCode()).isEqualTo(426);
    }
}
