package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.api.Peer;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.api.TrafficCapture;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.LifecycleEvent.Stopped;
import org.resilientswarm.core.event.PathEvent.PathChanged;
import org.resilientswarm.core.event.PeerEvent.PeerJoined;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkTry;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TraceHop;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.simulation.RealTimeSwarms;

class EngineSwarmTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RealTimeSwarms swarms = new RealTimeSwarms();
    private final EngineSwarm anna = swarms.open(1);
    private final EngineSwarm ben = swarms.open(2);

    @AfterEach
    void close() {
        anna.close();
        ben.close();
    }

    @Test
    void whoIsCalledIsThereOnBothSides() throws Exception {
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        assertThat(peer.publicKey()).isEqualTo(ben.publicKey());
        assertThat(peer.name()).isEqualTo("swarm2");
        assertThat(anna.peers()).containsExactly(peer);
        await().atMost(SOON).until(() -> ben.peer(anna.publicKey()).isPresent());
        assertThat(peer.ping(3).get(5, TimeUnit.SECONDS).roundTrips()).hasSize(3);
        assertThat(swarms.stray).isEmpty();
    }

    @Test
    void bothEndsTellHowTheirLinkCameUp() throws Exception {
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> ben.peer(anna.publicKey()).isPresent());
        var here = anna.linkHistory(ben.publicKey()).get(5, TimeUnit.SECONDS);
        assertThat(here.peer()).isEqualTo(ben.publicKey());
        assertThat(here.tries())
                .singleElement()
                .returns(true, LinkTry::outbound)
                .returns(LinkTry.Outcome.UP, LinkTry::outcome);
        var there = ben.linkHistory(anna.publicKey()).get(5, TimeUnit.SECONDS);
        assertThat(there.tries())
                .singleElement()
                .returns(false, LinkTry::outbound)
                .returns(LinkTry.Outcome.UP, LinkTry::outcome);
        assertThat(ben.linkHistory(ben.publicKey()).get(5, TimeUnit.SECONDS).tries()).isEmpty();
    }

    @Test
    void aListenerThatThrowsDisturbsNobodyElse() {
        var error = new IllegalStateException("thrown by a listener");
        List<Peer> met = new CopyOnWriteArrayList<>();
        List<SwarmEvent> heard = new CopyOnWriteArrayList<>();
        anna.onPeer(
                _ -> {
                    throw error;
                });
        anna.onPeer(met::add);
        anna.onEvent(
                event -> {
                    if (event instanceof PeerJoined) {
                        throw error;
                    }
                });
        anna.onEvent(heard::add);
        anna.call(ben.publicKey());
        await().atMost(SOON).until(() -> heard.stream().anyMatch(PeerJoined.class::isInstance));
        assertThat(met).hasSize(1);
        assertThat(swarms.stray).containsExactly(error, error);
    }

    @Test
    void anErrorInThisProgramIsTold() {
        List<SwarmEvent> heard = new CopyOnWriteArrayList<>();
        anna.onEvent(heard::add);
        anna.report(new IllegalStateException("broken"));
        await().atMost(SOON)
                .untilAsserted(
                        () ->
                                assertThat(heard)
                                        .anySatisfy(
                                                event ->
                                                        assertThat(event)
                                                                .isInstanceOfSatisfying(
                                                                        FaultOccurred.class,
                                                                        this::isInternal)));
    }

    private void isInternal(FaultOccurred fault) {
        assertThat(fault.code()).isEqualTo(ErrorCode.INTERNAL);
        assertThat(fault.message()).contains("broken");
    }

    @Test
    void aSubscriptionThatIsClosedHearsNothingMore() {
        List<Peer> met = new CopyOnWriteArrayList<>();
        List<Peer> all = new CopyOnWriteArrayList<>();
        anna.onPeer(met::add).close();
        anna.onPeer(all::add);
        anna.call(ben.publicKey());
        await().atMost(SOON).until(() -> !all.isEmpty());
        assertThat(met).isEmpty();
    }

    @Test
    void aNodeCannotCallItself() {
        assertFails(anna.call(anna.publicKey()), ErrorCode.CALL_SELF);
    }

    @Test
    void callsCompleteOnTheEventThreadWhateverTheirOutcome() throws Exception {
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        assertThat(completingThread(() -> anna.call(ben.publicKey()))).isEqualTo("swarm-events");
        assertThat(completingThread(() -> anna.call(anna.publicKey()))).isEqualTo("swarm-events");
        assertThat(completingThread(() -> peer.ping(1))).isEqualTo("swarm-events");
    }

    @Test
    void whoHearsOfAPathFindsItAtThePeerAndInATrace() throws Exception {
        try (EngineSwarm carl = swarms.open(3)) {
            meet(carl);
            PublicKey relay = carl.publicKey();
            var seen = new CompletableFuture<List<PublicKey>>();
            var traced = new CompletableFuture<List<PublicKey>>();
            anna.onEvent(
                    event -> {
                        if (event instanceof PathChanged changed
                                && !changed.path().via().isEmpty()) {
                            Peer peer = anna.peer(changed.peer()).orElseThrow();
                            seen.complete(peer.info().path().via());
                            anna.paths()
                                    .trace(changed.peer())
                                    .thenAccept(hops -> traced.complete(peers(hops)));
                        }
                    });
            anna.paths().block(ben.publicKey(), Duration.ofMinutes(1));
            assertThat(seen).succeedsWithin(SOON).isEqualTo(List.of(relay));
            assertThat(traced).succeedsWithin(SOON).isEqualTo(List.of(relay, ben.publicKey()));
        }
        assertThat(swarms.stray).isEmpty();
    }

    private void meet(EngineSwarm third) throws Exception {
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        third.call(anna.publicKey()).get(5, TimeUnit.SECONDS);
        third.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> anna.peers().size() == 2 && ben.peers().size() == 2);
    }

    private static List<PublicKey> peers(List<TraceHop> hops) {
        return hops.stream().map(TraceHop::peer).toList();
    }

    @Test
    void aPeerThatIsGoneCannotBePinged() throws Exception {
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        ben.close();
        await().atMost(SOON).until(() -> anna.peers().isEmpty());
        assertFails(peer.ping(1), ErrorCode.PEER_NOT_CONNECTED);
        assertThat(peer.info().name()).isEqualTo("swarm2");
    }

    @Test
    void pingsAreOneToAThousand() throws Exception {
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        assertThatIllegalArgumentException().isThrownBy(() -> peer.ping(0));
        assertThatIllegalArgumentException().isThrownBy(() -> peer.ping(1001));
    }

    @Test
    void closingTwiceIsClosingOnce() {
        List<SwarmEvent> heard = new CopyOnWriteArrayList<>();
        anna.onEvent(heard::add);
        anna.close();
        assertThatCode(anna::close).doesNotThrowAnyException();
        await().atMost(SOON).until(() -> heard.stream().anyMatch(Stopped.class::isInstance));
        assertThat(heard).filteredOn(Stopped.class::isInstance).hasSize(1);
        assertThat(swarms.stray).isEmpty();
    }

    @Test
    void nothingCanBeAskedOfASwarmThatIsClosed() throws Exception {
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        anna.close();
        assertFails(anna.call(ben.publicKey()), ErrorCode.SWARM_CLOSED);
        ben.close();
        assertFails(anna.call(ben.publicKey()), ErrorCode.SWARM_CLOSED);
        assertFails(anna.call(anna.publicKey()), ErrorCode.SWARM_CLOSED);
        assertFails(peer.ping(1), ErrorCode.SWARM_CLOSED);
        assertThat(swarms.stray).isEmpty();
    }

    @Test
    void whatWaitsWhenTheSwarmIsClosedFails() throws Exception {
        Peer peer = anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        var nobody = new RealTimeSwarms().open(3);
        nobody.close();
        CompletableFuture<?> call = anna.call(nobody.publicKey());
        CompletableFuture<?> ping = peer.ping(1000);
        anna.close();
        assertFails(call, ErrorCode.SWARM_CLOSED);
        assertFails(ping, ErrorCode.SWARM_CLOSED);
    }

    /// Where the future completes. The event thread is held up until somebody waits for it, so that
    /// it cannot have completed before.
    private String completingThread(Supplier<CompletableFuture<?>> asked) throws Exception {
        var held = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        try (var _ = anna.onEvent(_ -> hold(held, free))) {
            anna.report(new IllegalStateException("something to hear of"));
            assertThat(held.await(5, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> thread =
                    asked.get().handle((_, _) -> Thread.currentThread().getName());
            free.countDown();
            return thread.get(5, TimeUnit.SECONDS);
        }
    }

    private static void hold(CountDownLatch held, CountDownLatch free) {
        held.countDown();
        try {
            if (!free.await(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void assertFails(CompletableFuture<?> future, ErrorCode code) {
        assertThat(future)
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        SwarmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whatGoesOverTheLinksIsCapturedUntilTheEnd() throws Exception {
        TrafficCapture capture = anna.capture(CaptureOptions.defaults());
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        await().atMost(SOON).until(() -> kinds(capture, false).contains(TrafficKind.REPLY));
        assertThat(kinds(capture, true)).contains(TrafficKind.HELLO, TrafficKind.PROBE);
        assertThat(kinds(capture, false)).contains(TrafficKind.HELLO);
        assertThat(capture.entriesAfter(0, 1000))
                .allSatisfy(entry -> assertThat(entry.peer()).isEqualTo(ben.publicKey()));
        assertThat(capture.dropped()).isZero();
        capture.close();
        long before = capture.captured();
        anna.peer(ben.publicKey()).orElseThrow().ping(3).get(5, TimeUnit.SECONDS);
        assertThat(capture.captured()).isEqualTo(before);
    }

    private static List<TrafficKind> kinds(TrafficCapture capture, boolean outbound) {
        return capture.entriesAfter(0, 1000).stream()
                .filter(entry -> entry.outbound() == outbound)
                .map(TrafficEntry::kind)
                .toList();
    }
}
