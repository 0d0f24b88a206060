package org.resilientswarm.core.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.exchange.ConnectionFixture.Client;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.ExchangeCodec;
import org.resilientswarm.core.wire.ExchangeMessage;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

class ExchangeConnectionTest {
    private final Random random = new Random(11);
    private final Identity anna = identity();
    private final Identity ben = identity();
    private ConnectionFixture fixture = new ConnectionFixture();

    @AfterEach
    void stop() {
        fixture.timer.shutdownNow();
    }

    private Identity identity() {
        byte[] seed = new byte[32];
        random.nextBytes(seed);
        return Identity.ofSeed(seed);
    }

    private Signal signal(Identity from, PublicKey to) {
        return TestSignals.signal(from, to, new byte[20], Instant.now(), random);
    }

    private long refused(ErrorCode code) {
        return fixture.exchange.metrics.refusedByCode().getOrDefault(code, 0L);
    }

    @Test
    void nothingIsDoneForWhoHasNotRegistered() {
        Client client = fixture.open();
        client.say(new ExchangeMessage.Ping(List.of(anna.publicKey())));
        assertThat(client.refusal().code()).isEqualTo(ErrorCode.REGISTRATION_REQUIRED);
        assertThat(client.closedWith).isZero();
        assertThat(refused(ErrorCode.REGISTRATION_REQUIRED)).isEqualTo(1);
    }

    @Test
    void aConnectionRegistersOnce() {
        Client client = fixture.register(anna, 1);
        client.register(anna, 1);
        assertThat(client.refusal().code()).isEqualTo(ErrorCode.REGISTRATION_REQUIRED);
        assertThat(client.closedWith).isZero();
    }

    @Test
    void aRegistrationForAnotherNonceEndsTheConnection() {
        Client recorded = fixture.open();
        Client replaying = fixture.open();
        byte[] nonce = ((ExchangeMessage.Hello) recorded.received.getFirst()).nonce();
        replaying.say(
                new ExchangeMessage.Register(
                        TestSignals.card(anna, 1, Instant.now()),
                        org.resilientswarm.core.wire.Registration.sign(
                                anna, nonce, ConnectionFixture.AUTHORITY)));
        assertThat(replaying.refusal().code()).isEqualTo(ErrorCode.REGISTRATION_REPLAYED);
        assertThat(replaying.closedWith).isEqualTo(1008);
        assertThat(fixture.exchange.directory.size()).isZero();
    }

    @Test
    void aSignalIsHandedOver() {
        Client sender = fixture.register(anna, 1);
        Client receiver = fixture.register(ben, 2);
        Signal signal = signal(anna, ben.publicKey());

        sender.say(new ExchangeMessage.Carried(signal));

        assertThat(receiver.last())
                .usingRecursiveComparison()
                .isEqualTo(new ExchangeMessage.Carried(signal));
        assertThat(sender.last())
                .usingRecursiveComparison()
                .isEqualTo(new ExchangeMessage.Delivered(signal.id()));
    }

    @Test
    void aSignalWaitsInTheMailboxUntilItsReceiverRegisters() {
        Client sender = fixture.register(anna, 1);
        Signal signal = signal(anna, ben.publicKey());
        sender.say(new ExchangeMessage.Carried(signal));
        assertThat(sender.last()).isInstanceOf(ExchangeMessage.Waiting.class);

        Client receiver = fixture.registerWithMail(ben, 2);

        assertThat(receiver.last())
                .usingRecursiveComparison()
                .isEqualTo(new ExchangeMessage.Carried(signal));
        assertThat(sender.last()).isInstanceOf(ExchangeMessage.Delivered.class);
    }

    @Test
    void aFullMailboxIsTold() {
        Client sender = fixture.register(anna, 1);
        for (int i = 0; i < 32; i++) {
            sender.say(new ExchangeMessage.Carried(signal(anna, ben.publicKey())));
            assertThat(sender.last()).isInstanceOf(ExchangeMessage.Waiting.class);
        }
        Signal oneMore = signal(anna, ben.publicKey());
        sender.say(new ExchangeMessage.Carried(oneMore));
        assertThat(sender.refusal().code()).isEqualTo(ErrorCode.LIMIT_REACHED);
        assertThat(sender.refusal().reference()).isEqualTo(ExchangeCodec.reference(oneMore.id()));
    }

    @Test
    void aRepeatedSignalIsRefused() {
        Client sender = fixture.register(anna, 1);
        Client receiver = fixture.register(ben, 2);
        Signal signal = signal(anna, ben.publicKey());
        sender.say(new ExchangeMessage.Carried(signal));
        sender.say(new ExchangeMessage.Carried(signal));

        assertThat(sender.refusal().code()).isEqualTo(ErrorCode.SIGNAL_REPLAYED);
        assertThat(receiver.count(ExchangeMessage.Carried.class::isInstance)).isEqualTo(1);
    }

