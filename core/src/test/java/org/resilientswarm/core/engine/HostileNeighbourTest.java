package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.wire.HopCodec;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.HopFrame.Goodbye;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestCards;
import org.resilientswarm.core.wire.TestSignals;

class HostileNeighbourTest {
    private static final String FAULT = "INTERNAL";

    private final EngineBench bench = new EngineBench();
    private final RawNeighbour bystander = bench.neighbour(1);

    @AfterEach
    void theBystanderIsNotDisturbed() {
        int before = bystander.heard(HopFrame.ProbeReply.class).size();
        bystander.says(new HopFrame.Probe(77));
        assertThat(bench.isPeer(bystander)).isTrue();
        assertThat(bystander.closed()).isFalse();
        assertThat(bystander.heard(HopFrame.ProbeReply.class)).hasSize(before + 1);
        assertThat(bench.events).noneMatch(event -> event.toString().contains(FAULT));
    }

    @Test
    void aNeighbourThatBehavesIsAPeer() {
        RawNeighbour other = bench.neighbour(2);
        assertThat(bench.isPeer(other)).isTrue();
        assertThat(other.heard(HopFrame.Hello.class)).hasSize(1);
        assertThat(bench.engine().snapshot().refused()).isEmpty();
    }

    @Test
    void aFrameBeforeTheHelloEndsTheLink() {
        RawNeighbour rude = bench.stranger(2).offersAndConnects();
        rude.saysBytes(RawNeighbour.frame(HopCodec.PACKET, new byte[40]));
        assertCutOff(rude, ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void aRoutedSignalBeforeTheHelloEndsTheLink() {
        RawNeighbour rude = bench.stranger(2).offersAndConnects();
        rude.routes(rude.signal(rude.offer()));
        assertCutOff(rude, ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void aSecondHelloEndsTheLink() {
        RawNeighbour rude = bench.neighbour(2).greets();
        assertCutOff(rude, ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void aHelloWithSomebodyElsesCardEndsTheLink() {
        RawNeighbour rude = bench.stranger(2).offersAndConnects();
        rude.says(new HopFrame.Hello(Protocol.VERSION, "raw/1", List.of(), bystander.card(), 0));
        assertCutOff(rude, ErrorCode.SIGNATURE_WRONG);
    }

    @Test
    void aHelloWithAForgedCardEndsTheLink() {
        RawNeighbour rude = bench.stranger(2).offersAndConnects();
        rude.says(
                new HopFrame.Hello(
                        Protocol.VERSION, "raw/1", List.of(), TestCards.forged(rude.card()), 0));
        assertCutOff(rude, ErrorCode.SIGNATURE_WRONG);
    }

    @Test
    void aHelloOfAnotherVersionEndsTheLinkAndSaysWhatToDo() {
        RawNeighbour old = bench.stranger(2).offersAndConnects();
        old.says(new HopFrame.Hello(Protocol.VERSION + 1, "raw/2", List.of(), old.card(), 0));
        assertCutOff(old, ErrorCode.VERSION_MISMATCH);
        assertThat(bench.engine().snapshot().members())
                .filteredOn(member -> member.key().equals(old.key()))
                .singleElement()
                .satisfies(
                        member ->
                                assertThat(member.reason())
                                        .contains("protocol version 2")
                                        .contains("update the older of the two"));
    }

    @Test
    void aMalformedFrameEndsTheLink() {
        RawNeighbour rude =
                bench.neighbour(2)
                        .saysBytes(RawNeighbour.frame(HopCodec.ROUTED_SIGNAL, new byte[] {1}));
        assertCutOff(rude, ErrorCode.MESSAGE_MALFORMED);
    }

    @Test
    void anOversizedMessageEndsTheLink() {
        RawNeighbour rude =
                bench.neighbour(2).saysBytes(new byte[Protocol.MAX_HOP_MESSAGE_BYTES + 1]);
        assertCutOff(rude, ErrorCode.MESSAGE_OVERSIZED);
    }

    @Test
    void aForgedRoutedSignalIsRefusedAndTheTrueOneArrives() {
        RawNeighbour rude = bench.neighbour(2);
        RawNeighbour third = bench.stranger(3);
        Signal genuine = third.signal(third.offer());
        rude.routes(forged(genuine));
        assertThat(bench.refusedSignals()).containsExactly(ErrorCode.SIGNATURE_WRONG);
        assertThat(third.heard()).isEmpty();
        rude.routes(genuine);
        assertThat(bench.refused(ErrorCode.SIGNATURE_WRONG)).isEqualTo(1);
        assertThat(rude.heard(HopFrame.RoutedSignal.class)).hasSize(1);
    }

    @Test
    void aReplayedSignalIsTakenOnce() {
        RawNeighbour rude = bench.neighbour(2);
        RawNeighbour third = bench.stranger(3);
        Signal offer = third.signal(third.offer());
        rude.routes(offer).routes(offer).routes(offer);
        third.sendsByExchange(offer);
        assertThat(rude.heard(HopFrame.RoutedSignal.class)).hasSize(1);
        assertThat(bench.engine().snapshot().links()).hasSize(3);
    }

    @Test
    void anExpiredSignalIsRefused() {
        RawNeighbour rude = bench.neighbour(2);
        Signal offer = rude.signal(rude.offer());
        for (int seconds = 0; seconds < 90; seconds += 10) {
            bench.time.pass(java.time.Duration.ofSeconds(10));
            bystander.says(new HopFrame.Probe(1));
            rude.says(new HopFrame.Probe(1));
        }
        rude.routes(offer);
        assertThat(bench.refusedSignals()).containsExactly(ErrorCode.SIGNAL_EXPIRED);
    }

    @Test
    void aSignalSealedToAnotherPrekeyIsRefused() {
        RawNeighbour rude = bench.neighbour(2);
        rude.routes(
                TestSignals.signal(
                        rude.identity(),
                        bench.key(),
                        new byte[100],
                        bench.time.now(),
                        bench.random()));
        assertThat(bench.refusedSignals()).containsExactly(ErrorCode.SIGNAL_UNREADABLE);
    }

    @Test
    void anOfferWithSomebodyElsesCardIsRefused() {
        RawNeighbour rude = bench.stranger(2);
        var offer = rude.offer();
        rude.sendsByExchange(
                rude.signal(
                        new org.resilientswarm.core.wire.SignalBody.Offer(
                                offer.attempt(), offer.description(), bystander.card())));
        assertThat(bench.refusedSignals()).containsExactly(ErrorCode.SIGNATURE_WRONG);
        assertThat(rude.signals()).isEmpty();
    }

    @Test
    void signalsBeyondANeighboursShareAreRefused() {
        RawNeighbour rude = bench.neighbour(2);
        Signal elsewhere =
                TestSignals.signal(
                        rude.identity(),
                        Identity.ofSeed(EngineBench.seed(9)).publicKey(),
                        new byte[100],
                        bench.time.now(),
                        bench.random());
        for (int i = 0; i <= Protocol.ROUTED_SIGNALS_BURST; i++) {
            rude.routes(elsewhere);
        }
        assertThat(bench.refused(ErrorCode.RATE_LIMITED)).isEqualTo(1);
        assertThat(bystander.heard(HopFrame.RoutedSignal.class)).hasSize(1);
        assertThat(bench.isPeer(rude)).isTrue();
    }

    @Test
    void unknownFramesAreCountedAndDoNoHarm() {
        RawNeighbour modern = bench.neighbour(2);
        for (int i = 0; i < 10_000; i++) {
            modern.saysBytes(RawNeighbour.frame(200, new byte[0]));
        }
        assertThat(bench.refused(ErrorCode.MESSAGE_UNKNOWN)).isEqualTo(10_000);
        assertThat(bench.isPeer(modern)).isTrue();
    }

    @Test
    void nothingIsTakenBehindAGoodbye() {
        RawNeighbour rude = bench.neighbour(2);
        rude.says(new Goodbye("bye"), new HopFrame.Probe(5), rude.hello());
        assertThat(rude.closed()).isTrue();
        rude.says(new HopFrame.Probe(6)).greets();
        assertThat(bench.isPeer(rude)).isFalse();
        assertThat(bench.events)
                .filteredOn(PeerLeft.class::isInstance)
                .extracting(event -> ((PeerLeft) event).reason())
                .containsExactly("bye");
        assertThat(rude.heard(HopFrame.ProbeReply.class))
                .extracting(HopFrame.ProbeReply::id)
                .doesNotContain(5L, 6L);
        assertThat(bench.engine().snapshot().refused()).isEmpty();
    }

    @Test
    void aNodeThatGivesWayToATwinIsToldSo() {
        RawNeighbour twin = bench.neighbour(2);
        twin.offersAndConnects().greets();
        assertThat(twin.heard(Goodbye.class))
                .extracting(Goodbye::reason)
                .containsExactly(Goodbye.SUPERSEDED);
        assertThat(bench.isPeer(twin)).isTrue();
    }

    @Test
    void aNodeThatHasToGiveWayReportsItsTwin() {
        RawNeighbour neighbour = bench.neighbour(2).says(new Goodbye(Goodbye.SUPERSEDED));
        assertThat(neighbour.closed()).isTrue();
        assertThat(bench.events)
                .filteredOn(FaultOccurred.class::isInstance)
                .extracting(event -> ((FaultOccurred) event).code())
                .containsExactly(ErrorCode.IDENTITY_ELSEWHERE);
    }

    @Test
    void aGoodbyeInsteadOfAHelloEndsTheAttempt() {
        RawNeighbour rude = bench.stranger(2).offersAndConnects().says(new Goodbye("no"));
        assertThat(rude.closed()).isTrue();
        assertThat(bench.isPeer(rude)).isFalse();
    }

    @Test
    void anAddressThatMakesNoSenseInACardDoesNoHarm() {
        RawNeighbour odd =
                bench.stranger(2)
                        .withAddresses(
                                List.of(
                                        new HostPort("not a host", 80),
                                        new HostPort("a_b", 80),
                                        new HostPort("x:y:z", 80),
                                        new HostPort("192.0.2.1", 80)))
                        .offersAndConnects()
                        .greets();
        odd.saysBytes(new byte[] {0});
        bench.time.pass(java.time.Duration.ofSeconds(1));
        assertThat(bench.lookups).containsOnly(odd.key());
        assertThat(bench.opened)
                .containsExactly(EngineBench.EXCHANGE, java.net.URI.create("ws://192.0.2.1:80"));
    }

    private void assertCutOff(RawNeighbour neighbour, ErrorCode code) {
        assertThat(bench.refused(code)).isEqualTo(1);
        assertThat(bench.isPeer(neighbour)).isFalse();
        assertThat(neighbour.closed()).isTrue();
    }

    private static Signal forged(Signal genuine) {
        byte[] box = genuine.box().clone();
        box[0] ^= 1;
        return new Signal(
                genuine.to(),
                genuine.from(),
                genuine.id(),
                genuine.kind(),
                genuine.created(),
                genuine.ttl(),
                box,
                genuine.signature());
    }
}
