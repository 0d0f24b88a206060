package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LinkEvent.LinkStarted;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import tools.jackson.databind.node.JsonNodeFactory;

class RecordSimulationTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    /// The work of a full mesh grows with the square; [RecordSimulationFuzz] has more.
    private static final int NODES = 12;

    private final Simulation simulation = new Simulation(1);

    @ParameterizedTest
    @ValueSource(longs = {1})
    void allThatRunHaveTheSameRecordsInTheEndWhateverHappened(long seed) {
        try {
            RecordLives.check(seed, NODES).print("records among " + NODES + " nodes, seed " + seed);
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    @Test
    void aRenewedCardReachesTheOthers() {
        List<SimulatedNode> nodes = mesh(3);
        simulation.run(Protocol.CARD_RENEWAL.plus(SOON));
        assertThat(nodes)
                .allSatisfy(
                        node ->
                                assertThat(cards(node))
                                        .hasSize(3)
                                        .allSatisfy(
                                                card ->
                                                        assertThat(
                                                                        Duration.ofMillis(
                                                                                now()
                                                                                        - card
                                                                                                .created()))
                                                                .isLessThan(SOON.multipliedBy(2))));
    }

    @Test
    void whoseApplicationsHaveFilledTheirShareIsStillInTheSwarm() {
        List<SimulatedNode> nodes = mesh(2);
        SimulatedNode author = nodes.getFirst();
        var value = JsonNodeFactory.instance.stringNode("much");
        int most = Protocol.MAX_AUTHOR_RECORDS - Protocol.AUTHOR_RESERVE_RECORDS;
        for (int i = 0; i < most; i++) {
            simulation.put(author, "note", "n" + i, value);
        }
        var oneMore = simulation.put(author, "note", "one more", value);
        simulation.run(Protocol.CARD_LIFETIME.plus(SOON));
        assertThat(oneMore)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        SwarmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_QUOTA));
        assertThat(of(nodes.getLast(), author))
                .hasSize(most + 2)
                .filteredOn(it -> RecordKey.isSwarmKind(it.key().kind()))
                .hasSize(2)
                .allMatch(it -> it.expires() > now());
    }

    @Test
    void whoLeavesTakesItsRecordsBackAndIsNotCalledAgain() {
        List<SimulatedNode> nodes = mesh(5);
        simulation.run(SOON);
        SimulatedNode gone = nodes.getFirst();
        simulation.leave(gone);
        var links = nodes.stream().map(node -> started(node, gone)).toList();
        simulation.run(SOON);
        for (SimulatedNode node : simulation.running()) {
            assertThat(of(node, gone))
                    .extracting(summary -> summary.key().kind())
                    .containsExactlyInAnyOrder(PeerCard.KIND, NetworkReport.KIND);
            assertThat(of(node, gone)).allMatch(RecordSummary::deleted);
        }
        simulation.run(Duration.ofMinutes(10));
        assertThat(nodes.stream().map(node -> started(node, gone)).toList()).isEqualTo(links);
    }

    @Test
    void whoComesBackWithItsDatabaseFindsTheOthersByItself() {
        List<SimulatedNode> nodes = mesh(4);
        simulation.run(SOON);
        SimulatedNode back = nodes.getFirst();
        simulation.crash(back);
        simulation.run(Duration.ofSeconds(20));
        simulation.restart(back);
        assertThat(simulation.run(Duration.ofSeconds(30), simulation::fullMesh)).isTrue();
    }

    @Test
    void whatIsDeletedDoesNotComeBackWithWhoWasAway() {
        List<SimulatedNode> nodes = mesh(3);
        SimulatedNode author = nodes.getFirst();
        SimulatedNode away = nodes.getLast();
        var value = JsonNodeFactory.instance.stringNode("old");
        simulation.put(author, "note", "one", value);
        simulation.run(SOON);
        simulation.crash(away);
        simulation.delete(author, "note", "one");
        simulation.run(Duration.ofSeconds(20));
        simulation.restart(away);
        assertThat(simulation.run(Duration.ofSeconds(30), simulation::fullMesh)).isTrue();
        simulation.run(SOON);
        assertThat(nodes)
                .allSatisfy(
                        node ->
                                assertThat(summaries(node))
                                        .filteredOn(it -> it.key().kind().equals("note"))
                                        .singleElement()
                                        .matches(RecordSummary::deleted));
        assertThat(author.events())
                .filteredOn(
                        event ->
                                event instanceof RecordAccepted accepted
                                        && accepted.record().kind().equals("note"))
                .hasSize(2);
    }

    private List<SimulatedNode> mesh(int count) {
        List<SimulatedNode> nodes = simulation.add(count);
        for (int i = 1; i < count; i++) {
            simulation.call(nodes.get(i), nodes.get(i - 1));
        }
        assertThat(simulation.run(SOON, simulation::fullMesh)).isTrue();
        return nodes;
    }

    private long now() {
        return simulation.now().toEpochMilli();
    }

    private static List<RecordSummary> summaries(SimulatedNode node) {
        var found = new ArrayList<RecordSummary>();
        node.store().forEach(found::add);
        return found;
    }

    private static List<RecordSummary> of(SimulatedNode node, SimulatedNode author) {
        return summaries(node).stream()
                .filter(summary -> summary.key().author().equals(author.key()))
                .toList();
    }

    private static List<RecordSummary> cards(SimulatedNode node) {
        return summaries(node).stream()
                .filter(summary -> summary.key().kind().equals(PeerCard.KIND))
                .toList();
    }

    private static long started(SimulatedNode node, SimulatedNode peer) {
        return node.events().stream()
                .filter(
                        event ->
                                event instanceof LinkStarted started
                                        && started.peer().equals(peer.key()))
                .count();
    }
}
