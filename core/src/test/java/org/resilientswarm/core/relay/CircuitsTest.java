package org.resilientswarm.core.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.Protocol;

class CircuitsTest {
    private static final RelayPolicy OPEN = RelayPolicy.DEFAULT.withBits(0, 0);
    /// No part of a hop's credit, so that the last packet exceeds it.
    private static final int PACKET = 60_000;

    private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
    private final RelayNetwork network = new RelayNetwork(time);
    private final RelayNetwork.Node ann = network.node(1, OPEN);
    private final RelayNetwork.Node ben = network.node(2, OPEN);
    private final RelayNetwork.Node cat = network.node(3, OPEN);

    @Test
    void packetsGoThroughARelayInBothDirections() {
        OwnCircuit circuit = throughCat();
        assertThat(ann.up).containsExactly(circuit);
        OwnCircuit there = ben.up.getFirst();
        assertThat(there.peer()).isEqualTo(ann.key);
        assertThat(there.via()).containsExactly(cat.key);
        assertThat(there.outbound()).isFalse();
        send(ann, circuit, "to ben");
        send(ben, there, "to ann");
        network.run();
        assertThat(texts(ben)).containsExactly("to ben");
        assertThat(texts(ann)).containsExactly("to ann");
        CircuitInfo carried = cat.circuits.info().circuits().getFirst();
        assertThat(carried.origin()).isEqualTo(ann.key);
        assertThat(carried.target()).isEqualTo(ben.key);
        assertThat(carried.bytesForward()).isEqualTo(6);
        assertThat(cat.circuits.info().carriedBytes()).containsEntry(ann.key, 12L);
    }

    @Test
    void packetsGoThroughThreeRelays() {
        RelayNetwork.Node dan = network.node(4, OPEN);
        RelayNetwork.Node eve = network.node(5, OPEN);
        network.link(ann, cat);
        network.link(dan, cat);
        network.link(dan, eve);
        network.link(ben, eve);
        OwnCircuit circuit = ann.open(ben, List.of(cat.key, dan.key, eve.key));
        network.run();
        send(ann, circuit, "far away");
        network.run();
        assertThat(texts(ben)).containsExactly("far away");
        ann.circuits.close(circuit, CircuitCode.DONE);
        network.run();
        assertThat(ben.ended).containsExactly(CircuitCode.DONE);
        assertThat(dan.circuits.info().circuits()).isEmpty();
    }

    @Test
    void eachRefusalHasItsCode() {
        network.link(ann, cat);
        assertThat(refusal(List.of(cat.key))).isEqualTo(CircuitCode.NO_LINK);
        network.link(ben, cat);
        cat.circuits.policy(OPEN.withWilling(false));
        assertThat(refusal(List.of(cat.key))).isEqualTo(CircuitCode.NOT_WILLING);
        cat.circuits.policy(new RelayPolicy(true, 128, 1, 0, 0));
        throughCatAgain();
        assertThat(refusal(List.of(cat.key))).isEqualTo(CircuitCode.FULL);
        cat.circuits.policy(new RelayPolicy(true, 1, 16, 0, 0));
        assertThat(refusal(List.of(cat.key))).isEqualTo(CircuitCode.FULL);
        assertThat(cat.circuits.load()).isEqualTo(1);
        assertThat(cat.circuits.info().refused()).isEqualTo(4);
    }

    @Test
    void aRouteWithTooManyRelaysIsRefused() {
        network.link(ann, cat);
        network.link(ben, cat);
        var keys = new java.util.ArrayList<>(List.of(ben.key));
        while (keys.size() <= Protocol.MAX_RELAYS) {
            keys.add(ben.key);
        }
        cat.circuits.take(hop(cat, ann), new HopFrame.CircuitOpen(1, ann.key, keys));
        network.run();
        assertThat(ann.heard).containsExactly(new HopFrame.CircuitRefuse(1, CircuitCode.TOO_LONG));
    }

    @Test
    void whoIsNotWillingAnyMoreClosesWhatItCarries() {
        throughCat();
        cat.circuits.policy(OPEN.withWilling(false));
        network.run();
        assertThat(ann.ended).containsExactly(CircuitCode.NOT_WILLING);
        assertThat(ben.ended).containsExactly(CircuitCode.NOT_WILLING);
    }