    @Test
    void aSignalInSomebodyElsesNameIsRefused() {
        Client sender = fixture.register(anna, 1);
        Client receiver = fixture.register(ben, 2);
        sender.say(new ExchangeMessage.Carried(signal(ben, ben.publicKey())));
        assertThat(sender.refusal().code()).isEqualTo(ErrorCode.SIGNATURE_WRONG);
        assertThat(receiver.count(ExchangeMessage.Carried.class::isInstance)).isZero();
    }

    @Test
    void aForgedSignalIsRefused() {
        Client sender = fixture.register(anna, 1);
        Signal good = signal(anna, ben.publicKey());
        byte[] box = good.box().clone();
        box[0] ^= 1;
        sender.say(
                new ExchangeMessage.Carried(
                        new Signal(
                                good.to(),
                                good.from(),
                                good.id(),
                                good.kind(),
                                good.created(),
                                good.ttl(),
                                box,
                                good.signature())));
        assertThat(sender.refusal().code()).isEqualTo(ErrorCode.SIGNATURE_WRONG);

        // The id was not burnt by the forgery.
        sender.say(new ExchangeMessage.Carried(good));
        assertThat(sender.last()).isInstanceOf(ExchangeMessage.Waiting.class);
    }

    @Test
    void aSignalThatExpiredIsRefused() {
        Client sender = fixture.register(anna, 1);
        Instant created = Instant.now().minus(Protocol.SIGNAL_TTL).minus(Protocol.MAX_CLOCK_SKEW);
        sender.say(
                new ExchangeMessage.Carried(
                        TestSignals.signal(anna, ben.publicKey(), new byte[1], created, random)));
        assertThat(sender.refusal().code()).isEqualTo(ErrorCode.SIGNAL_EXPIRED);
    }

    @Test
    void aLookupOfWhoIsHereIsAnsweredAtOnceAndAnEarlyOneWhenTheyCome() {
        Client asker = fixture.register(anna, 1);
        asker.say(new ExchangeMessage.Lookup(ben.publicKey(), Duration.ofSeconds(30)));
        assertThat(asker.last()).isInstanceOf(ExchangeMessage.Registered.class);

        fixture.register(ben, 2);
        assertThat(((ExchangeMessage.Card) asker.last()).card().key()).isEqualTo(ben.publicKey());

        asker.say(new ExchangeMessage.Lookup(ben.publicKey(), Duration.ZERO));
        assertThat(asker.count(ExchangeMessage.Card.class::isInstance)).isEqualTo(2);
    }

    @Test
    void aLookupWithoutPatienceIsAnsweredAtOnce() {
        Client asker = fixture.register(anna, 1);
        asker.say(new ExchangeMessage.Lookup(ben.publicKey(), Duration.ZERO));
        assertThat(asker.last()).isEqualTo(new ExchangeMessage.Unknown(ben.publicKey()));
    }

    @Test
    void aConnectionHas64LookupsWaitingAtMost() {
        Client asker = fixture.register(anna, 1);
        for (int i = 0; i < Protocol.MAX_LOOKUPS; i++) {
            asker.say(new ExchangeMessage.Lookup(identity().publicKey(), Duration.ofSeconds(30)));
        }
        assertThat(asker.count(ExchangeMessage.Refused.class::isInstance)).isZero();
        asker.say(new ExchangeMessage.Lookup(ben.publicKey(), Duration.ofSeconds(30)));
        assertThat(asker.refusal().code()).isEqualTo(ErrorCode.LIMIT_REACHED);
        assertThat(asker.refusal().reference()).isEqualTo(ExchangeCodec.reference(ben.publicKey()));
    }

    @Test
    void aPingTellsWhoIsHere() {
        Client asker = fixture.register(anna, 1);
        asker.say(new ExchangeMessage.Ping(List.of(ben.publicKey(), anna.publicKey())));
        assertThat(asker.last()).isEqualTo(new ExchangeMessage.Pong(List.of(anna.publicKey())));
    }

    @Test
    void twoNodesWithOneKeyAreBothTold() {
        Client first = fixture.register(anna, 1);
        Client second = fixture.register(anna, 2);
        assertThat(((ExchangeMessage.Registered) second.last()).elsewhere()).isTrue();
        assertThat(first.last()).isEqualTo(new ExchangeMessage.Elsewhere());
    }

    @Test
    void aNodeThatComesBackBeforeItsOldConnectionEndedIsNotTakenForAnother() {
        Client first = fixture.register(anna, 1);
        Client second = fixture.register(anna, 1);
        assertThat(((ExchangeMessage.Registered) second.last()).elsewhere()).isFalse();
        assertThat(first.last()).isInstanceOf(ExchangeMessage.Registered.class);
    }

    @Test
    void aKeyHasEightConnectionsAtMost() {
        for (int i = 0; i < Protocol.MAX_CONNECTIONS_PER_KEY; i++) {
            fixture.register(anna, 1);
        }
        Client oneMore = fixture.open();
        oneMore.register(anna, 1);
        assertThat(oneMore.refusal().code()).isEqualTo(ErrorCode.LIMIT_REACHED);
        assertThat(oneMore.closedWith).isEqualTo(1008);
    }

