package org.resilientswarm.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.event.SwarmEvent;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import tools.jackson.databind.node.JsonNodeFactory;

/// A swarm in bad weather that somebody always writes into: it meets, falls apart into two and
/// grows together again, and then a third of it changes: nodes crash, leave, come, and come back
/// with what they had or with nothing. In the end all that run must have the same records.
final class RecordLives {
    /// How long records that were put in one part of a life took to reach the last node that ran
    /// all the time; in the partition counted from its end.
    record Spread(List<Duration> whileCalm, List<Duration> afterPartition, List<Duration> inChurn) {
        void add(Spread other) {
            whileCalm.addAll(other.whileCalm);
            afterPartition.addAll(other.afterPartition);
            inChurn.addAll(other.inChurn);
        }

        void print(String what) {
            System.out.printf(
                    "%s: median / 95 %% / longest: calm %s, after a partition %s, in churn %s%n",
                    what, text(whileCalm), text(afterPartition), text(inChurn));
        }

        private static String text(List<Duration> times) {
            List<Duration> sorted = times.stream().sorted().toList();
            return "%,d / %,d / %,d ms"
                    .formatted(share(sorted, 50), share(sorted, 95), share(sorted, 100));
        }

        /// The time within which this share of all came.
        private static long share(List<Duration> sorted, int percent) {
            int place = Math.ceilDiv(sorted.size() * percent, 100) - 1;
            return sorted.get(place).toMillis();
        }
    }

    /// A version that was put, and when it could begin to reach everybody.
    private record Put(SwarmRecord record, Instant from, List<Duration> spread) {}

    private static final String KIND = "note";
    private static final Weather POOR =
            new Weather(Duration.ofMillis(20), Duration.ofMillis(30), 0.05, false);
    private static final Duration BETWEEN_PUTS = Duration.ofMillis(400);
    private static final Duration CALM = Duration.ofSeconds(20);
    private static final Duration APART = Duration.ofSeconds(60);
    private static final Duration CHURN = Duration.ofSeconds(60);

    private static final Duration MEETS = Duration.ofMinutes(3);

    /// Who has given up dialling tries again after minutes only.
    private static final Duration GROWS_TOGETHER = Duration.ofMinutes(15);

    private static final Duration IN_THE_END = Duration.ofMinutes(2);
    private static final Duration STEP = Duration.ofMillis(250);