    @Test
    void aCircuitEndsWithAnyOfItsLinks() {
        throughCat();
        network.cut(ben, cat);
        assertThat(ann.ended).containsExactly(CircuitCode.LINK_LOST);
        assertThat(ben.ended).containsExactly(CircuitCode.LINK_LOST);
        assertThat(cat.circuits.info().circuits()).isEmpty();
    }

    @Test
    void whoeverDoesNotReadHoldsTheSenderBackAndNothingIsLost() {
        OwnCircuit circuit = throughCat();
        long toBen = hop(cat, ben).link();
        cat.congested.add(toBen);
        int first = ann.fill(circuit, PACKET);
        network.run();
        assertThat(first).isEqualTo(Protocol.CIRCUIT_CREDIT / PACKET + 1);
        assertThat(ben.packets).isEmpty();
        assertThat(ann.fill(circuit, PACKET)).isZero();
        assertThat(cat.circuits.info().circuits().getFirst().waitingBytes())
                .isEqualTo((long) first * PACKET);
        cat.congested.clear();
        cat.circuits.drained(toBen);
        network.run();
        assertThat(ben.packets).hasSize(first);
        assertThat(ann.room).isPositive();
        int second = ann.fill(circuit, PACKET);
        network.run();
        assertThat(second).isPositive();
        assertThat(ben.packets).hasSize(first + second);
    }

    @Test
    void whoSendsMoreThanItMayIsCutOff() {
        OwnCircuit circuit = throughCat();
        cat.congested.add(hop(cat, ben).link());
        ann.fill(circuit, PACKET);
        ann.packet(circuit.id().link(), circuit.id().number(), new byte[PACKET], false);
        network.run();
        assertThat(cat.violated).containsExactly(ann.key);
        assertThat(ann.ended).containsExactly(CircuitCode.VIOLATED);
        assertThat(ben.ended).containsExactly(CircuitCode.VIOLATED);
        assertThat(cat.circuits.info().circuits()).isEmpty();
    }

    @Test
    void theEndOfACircuitHoldsARelayToItsCredit() {
        OwnCircuit circuit = throughCat();
        OwnCircuit there = ben.up.getFirst();
        for (int i = 0; i <= Protocol.CIRCUIT_CREDIT / PACKET; i++) {
            // Not one by one, so that no credit is renewed in between.
            var packet =
                    new HopFrame.Packet(there.id().number(), new byte[PACKET + 8], 8, PACKET + 8);
            ben.circuits.packet(hop(ben, cat), packet, false);
        }
        assertThat(ben.violated).isEmpty();
        assertThat(circuit.hasRoom()).isTrue();
    }

    @Test
    void bandwidthIsLimitedForOneCircuitAndForAll() {
        cat.circuits.policy(new RelayPolicy(true, 16, 16, 8_000_000, 12_000_000));
        OwnCircuit one = throughCat();
        OwnCircuit other = throughCatAgain();
        double both = megabytesInTenSeconds(List.of(one, other));
        assertThat(both).isBetween(14.0, 16.5);
        ann.circuits.close(one, CircuitCode.DONE);
        ann.circuits.close(other, CircuitCode.DONE);
        cat.circuits.policy(new RelayPolicy(true, 16, 16, 8_000_000, 0));
        assertThat(megabytesInTenSeconds(List.of(throughCatAgain()))).isBetween(9.5, 11.5);
    }

    @Test
    void urgentPacketsOvertakeAndAreNotCountedAgainstCredit() {
        OwnCircuit circuit = throughCat();
        cat.congested.add(hop(cat, ben).link());
        ann.fill(circuit, PACKET);
        ann.packet(circuit.id().link(), circuit.id().number(), new byte[100], true);
        network.run();
        assertThat(ben.packets).hasSize(1);
        ann.packet(circuit.id().link(), circuit.id().number(), new byte[5000], true);
        network.run();
        assertThat(ben.packets).hasSize(1);
        assertThat(ann.ended).isEmpty();
    }

    @Test
    void aCircuitThatIsUsedToItsLimitStillCarriesWhatIsUrgentButNoFlood() {
        cat.circuits.policy(new RelayPolicy(true, 16, 16, 8_000_000, 8_000_000));
        OwnCircuit circuit = throughCat();
        assertThat(megabytesInTenSeconds(List.of(circuit))).isPositive();
        ann.fill(circuit, PACKET);
        network.run();
        int before = ben.packets.size();
        sendUrgent(circuit, 20);
        assertThat(ben.packets.size() - before).isEqualTo(20);
        sendUrgent(circuit, 10_000);
        // A burst of 128 KiB into debt, in packets of 100 bytes.
        assertThat(ben.packets.size() - before).isBetween(1_000, 1_500);
    }

