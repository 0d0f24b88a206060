package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.PathKind;
import org.resilientswarm.core.model.PeerInfo;
import org.resilientswarm.core.model.PublicKey;

/// A large swarm in which many pairs cannot link: all talk, and the load is spread.
///
/// `-Drelay.nodes` says how many nodes, `-Drelay.cut` which share of the pairs cannot link, and
/// `-Drelay.seed` which world it is.
class RelaySimulationFuzz {
    private static final int NODES = Integer.getInteger("relay.nodes", 200);
    private static final double CUT_SHARE =
            Double.parseDouble(System.getProperty("relay.cut", "0.3"));
    private static final long SEED = Long.getLong("relay.seed", 1);

    @Test
    void everyPairTalksAndNoMemberCarriesMuchMoreThanTheOthers() {
        Relayed result = run(SEED, NODES, CUT_SHARE);
        System.out.println(result);
        assertThat(result.most()).isLessThanOrEqualTo(5 * Math.max(1, result.median()));
    }

    /// What became of one world.
    ///
    /// @param until the virtual time after which every pair talked
    /// @param most circuits through the most loaded member
    record Relayed(
            int nodes, int cutPairs, int relayedPairs, Duration until, int median, int most) {}

    static Relayed run(long seed, int count, double cutShare) {
        var simulation = new Simulation(seed);
        var random = new Random(seed);
        Weather weather = new Weather(Duration.ofMillis(20), Duration.ofMillis(10), 0, false);
        simulation.weather(weather);
        List<SimulatedNode> nodes = simulation.add(count);
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
        for (int i = 0; i < 3000 && !all; i++) {
            simulation.run(Duration.ofMillis(100));
            all = simulation.fullMesh();
        }
        assertThat(all).as("seed %d: %s", seed, missing(nodes)).isTrue();
        Duration until = simulation.elapsed();
        simulation.run(Duration.ofSeconds(60));
        int relayed = 0;
        Map<PublicKey, Integer> load = new TreeMap<>();
        for (SimulatedNode node : nodes) {
            load.put(node.key(), 0);
        }
        for (SimulatedNode node : nodes) {
            for (PeerInfo peer : node.snapshot().peers()) {
                relayed += peer.path().kind() == PathKind.RELAY ? 1 : 0;
            }
            List<CircuitInfo> carried = node.snapshot().relay().circuits();
            load.merge(node.key(), carried.size(), Integer::sum);
        }
        List<Integer> loads = load.values().stream().sorted().toList();
        return new Relayed(
                count, cut, relayed / 2, until, loads.get(loads.size() / 2), loads.getLast());
    }

    private static String missing(List<SimulatedNode> nodes) {
        int peers = nodes.stream().mapToInt(SimulatedNode::peerCount).sum();
        return peers + " of " + nodes.size() * (nodes.size() - 1) + " sides of pairs talk";
    }
}