    private final Random random;
    private final Simulation simulation;
    private final int size;
    private final List<SimulatedNode> steady;
    private final Map<SimulatedNode, Instant> downUntil = new HashMap<>();
    private final List<Put> puts = new ArrayList<>();
    private final Spread spread =
            new Spread(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    private int names;

    private RecordLives(long seed, int size) {
        this.random = new Random(seed);
        this.simulation = new Simulation(seed);
        this.size = size;
        simulation.weather(POOR);
        this.steady = new ArrayList<>(simulation.add(size));
        for (int i = 1; i < size; i++) {
            simulation.call(steady.get(i), steady.get(random.nextInt(i)));
        }
    }

    /// Lives one life.
    ///
    /// @throws AssertionError when not all have the same in the end
    static Spread check(long seed, int size) {
        var life = new RecordLives(seed, size);
        life.calm();
        life.partition();
        life.churn();
        life.settle();
        life.measure();
        return life.spread;
    }

    private void calm() {
        assertThat(until(MEETS, simulation::fullMesh)).as("mesh").isTrue();
        write(CALM, spread.whileCalm());
    }

    private void partition() {
        simulation.island(1, simulation.nodes().subList(0, size / 2));
        int before = puts.size();
        write(APART, spread.afterPartition());
        assertThat(sameNotes()).as("the islands have the same records").isFalse();
        simulation.island(0, simulation.nodes());
        Instant healed = now();
        puts.subList(before, puts.size())
                .replaceAll(put -> new Put(put.record(), healed, put.spread()));
        assertThat(until(GROWS_TOGETHER, this::sameNotes)).as("after the partition").isTrue();
    }

    private void churn() {
        List<SimulatedNode> changing = simulation.running().subList(size / 4, size / 4 + size / 3);
        steady.removeAll(changing);
        Duration apart = CHURN.dividedBy(changing.size());
        for (int i = 0; i < changing.size(); i++) {
            SimulatedNode node = changing.get(i);
            switch (i % 4) {
                case 0 -> {
                    simulation.crash(node);
                    call(simulation.add());
                }
                case 1 -> simulation.leave(node);
                default -> {
                    simulation.crash(node);
                    downUntil.put(node, now().plusSeconds(2 + random.nextInt(20)));
                }
            }
            write(apart, spread.inChurn());
        }
        write(Duration.ofSeconds(20), spread.inChurn());
        assertThat(downUntil).isEmpty();
    }

    /// Half of those that come back still have their database.
    private void comeBack() {
        List<SimulatedNode> due =
                downUntil.entrySet().stream()
                        .filter(entry -> !entry.getValue().isAfter(now()))
                        .map(Map.Entry::getKey)
                        .sorted(Comparator.comparing(SimulatedNode::key))
                        .toList();
        for (SimulatedNode node : due) {
            downUntil.remove(node);
            if (random.nextBoolean()) {
                simulation.restart(node);
            } else {
                simulation.restartEmpty(node);
                call(node);
            }
        }
    }

    private void call(SimulatedNode node) {
        simulation.call(node, steady.get(random.nextInt(steady.size())));
    }

    /// The weather clears, so that nobody has news of its links any more.
    private void settle() {
        simulation.weather(Weather.clear(Duration.ofMillis(20)));
        if (!until(IN_THE_END, this::same)) {
            throw new AssertionError(different());
        }
        assertThat(ids(steady.getFirst()).size()).isGreaterThan(size + puts.size() / 2);
    }

    /// Which records are not everywhere, and how many nodes have which version.
    private String different() {
        Map<RecordKey, Map<Long, Integer>> versions = new HashMap<>();
        for (SimulatedNode node : simulation.running()) {
            node.store()
                    .forEach(
                            summary ->
                                    versions.computeIfAbsent(summary.key(), _ -> new TreeMap<>())
                                            .merge(summary.sequence(), 1, Integer::sum));
        }
        int all = simulation.running().size();
        versions.values().removeIf(it -> it.size() == 1 && it.containsValue(all));
        return versions.entrySet().stream()
                .map(it -> it.getKey().kind() + " " + it.getKey().name() + it.getValue())
                .collect(
                        Collectors.joining(
                                ", ", "of " + all + " nodes so many have versions ", ""));
    }

    // Writing

    private void write(Duration time, List<Duration> spreads) {
        Instant end = now().plus(time);
        while (now().isBefore(end)) {
            comeBack();
            List<SimulatedNode> running = simulation.running();
            put(running.get(random.nextInt(running.size())), spreads);
            simulation.run(BETWEEN_PUTS);
        }
    }

    private void put(SimulatedNode author, List<Duration> spreads) {
        boolean again = random.nextInt(4) == 0;
        String name = "note " + (again ? random.nextInt(names + 1) : ++names);
        var text = JsonNodeFactory.instance.stringNode("text " + random.nextInt());
        CompletableFuture<SwarmRecord> done = simulation.put(author, KIND, name, text);
        if (random.nextInt(10) == 0) {
            done = simulation.delete(author, KIND, name);
        }
        done.thenAccept(record -> puts.add(new Put(record, now(), spreads)));
    }

    // Looking

    private Instant now() {
        return simulation.now();
    }

    private boolean until(Duration limit, BooleanSupplier condition) {
        Instant end = now().plus(limit);
        while (now().isBefore(end)) {
            if (condition.getAsBoolean()) {
                return true;
            }
            simulation.run(STEP);
        }
        return condition.getAsBoolean();
    }

    private boolean same() {
        return simulation.running().stream().map(RecordLives::ids).distinct().count() == 1;
    }

    private boolean sameNotes() {
        return simulation.running().stream().map(RecordLives::notes).distinct().count() == 1;
    }

    static Set<RecordId> ids(SimulatedNode node) {
        var ids = new HashSet<RecordId>();
        node.store().forEach(summary -> ids.add(summary.id()));
        return ids;
    }

    private static Set<RecordId> notes(SimulatedNode node) {
        var ids = new HashSet<RecordId>();
        node.store()
                .forEach(
                        summary -> {
                            if (summary.key().kind().equals(KIND)) {
                                ids.add(summary.id());
                            }
                        });
        return ids;
    }

    private static RecordKey key(SwarmRecord record) {
        return new RecordKey(record.author(), record.kind(), record.name());
    }

    /// Only what steady nodes put must have reached the others.
    private void measure() {
        var arrivals = new HashMap<RecordKey, Map<SimulatedNode, List<RecordAccepted>>>();
        for (SimulatedNode node : steady) {
            for (SwarmEvent event : node.events()) {
                if (event instanceof RecordAccepted accepted) {
                    arrivals.computeIfAbsent(key(accepted.record()), _ -> new HashMap<>())
                            .computeIfAbsent(node, _ -> new ArrayList<>())
                            .add(accepted);
                }
            }
        }
        var authors = steady.stream().map(SimulatedNode::key).collect(Collectors.toSet());
        for (Put put : puts) {
            if (authors.contains(put.record().author())) {
                var nodes = arrivals.getOrDefault(key(put.record()), Map.of());
                Duration longest = Duration.ZERO;
                for (SimulatedNode node : steady) {
                    Duration time =
                            Duration.between(put.from(), arrival(put, nodes.get(node), node));
                    longest = time.compareTo(longest) > 0 ? time : longest;
                }
                put.spread().add(longest);
            }
        }
    }

    /// When the node had this version or a newer one.
    private static Instant arrival(
            Put put, @Nullable List<RecordAccepted> there, SimulatedNode node) {
        return Objects.requireNonNullElse(there, List.<RecordAccepted>of()).stream()
                .filter(accepted -> accepted.record().sequence() >= put.record().sequence())
                .map(RecordAccepted::at)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(node.name() + " never heard of " + put.record()));
    }
}