    private void sendUrgent(OwnCircuit circuit, int packets) {
        for (int i = 0; i < packets; i++) {
            ann.packet(circuit.id().link(), circuit.id().number(), new byte[100], true);
        }
        network.run();
    }

    @Test
    void whatNobodyAnswersEndsInTime() {
        network.link(ann, cat);
        network.link(ben, cat);
        ann.open(ben, List.of(cat.key));
        time.pass(Protocol.CIRCUIT_TIMEOUT.minusMillis(1));
        ann.circuits.tick();
        assertThat(ann.ended).isEmpty();
        time.pass(Duration.ofMillis(1));
        assertThat(ann.circuits.nextDeadline()).isLessThanOrEqualTo(time.nanos());
        ann.circuits.tick();
        assertThat(ann.ended).containsExactly(CircuitCode.NO_LINK);
    }

    @Test
    void numbersOfTheOtherSideAreRefusedAndPacketsOfNoCircuitToldApart() {
        network.link(ann, cat);
        cat.circuits.take(hop(cat, ann), new HopFrame.CircuitOpen(2, ann.key, List.of()));
        assertThat(cat.violated).containsExactly(ann.key);
        assertThat(cat.up).isEmpty();
        cat.circuits.take(hop(cat, ann), new HopFrame.CircuitOpen(1, ann.key, List.of()));
        cat.circuits.take(hop(cat, ann), new HopFrame.CircuitOpen(1, ann.key, List.of()));
        assertThat(cat.violated).hasSize(2);
        assertThat(cat.up).hasSize(1);
        var stray = new HopFrame.Packet(77, new byte[20], 8, 20);
        assertThat(cat.circuits.packet(hop(cat, ann), stray, false)).isFalse();
    }

    @Test
    void acceptsAndCreditsOfNoCircuitChangeNothing() {
        OwnCircuit circuit = throughCat();
        CircuitHost.Hop fromBen = hop(cat, ben);
        for (long number : new long[] {1, 2, 3, 4, 99}) {
            cat.circuits.take(fromBen, new HopFrame.CircuitAccept(number));
            cat.circuits.take(fromBen, new HopFrame.CircuitRefuse(number, CircuitCode.FULL));
        }
        network.run();
        assertThat(ann.ended).isEmpty();
        send(ann, circuit, "still here");
        network.run();
        assertThat(texts(ben)).containsExactly("still here");
    }

    private double megabytesInTenSeconds(List<OwnCircuit> circuits) {
        network.run();
        int before = ben.packets.size();
        long end = time.nanos() + Duration.ofSeconds(10).toNanos();
        while (time.nanos() < end) {
            circuits.forEach(circuit -> ann.fill(circuit, PACKET));
            network.run();
            long next = Math.clamp(cat.circuits.nextDeadline(), time.nanos() + 1, end);
            time.pass(Duration.ofNanos(next - time.nanos()));
            cat.circuits.tick();
            network.run();
        }
        return (ben.packets.size() - before) * (double) PACKET / 1e6;
    }

    private OwnCircuit throughCat() {
        network.link(ann, cat);
        network.link(cat, ben);
        return throughCatAgain();
    }

    private OwnCircuit throughCatAgain() {
        OwnCircuit circuit = ann.open(ben, List.of(cat.key));
        network.run();
        return circuit;
    }

    private CircuitCode refusal(List<PublicKey> via) {
        int before = ann.ended.size();
        ann.circuits.open(ben.key, via);
        network.run();
        assertThat(ann.ended).hasSize(before + 1);
        return ann.ended.getLast();
    }

    private static CircuitHost.Hop hop(RelayNetwork.Node node, RelayNetwork.Node neighbour) {
        return node.hopTo(neighbour);
    }

    private static void send(RelayNetwork.Node node, OwnCircuit circuit, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        node.packet(circuit.id().link(), circuit.id().number(), bytes, false);
    }

    private static List<String> texts(RelayNetwork.Node node) {
        return node.packets.stream()
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                .toList();
    }
}
