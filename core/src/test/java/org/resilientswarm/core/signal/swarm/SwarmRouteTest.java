package org.resilientswarm.core.signal.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.HopFrame.RoutedSignal;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.Signal;
import org.resilientswarm.core.wire.TestSignals;

class SwarmRouteTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final long NANOS_PER_SIGNAL =
            Duration.ofSeconds(1).toNanos() / Protocol.ROUTED_SIGNALS_PER_SECOND;
    private static final Identity SENDER = identity(1);
    private static final PublicKey RECEIVER = identity(2).publicKey();
    private static final PublicKey ANNA = identity(3).publicKey();
    private static final PublicKey BEN = identity(4).publicKey();
    private static final PublicKey CARL = identity(5).publicKey();
    private static final List<PublicKey> NEIGHBOURS = List.of(ANNA, BEN, CARL);

    private final Set<PublicKey> near = new HashSet<>();
    private final Random random = new Random(1);
    private final SwarmRoute route =
            new SwarmRoute(
                    (member, other) -> member.equals(RECEIVER) && near.contains(other), random);
    private final Signal signal = newSignal();

    @Test
    void anOwnSignalGoesToItsReceiverWhenThereIsALink() {
        assertThat(route.own(signal, ANNA, List.of(ANNA, RECEIVER))).containsExactly(RECEIVER);
    }

    @Test
    void anOwnSignalGoesToTheNeighbourThatHasALink() {
        assertThat(route.own(signal, BEN, NEIGHBOURS)).containsExactly(BEN);
    }

    @Test
    void anOwnSignalGoesToAllWhenNobodyIsKnownToHaveALink() {
        assertThat(route.own(signal, null, NEIGHBOURS)).containsExactlyElementsOf(NEIGHBOURS);
        assertThat(route.own(newSignal(), RECEIVER, NEIGHBOURS))
                .containsExactlyElementsOf(NEIGHBOURS);
    }

    @Test
    void itGoesToSomeThatTheReceiverHasALinkWithAndAFewOthers() {
        List<PublicKey> neighbours =
                IntStream.range(10, 40).mapToObj(seed -> identity(seed).publicKey()).toList();
        near.addAll(neighbours.subList(0, 10));
        var reached = new HashSet<PublicKey>();
        for (int i = 0; i < 200; i++) {
            List<PublicKey> next = route.own(newSignal(), null, neighbours);
            assertThat(next).hasSize(6).doesNotHaveDuplicates();
            assertThat(next.subList(0, 3)).allMatch(near::contains);
            assertThat(next.subList(3, 6)).noneMatch(near::contains);
            reached.addAll(next);
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(neighbours);
    }

    @Test
    void aRumourGoesToSixOfManyNeighbours() {
        List<PublicKey> neighbours =
                IntStream.range(10, 40).mapToObj(seed -> identity(seed).publicKey()).toList();
        var reached = new HashSet<PublicKey>();
        for (int i = 0; i < 200; i++) {
            List<PublicKey> next = route.own(newSignal(), null, neighbours);
            assertThat(next).hasSize(6).doesNotHaveDuplicates();
            reached.addAll(next);
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(neighbours);
    }

    @Test
    void fewNeighboursAllGetIt() throws Exception {
        near.add(BEN);
        assertThat(forward(signal, 3, ANNA)).containsExactly(BEN, CARL);
    }

    @Test
    void anOwnSignalThatComesBackGoesNoFurther() throws Exception {
        route.own(signal, null, NEIGHBOURS);
        assertThat(forward(signal, 3, ANNA)).isEmpty();
    }

    @Test
    void aSignalIsHandedToItsReceiverAlone() throws Exception {
        assertThat(
                        route.forward(
                                new RoutedSignal(3, signal),
                                ANNA,
                                null,
                                List.of(ANNA, BEN, RECEIVER),
                                NOW,
                                0))
                .containsExactly(RECEIVER);
    }

    @Test
    void aSignalGoesToAllButTheOneThatItCameFromAndOnce() throws Exception {
        assertThat(forward(signal, 3, ANNA)).containsExactly(BEN, CARL);
        assertThat(forward(signal, 3, BEN)).isEmpty();
        assertThat(forward(signal, 3, ANNA)).isEmpty();
    }

    @Test
    void aSignalDoesNotGoBackToItsSender() throws Exception {
        List<PublicKey> neighbours = List.of(ANNA, BEN, SENDER.publicKey());
        assertThat(route.forward(new RoutedSignal(3, signal), ANNA, null, neighbours, NOW, 0))
                .containsExactly(BEN);
    }

    @Test
    void aSignalThatHasCrossedItsNumberOfLinksGoesNoFurther() throws Exception {
        assertThat(forward(newSignal(), 1, ANNA)).containsExactly(BEN, CARL);
        assertThat(forward(newSignal(), 0, ANNA)).isEmpty();
    }

    @Test
    void itGoesToWhoToldOfTheReceiverUnlessItCameFromThere() throws Exception {
        assertThat(route.forward(new RoutedSignal(3, newSignal()), ANNA, BEN, NEIGHBOURS, NOW, 0))
                .containsExactly(BEN);
        assertThat(route.forward(new RoutedSignal(3, newSignal()), BEN, BEN, NEIGHBOURS, NOW, 0))
                .doesNotContain(BEN)
                .isNotEmpty();
    }

    @Test
    void aForgedSignalIsRefusedAndDoesNotKeepTheTrueOneOut() throws Exception {
        assertRefused(ErrorCode.SIGNATURE_WRONG, () -> forward(forged(signal), 3, ANNA));
        assertThat(forward(signal, 3, ANNA)).containsExactly(BEN, CARL);
    }

    @Test
    void aSignalThatHasExpiredIsRefused() throws Exception {
        Instant end = NOW.plus(Protocol.SIGNAL_TTL).plus(Protocol.MAX_CLOCK_SKEW);
        var routed = new RoutedSignal(3, signal);
        assertRefused(
                ErrorCode.SIGNAL_EXPIRED,
                () -> route.forward(routed, ANNA, null, NEIGHBOURS, end, 0));
        assertThat(route.forward(routed, ANNA, null, NEIGHBOURS, end.minusMillis(1), 0))
                .isNotEmpty();
    }

    @Test
    void aNeighbourHasABurstAndThenItsShareOfEverySecond() throws Exception {
        spend(ANNA, Protocol.ROUTED_SIGNALS_BURST, 0);
        assertRefused(ErrorCode.RATE_LIMITED, () -> forward(signal, ANNA, 0));
        assertRefused(ErrorCode.RATE_LIMITED, () -> forward(signal, ANNA, NANOS_PER_SIGNAL - 1000));
        assertThat(forward(signal, ANNA, NANOS_PER_SIGNAL + 1000)).isNotEmpty();
        assertRefused(
                ErrorCode.RATE_LIMITED, () -> forward(newSignal(), ANNA, NANOS_PER_SIGNAL + 1000));
    }

    @Test
    void whatANeighbourDoesNotUseIsSavedUpToItsBurst() throws Exception {
        spend(ANNA, Protocol.ROUTED_SIGNALS_BURST, 0);
        long later = Duration.ofHours(1).toNanos();
        spend(ANNA, Protocol.ROUTED_SIGNALS_BURST, later);
        assertRefused(ErrorCode.RATE_LIMITED, () -> forward(signal, ANNA, later));
    }

    @Test
    void oneNeighboursShareIsNotTheOthers() throws Exception {
        spend(ANNA, Protocol.ROUTED_SIGNALS_BURST, 0);
        assertThat(forward(signal, BEN, 0)).containsExactly(ANNA, CARL);
    }

    /// Repeated signals cost as much as new ones, and are cheap to make for this test.
    private void spend(PublicKey neighbour, int signals, long nanos) throws MalformedException {
        Signal repeated = newSignal();
        for (int i = 0; i < signals; i++) {
            forward(repeated, neighbour, nanos);
        }
    }

    private List<PublicKey> forward(Signal carried, int hops, PublicKey from)
            throws MalformedException {
        return route.forward(new RoutedSignal(hops, carried), from, null, NEIGHBOURS, NOW, 0);
    }

    private List<PublicKey> forward(Signal carried, PublicKey from, long nanos)
            throws MalformedException {
        return route.forward(new RoutedSignal(3, carried), from, null, NEIGHBOURS, NOW, nanos);
    }

    private Signal newSignal() {
        return TestSignals.signal(SENDER, RECEIVER, new byte[64], NOW, random);
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

    private static Identity identity(int seed) {
        byte[] bytes = new byte[32];
        Arrays.fill(bytes, (byte) seed);
        return Identity.ofSeed(bytes);
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable action) {
        assertThatThrownBy(action)
                .isInstanceOfSatisfying(
                        MalformedException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
