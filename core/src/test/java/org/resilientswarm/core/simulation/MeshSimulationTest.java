package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.PeerEvent.PeerJoined;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.LinkState;

class MeshSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Simulation simulation = new Simulation(1);

    @Test
    void threeNodesMeetAlthoughOnlyTwoCalled() {
        List<SimulatedNode> nodes = simulation.add(3);
        simulation.call(nodes.get(0), nodes.get(1));
        simulation.call(nodes.get(2), nodes.get(0));
        assertThat(simulation.run(SOON, simulation::fullMesh)).isTrue();
        simulation.run(Duration.ofMinutes(1));
        assertThat(nodes).allSatisfy(node -> assertThat(joined(node)).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void twentyNodesMeetOnceEachWhereverTheyCall(long seed) {
        var seeded = new Simulation(seed);
        seeded.weather(new Weather(Duration.ofMillis(20), Duration.ofMillis(30), 0.05, false));
        callAtRandom(seeded, seed, 20);
        assertThat(seeded.run(Duration.ofSeconds(30), seeded::fullMesh))
                .as("seed %d", seed)
                .isTrue();
        seeded.run(Duration.ofMinutes(2));
        assertThat(seeded.nodes())
                .as("seed %d", seed)
                .allSatisfy(node -> assertThat(joined(node)).hasSize(19));
    }

    @Test
    void theSameSeedGivesTheSameEvents() {
        assertThat(trace(7)).isEqualTo(trace(7)).isNotEqualTo(trace(8));
    }

    @Test
    void aNewcomerMeetsAllThroughItsFirstLinkWhenTheExchangeIsGone() {
        List<SimulatedNode> nodes = simulation.add(6);
        for (int i = 1; i < 5; i++) {
            simulation.call(nodes.get(i), nodes.get(i - 1));
        }
        SimulatedNode newcomer = nodes.get(5);
        simulation.run(SOON, () -> nodes.get(0).peers().size() == 4);
        simulation.call(newcomer, nodes.get(2));
        simulation.run(SOON, () -> newcomer.peers().contains(nodes.get(2).key()));
        simulation.stopExchange();
        assertThat(simulation.run(SOON, simulation::fullMesh)).isTrue();
    }

    @Test
    void twoThatCallEachOtherAtOnceHaveOneLink() {
        List<SimulatedNode> nodes = simulation.add(2);
        simulation.run(Duration.ofSeconds(1));
        var one = simulation.call(nodes.get(0), nodes.get(1));
        var other = simulation.call(nodes.get(1), nodes.get(0));
        assertThat(simulation.run(Duration.ofMillis(500), () -> one.isDone() && other.isDone()))
                .isTrue();
        assertThat(one.join()).isEqualTo(nodes.get(1).key());
        simulation.run(Duration.ofSeconds(30));
        assertThat(nodes)
                .allSatisfy(
                        node -> {
                            assertThat(joined(node)).hasSize(1);
                            assertThat(left(node)).isEmpty();
                            assertThat(node.snapshot().links()).hasSize(1);
                        });
    }

    @Test
    void whoLeavesBeforeTheHandshakeIsDoneSaysGoodbyeAllTheSame() {
        SimulatedNode caller = simulation.add();
        SimulatedNode called = simulation.add();
        simulation.call(caller, called);
        assertThat(simulation.run(SOON, () -> caller.peers().contains(called.key()))).isTrue();
        assertThat(called.peers()).isEmpty();
        simulation.leave(called);
        assertThat(simulation.run(Duration.ofSeconds(1), () -> caller.peers().isEmpty())).isTrue();
        assertThat(caller.snapshot().sessions()).isEmpty();
        assertThat(caller.events())
                .filteredOn(PeerLeft.class::isInstance)
                .extracting(event -> ((PeerLeft) event).reason())
                .containsExactly("it left");
    }

    @Test
    void whoLeavesIsGoneAtOnceAndWithItsReason() {
        List<SimulatedNode> nodes = mesh(4);
        simulation.leave(nodes.get(0));
        assertThat(simulation.run(Duration.ofSeconds(1), simulation::fullMesh)).isTrue();
        simulation.run(Duration.ofMinutes(3));
        assertThat(simulation.running())
                .allSatisfy(
                        node -> {
                            assertThat(left(node))
                                    .extracting(PeerLeft::reason)
                                    .containsExactly("it left");
                            assertThat(node.peers()).hasSize(2);
                        });
    }

    @Test
    void whoCrashesIsMissedWithinFifteenSeconds() {
        List<SimulatedNode> nodes = mesh(4);
        simulation.run(Duration.ofSeconds(7));
        simulation.crash(nodes.get(0));
        assertThat(simulation.run(Duration.ofSeconds(15), simulation::fullMesh)).isTrue();
        assertThat(left(nodes.get(1)))
                .extracting(PeerLeft::reason)
                .containsExactly("no answer for 15 s");
    }

    @Test
    void islandsGrowTogetherAgain() {
        List<SimulatedNode> nodes = mesh(8);
        simulation.island(1, nodes.subList(0, 4));
        simulation.run(Duration.ofSeconds(60));
        assertThat(nodes).allSatisfy(node -> assertThat(node.peers()).hasSize(3));
        simulation.island(0, nodes);
        assertThat(simulation.run(Duration.ofMinutes(12), simulation::fullMesh)).isTrue();
    }

    @Test
    void aPoorLinkIsCalledPoorAndAGoodOneGoodAgain() {
        List<SimulatedNode> nodes = mesh(2);
        simulation.weather(new Weather(Duration.ofMillis(400), Duration.ZERO, 0, false));
        assertThat(simulation.run(Duration.ofMinutes(2), () -> state(nodes) == LinkState.POOR))
                .isTrue();
        simulation.weather(Weather.clear(Duration.ofMillis(10)));
        assertThat(simulation.run(Duration.ofMinutes(2), () -> state(nodes) == LinkState.GOOD))
                .isTrue();
    }

    @Test
    void aPingTakesAsLongAsTheWayThereAndBack() {
        List<SimulatedNode> nodes = mesh(2);
        simulation.run(SOON);
        var result = simulation.ping(nodes.get(0), nodes.get(1), 5);
        assertThat(simulation.run(SOON, result::isDone)).isTrue();
        assertThat(result.join().roundTrips()).hasSize(5).containsOnly(Duration.ofMillis(40));
    }

    @Test
    void aKeyThatNobodyHasIsUnknown() {
        SimulatedNode node = simulation.add();
        SimulatedNode nobody = new Simulation(99).add();
        var call = simulation.call(node, nobody);
        assertThat(simulation.run(Duration.ofSeconds(20), call::isDone)).isTrue();
        assertThat(call)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        SwarmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.PEER_UNKNOWN));
    }

    @Test
    void theCallerMayBeEarlierThanTheCalled() {
        SimulatedNode called = new Simulation(1).add();
        SimulatedNode first = simulation.add();
        assertThat(first.key()).isEqualTo(called.key());
        SimulatedNode second = simulation.add();
        var call = simulation.call(second, first);
        assertThat(simulation.run(SOON, call::isDone)).isTrue();
        assertThat(call).isCompletedWithValue(first.key());
    }

    private List<SimulatedNode> mesh(int count) {
        List<SimulatedNode> nodes = simulation.add(count);
        for (int i = 1; i < count; i++) {
            simulation.call(nodes.get(i), nodes.get(i - 1));
        }
        assertThat(simulation.run(SOON, simulation::fullMesh)).isTrue();
        return nodes;
    }

    private static void callAtRandom(Simulation simulation, long seed, int count) {
        List<SimulatedNode> nodes = simulation.add(count);
        var random = new Random(seed);
        for (int i = 1; i < count; i++) {
            simulation.call(nodes.get(i), nodes.get(random.nextInt(i)));
        }
    }

    private static List<String> trace(long seed) {
        var simulation = new Simulation(seed);
        callAtRandom(simulation, seed, 8);
        simulation.run(Duration.ofSeconds(20));
        var lines = new ArrayList<String>();
        for (SimulatedNode node : simulation.nodes()) {
            node.events().forEach(event -> lines.add(node.name() + " " + event));
        }
        return lines;
    }

    private static LinkState state(List<SimulatedNode> nodes) {
        return nodes.get(0).snapshot().links().get(0).state();
    }

    private static List<SwarmEvent> joined(SimulatedNode node) {
        return node.events().stream().filter(PeerJoined.class::isInstance).toList();
    }

    private static List<PeerLeft> left(SimulatedNode node) {
        return node.events().stream()
                .filter(PeerLeft.class::isInstance)
                .map(PeerLeft.class::cast)
                .toList();
    }
}
