package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.PeerEvent.PeerLeft;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.model.ErrorCode;

/// Two nodes with one key in the same swarm.
class TwinSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Simulation simulation = new Simulation(1);

    @Test
    void bothHearOfEachOtherAndThenEveryPeerStaysWithOneOfThem() {
        SimulatedNode node = simulation.add();
        List<SimulatedNode> others = simulation.add(4);
        others.forEach(other -> simulation.call(other, node));
        assertThat(simulation.run(SOON, simulation::fullMesh)).isTrue();
        simulation.run(Duration.ofMinutes(1));
        SimulatedNode twin = simulation.addTwin(node);
        simulation.call(twin, others.getFirst());
        simulation.run(SOON);
        assertThat(List.of(node, twin))
                .allSatisfy(
                        it ->
                                assertThat(it.events())
                                        .filteredOn(FaultOccurred.class::isInstance)
                                        .extracting(event -> ((FaultOccurred) event).code())
                                        .contains(ErrorCode.IDENTITY_ELSEWHERE));
        Instant calm = simulation.now();
        simulation.run(LONG);
        assertThat(simulation.nodes())
                .allSatisfy(
                        it ->
                                assertThat(it.events())
                                        .filteredOn(PeerLeft.class::isInstance)
                                        .extracting(SwarmEvent::at)
                                        .allMatch(at -> at.isBefore(calm)));
        assertThat(node.peerCount() + twin.peerCount()).isEqualTo(others.size());
    }
}
