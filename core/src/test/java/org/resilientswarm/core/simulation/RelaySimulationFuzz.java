package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.SwarmSnapshot;

/// A large swarm in which many pairs cannot link: all talk, and the load is spread.
///
/// `-Drelay.nodes` says how many nodes, `-Drelay.cut` which share of the pairs cannot link, and
/// `-Drelay.seed` which world it is. How the load is spread is printed once all pairs talk, each
/// ten virtual seconds after that, and judged `-Drelay.calm` seconds after.
class RelaySimulationFuzz {
    private static final int NODES = Integer.getInteger("relay.nodes", 200);
    private static final double CUT_SHARE =
            Double.parseDouble(System.getProperty("relay.cut", "0.3"));
    private static final long SEED = Long.getLong("relay.seed", 1);
    private static final int CALM_SECONDS = Integer.getInteger("relay.calm", 60);

    @Test
    void everyPairTalksAndNoMemberCarriesMuchMoreThanTheOthers() {
        Relayed result = run(SEED, NODES, CUT_SHARE);
        assertThat(result.most()).isLessThanOrEqualTo(5 * Math.max(1, result.median()));
    }

    /// How the pairs of one world talk at one time.
    ///
    /// @param at since the world began, in virtual time
    /// @param most circuits through the most loaded member
    record Relayed(Duration at, int nodes, int cutPairs, int relayedPairs, int median, int most) {}

    static Relayed run(long seed, int count, double cutShare) {
        var simulation = new Simulation(seed);
        var random = new Random(seed);
        Weather weather = new Weather(Duration.ofMillis(20), Duration.ofMillis(10), 0, false);
        simulation.weather(weather);
        List<SimulatedNode> nodes = simulation.add(count);
        nodes.forEach(SimulatedNode::keepNoEvents);
        int cut = 0;
        for (int i = 1; i < count; i++) {
            for (int j = 0; j < i; j++) {
                // Everybody can link with the first two, whom they call.
                if (j > 1 && random.nextDouble() < cutShare) {
                    Weather none = new Weather(Duration.ZERO, Duration.ZERO, 0, true);
                    simulation.weather(nodes.get(i), nodes.get(j), none);
                    cut++;
                }
            }
        }
        List<SimulatedNode> called = new ArrayList<>();
        for (SimulatedNode node : nodes) {
            if (!called.isEmpty()) {
                simulation.call(node, called.get(random.nextInt(Math.min(2, called.size()))));
            }
            called.add(node);
        }
        boolean all = false;
        // To look at all pairs after each event would take most of the time.
        for (int i = 1; i <= 3000 && !all; i++) {
            simulation.run(Duration.ofMillis(100));
            all = simulation.fullMesh();
            if (all || i % 10 == 0) {
                System.out.println(simulation.elapsed() + " " + talking(nodes));
            }
        }
        assertThat(all).as("seed %d: %s", seed, talking(nodes)).isTrue();
        System.out.println(relayed(simulation, nodes, cut));
        for (int i = 1; i <= CALM_SECONDS; i++) {
            simulation.run(Duration.ofSeconds(1));
            if (i % 10 == 0) {
                System.out.println(relayed(simulation, nodes, cut));
            }
        }
        return relayed(simulation, nodes, cut);
    }

    private static Relayed relayed(Simulation simulation, List<SimulatedNode> nodes, int cut) {
        int relayed = 0;
        List<Integer> loads = new ArrayList<>();
        for (SimulatedNode node : nodes) {
            SwarmSnapshot snapshot = node.snapshot();
            for (PeerInfo peer : snapshot.peers()) {
                relayed += peer.path().kind() == PathKind.RELAY ? 1 : 0;
            }
            loads.add(snapshot.relay().circuits().size());
        }
        Collections.sort(loads);
        return new Relayed(
                simulation.elapsed(),
                nodes.size(),
                cut,
                relayed / 2,
                loads.get(loads.size() / 2),
                loads.getLast());
    }

    private static String talking(List<SimulatedNode> nodes) {
        int peers = nodes.stream().mapToInt(SimulatedNode::peerCount).sum();
        return peers + " of " + nodes.size() * (nodes.size() - 1) + " sides of pairs talk";
    }
}