    @Test
    void aRenewedCardReplacesTheOldOne() {
        Client asker = fixture.register(anna, 1);
        Client renewing = fixture.register(ben, 1);
        var renewed = TestSignals.card(ben, 9, Instant.now().plusSeconds(1));
        renewing.say(new ExchangeMessage.Card(renewed));
        asker.say(new ExchangeMessage.Lookup(ben.publicKey(), Duration.ZERO));
        assertThat(((ExchangeMessage.Card) asker.last()).card().prekey())
                .isEqualTo(renewed.prekey());

        renewing.say(new ExchangeMessage.Card(TestSignals.card(anna, 9, Instant.now())));
        assertThat(renewing.refusal().code()).isEqualTo(ErrorCode.SIGNATURE_WRONG);
    }

    @Test
    void everyoneInARoomHearsOfEveryoneElse() {
        Client first = fixture.register(anna, 1);
        Client second = fixture.register(ben, 2);
        first.say(new ExchangeMessage.JoinRoom("garden"));
        assertThat(first.last()).isEqualTo(new ExchangeMessage.RoomMembers("garden", List.of()));

        second.say(new ExchangeMessage.JoinRoom("garden"));

        assertThat(((ExchangeMessage.RoomMembers) second.last()).members().getFirst().key())
                .isEqualTo(anna.publicKey());
        assertThat(((ExchangeMessage.RoomMembers) first.last()).members().getFirst().key())
                .isEqualTo(ben.publicKey());
    }

    @Test
    void whoLeftARoomIsNotToldAnyMore() {
        Client first = fixture.register(anna, 1);
        Client second = fixture.register(ben, 2);
        first.say(new ExchangeMessage.JoinRoom("garden"));
        first.say(new ExchangeMessage.LeaveRoom("garden"));
        second.say(new ExchangeMessage.JoinRoom("garden"));
        assertThat(second.last()).isEqualTo(new ExchangeMessage.RoomMembers("garden", List.of()));
        assertThat(first.count(ExchangeMessage.RoomMembers.class::isInstance)).isEqualTo(1);
    }

    @Test
    void aKeyIsInSoManyRoomsAtMostOverAllItsConnections() {
        fixture.timer.shutdownNow();
        fixture = new ConnectionFixture(ConnectionFixture.limits(50, 200, 3));
        Client first = fixture.register(anna, 1);
        Client second = fixture.register(anna, 1);
        first.say(new ExchangeMessage.JoinRoom("a"));
        first.say(new ExchangeMessage.JoinRoom("a"));
        second.say(new ExchangeMessage.JoinRoom("b"));
        second.say(new ExchangeMessage.JoinRoom("c"));
        assertThat(second.last()).isInstanceOf(ExchangeMessage.RoomMembers.class);
        second.say(new ExchangeMessage.JoinRoom("d"));
        assertThat(second.refusal().code()).isEqualTo(ErrorCode.LIMIT_REACHED);
        assertThat(second.refusal().reference()).isEqualTo("d");

        first.connection.closed();
        second.say(new ExchangeMessage.JoinRoom("d"));
        assertThat(second.last()).isInstanceOf(ExchangeMessage.RoomMembers.class);
    }

    @Test
    void theBurstIsServedAndTheNextMessageIsRefused() {
        fixture.timer.shutdownNow();
        fixture = new ConnectionFixture(ConnectionFixture.limits(1, 20, 64));
        Client client = fixture.register(anna, 1);
        var ping = new ExchangeMessage.Ping(List.of());
        for (int i = 0; i < 20; i++) {
            client.say(ping);
        }
        assertThat(client.count(ExchangeMessage.Pong.class::isInstance)).isEqualTo(20);
        client.say(ping);
        assertThat(client.refusal().code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(client.closedWith).isZero();
        assertThat(refused(ErrorCode.RATE_LIMITED)).isEqualTo(1);
    }

    @Test
    void theTwentiethMalformedMessageEndsTheConnection() {
        Client client = fixture.register(anna, 1);
        for (int i = 1; i < Protocol.MAX_MALFORMED_MESSAGES; i++) {
            client.connection.received("garbage");
        }
        assertThat(client.closedWith).isZero();
        client.connection.receivedBinary();
        assertThat(client.closedWith).isEqualTo(1008);
        assertThat(refused(ErrorCode.MESSAGE_MALFORMED)).isEqualTo(20);
        assertThat(fixture.exchange.directory.size()).isZero();
    }

    @Test
    void whoClosesIsForgotten() {
        Client leaving = fixture.register(anna, 1);
        leaving.say(new ExchangeMessage.JoinRoom("garden"));
        leaving.say(new ExchangeMessage.Lookup(ben.publicKey(), Duration.ofSeconds(30)));
        leaving.connection.closed();
        leaving.connection.closed();

        assertThat(fixture.exchange.directory.size()).isZero();
        assertThat(fixture.exchange.metrics.connections()).isZero();
        Client other = fixture.register(ben, 2);
        other.say(new ExchangeMessage.JoinRoom("garden"));
        assertThat(other.last()).isEqualTo(new ExchangeMessage.RoomMembers("garden", List.of()));
    }
}
