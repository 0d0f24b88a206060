package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.event.PathEvent.PathChanged;
import org.resilientswarm.core.event.PathEvent.PathDecided;
import org.resilientswarm.core.event.PeerEvent.PeerJoined;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.Path;
import org.resilientswarm.core.model.PathCandidate;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PathState;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.RelayPolicy;

/// Pairs that have no link, or a poor one, and members that carry them.
class RelaySimulationTest {
    private static final Weather CUT = new Weather(Duration.ZERO, Duration.ZERO, 0, true);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Simulation simulation = new Simulation(1);

    @Test
    void aPairThatCannotLinkTalksThroughARelayWithinTwoSeconds() {
        List<SimulatedNode> nodes = simulation.add(3);
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        SimulatedNode relay = nodes.get(2);
        simulation.weather(one, other, CUT);
        simulation.call(one, relay);
        simulation.call(other, relay);
        assertThat(simulation.run(SOON, () -> relay.peers().size() == 2)).isTrue();
        var called = simulation.call(one, other);
        assertThat(simulation.run(Duration.ofSeconds(2), called::isDone)).isTrue();
        assertThat(called.join()).isEqualTo(other.key());
        assertThat(simulation.run(Duration.ofSeconds(1), simulation::fullMesh)).isTrue();
        assertThat(path(one, other).kind()).isEqualTo(PathKind.RELAY);
        assertThat(path(one, other).via()).containsExactly(relay.key());
        assertThat(path(other, one).via()).containsExactly(relay.key());
        simulation.run(Duration.ofMinutes(2));
        assertThat(joined(one, other)).isEqualTo(1);
        assertThat(left(one)).isZero();
        simulation.weather(one, other, null);
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(70),
                                () -> direct(one, other) && direct(other, one)))
                .isTrue();
        assertThat(joined(one, other)).isEqualTo(1);
        assertThat(left(one)).isZero();
    }

    @Test
    void aBlockedLinkMovesToARelayAndComesBack() {
        List<SimulatedNode> nodes = mesh(3);
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        var blocked = new CompletableFuture<Void>();
        one.engine().block(other.key(), Duration.ofSeconds(20), blocked);
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(2),
                                () -> relayed(one, other) && relayed(other, one)))
                .isTrue();
        assertThat(lastReason(one)).startsWith("through ").contains("direct link");
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(100),
                                () -> direct(one, other) && direct(other, one)))
                .isTrue();
        assertThat(left(one)).isZero();
        assertThat(left(other)).isZero();
    }

    @Test
    void aPoorLinkIsLeftForACleanRelayAndTakenAgainWhenItIsHealthy() {
        List<SimulatedNode> nodes = mesh(3);
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        simulation.run(Duration.ofSeconds(20));
        simulation.weather(
                one, other, new Weather(Duration.ofMillis(200), Duration.ofMillis(5), 0.2, false));
        var pings = simulation.ping(one, other, 20);
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(10),
                                () -> relayed(one, other) && relayed(other, one)))
                .as("%s %s", candidates(one, other), candidates(other, one))
                .isTrue();
        simulation.run(Duration.ofSeconds(20), pings::isDone);
        var after = simulation.ping(one, other, 5);
        simulation.run(Duration.ofSeconds(5), after::isDone);
        assertThat(after.join().median()).isLessThan(Duration.ofMillis(100));
        simulation.weather(one, other, null);
        assertThat(
                        simulation.run(
                                Duration.ofMinutes(6),
                                () -> direct(one, other) && direct(other, one)))
                .as("%s %s", candidates(one, other), candidates(other, one))
                .isTrue();
    }

    @Test
    void aLinkIsTriedAtOnceWhenTheNetworkHasChanged() {
        List<SimulatedNode> nodes = mesh(3);
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        simulation.weather(one, other, CUT);
        assertThat(simulation.run(Duration.ofSeconds(40), () -> relayed(one, other))).isTrue();
        simulation.run(Duration.ofMinutes(10));
        simulation.weather(one, other, null);
        one.engine().networkChanged();
        assertThat(simulation.run(SOON, () -> direct(one, other) && direct(other, one))).isTrue();
    }

    @Test
    void equalPathsDoNotFlap() {
        List<SimulatedNode> nodes = mesh(4);
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        simulation.weather(new Weather(Duration.ofMillis(20), Duration.ofMillis(15), 0.01, false));
        simulation.weather(one, other, CUT);
        assertThat(simulation.run(Duration.ofSeconds(40), () -> relayed(one, other))).isTrue();
        long before = changes(one);
        for (int i = 0; i < 60; i++) {
            simulation.ping(one, other, 3);
            simulation.run(Duration.ofSeconds(10));
        }
        assertThat(changes(one) - before).isLessThanOrEqualTo(1);
    }

    @Test
    void aRelayThatDiesIsReplacedWithinASecondWhileThereIsTraffic() {
        List<SimulatedNode> nodes = fourWithARelayedPair();
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        var pings = simulation.ping(one, other, 20);
        simulation.run(Duration.ofSeconds(10));
        SimulatedNode relay = relay(nodes, one, other);
        simulation.crash(relay);
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(6),
                                () -> !path(one, other).via().contains(relay.key())))
                .as("%s", candidates(one, other))
                .isTrue();
        assertThat(left(one)).isZero();
        simulation.run(Duration.ofSeconds(20), pings::isDone);
    }

    @Test
    void aSilentPairWhoseRelayDiesGoesOnThroughAnother() {
        List<SimulatedNode> nodes = fourWithARelayedPair();
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        simulation.run(Duration.ofMinutes(2));
        SimulatedNode relay = relay(nodes, one, other);
        assertThat(candidates(one, other))
                .filteredOn(it -> it.state() == PathState.STANDBY)
                .isEmpty();
        simulation.crash(relay);
        simulation.run(Duration.ofSeconds(30));
        assertThat(path(one, other).via()).isNotEmpty().doesNotContain(relay.key());
        assertThat(joined(one, other)).isEqualTo(1);
        assertThat(joined(other, one)).isEqualTo(1);
    }

    @Test
    void aRelayThatHasRefusedIsAskedAgainSoonWhenTheOnlyOtherOneDies() {
        List<SimulatedNode> nodes = fourWithARelayedPair();
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        var pings = simulation.ping(one, other, 60);
        simulation.run(Duration.ofSeconds(10));
        SimulatedNode used = relay(nodes, one, other);
        SimulatedNode refusing = nodes.get(used == nodes.get(2) ? 3 : 2);
        // Once for each side: who has not opened the circuit that ended may open one at once.
        for (int side = 0; side < 2; side++) {
            refusing.engine().relay(RelayPolicy.DEFAULT.withWilling(false));
            simulation.run(Duration.ofMillis(500));
            refusing.engine().relay(RelayPolicy.DEFAULT);
            simulation.run(Duration.ofMillis(2500));
        }
        assertThat(candidates(one, other))
                .filteredOn(it -> it.via().equals(List.of(refusing.key())))
                .extracting(PathCandidate::state)
                .containsExactly(PathState.FAILED);
        simulation.crash(used);
        assertThat(
                        simulation.run(
                                Duration.ofSeconds(6),
                                () -> path(one, other).via().equals(List.of(refusing.key()))))
                .as("%s", candidates(one, other))
                .isTrue();
        assertThat(left(one)).isZero();
        simulation.run(Duration.ofSeconds(60), pings::isDone);
    }

    /// The first two cannot link.
    private List<SimulatedNode> fourWithARelayedPair() {
        List<SimulatedNode> nodes = mesh(4);
        SimulatedNode one = nodes.get(0);
        SimulatedNode other = nodes.get(1);
        simulation.weather(one, other, CUT);
        assertThat(simulation.run(Duration.ofSeconds(40), () -> relayed(one, other))).isTrue();
        return nodes;
    }

    private static SimulatedNode relay(
            List<SimulatedNode> nodes, SimulatedNode one, SimulatedNode other) {
        return nodes.stream()
                .filter(node -> path(one, other).via().contains(node.key()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aCrowdedRelayIsRelievedByOneThatCameLaterWhileThePairsAreSilent() {
        List<SimulatedNode> nodes = simulation.add(13);
        SimulatedNode first = nodes.get(0);
        for (int i = 1; i < nodes.size(); i++) {
            for (int j = 1; j < i; j++) {
                simulation.weather(nodes.get(i), nodes.get(j), CUT);
            }
            simulation.call(nodes.get(i), first);
        }
        Duration minute = Duration.ofMinutes(1);
        assertThat(simulation.run(minute, simulation::fullMesh)).isTrue();
        SimulatedNode second = simulation.add(1).getFirst();
        simulation.call(second, first);
        assertThat(simulation.run(minute, simulation::fullMesh)).isTrue();
        assertThat(carried(second)).isLessThan(carried(first) / 4);
        simulation.run(Duration.ofMinutes(4));
        assertThat(carried(second)).isGreaterThan(carried(first) / 3);
        assertThat(carried(first) + carried(second)).isEqualTo(12 * 11 / 2);
        assertThat(simulation.fullMesh()).isTrue();
        assertThat(nodes).allMatch(node -> left(node) == 0);
    }

    private static int carried(SimulatedNode relay) {
        return relay.snapshot().relay().circuits().size();
    }

    private List<SimulatedNode> mesh(int count) {
        List<SimulatedNode> nodes = simulation.add(count);
        for (int i = 1; i < count; i++) {
            simulation.call(nodes.get(i), nodes.get(i - 1));
        }
        assertThat(simulation.run(SOON, simulation::fullMesh)).isTrue();
        simulation.run(Duration.ofSeconds(3));
        return nodes;
    }

    private static Path path(SimulatedNode node, SimulatedNode peer) {
        return node.snapshot().peers().stream()
                .filter(it -> it.key().equals(peer.key()))
                .map(PeerInfo::path)
                .findFirst()
                .orElse(new Path(PathKind.DIRECT, List.of(), null, 1, "no path"));
    }

    private List<PathCandidate> candidates(SimulatedNode node, SimulatedNode peer) {
        var ways = new CompletableFuture<List<PathCandidate>>();
        node.engine().candidates(peer.key(), ways);
        simulation.run(Duration.ofMillis(1));
        return ways.join();
    }

    private static boolean relayed(SimulatedNode node, SimulatedNode peer) {
        return path(node, peer).kind() == PathKind.RELAY;
    }

    private static boolean direct(SimulatedNode node, SimulatedNode peer) {
        return node.peers().contains(peer.key()) && path(node, peer).kind() == PathKind.DIRECT;
    }

    private static String lastReason(SimulatedNode node) {
        return node.events().stream()
                .filter(PathDecided.class::isInstance)
                .map(event -> ((PathDecided) event).decision())
                .peek(it -> assertThat(it.candidates()).anyMatch(c -> c.state() == PathState.USED))
                .reduce((_, last) -> last)
                .orElseThrow()
                .path()
                .reason();
    }

    private static long changes(SimulatedNode node) {
        return node.events().stream().filter(PathChanged.class::isInstance).count();
    }

    private static long joined(SimulatedNode node, SimulatedNode peer) {
        return node.events().stream()
                .filter(it -> it instanceof PeerJoined event && event.peer().equals(peer.key()))
                .count();
    }

    private static long left(SimulatedNode node) {
        return node.events().stream().filter(PeerLeft.class::isInstance).count();
    }
}
