package org.resilientswarm.core.simulation;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.PingResult;
import org.resilientswarm.core.engine.Engine;
import org.resilientswarm.core.engine.EngineSetup;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.link.memory.MemoryNetwork;
import org.resilientswarm.core.link.memory.Weather;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.RelayPolicy;
import org.resilientswarm.core.model.SwarmLink;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.store.MemoryStore;
import org.resilientswarm.core.time.ManualTime;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.RecordBody;
import tools.jackson.databind.JsonNode;

/// A swarm in virtual time.
///
/// Not thread-safe. What a test or a drill does to the nodes happens at the current virtual time;
/// [#run] lets the time go on.
public final class Simulation {
    private static final URI EXCHANGE = URI.create("ws://exchange.simulated:7900");
    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTime time = new ManualTime(EPOCH);
    private final Random random;
    private final SecureRandom secureRandom;
    private final MemoryNetwork network;
    private final MemoryExchange exchange;
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final Map<String, Integer> islands = new HashMap<>();
    private final Map<SimulatedNode, UnaryOperator<Transport>> meddling = new HashMap<>();
    private final Map<String, Weather> pairs = new HashMap<>();
    private Weather weather = Weather.clear(Duration.ofMillis(20));

    /// @param seed everything that happens follows from it
    public Simulation(long seed) {
        random = new Random(seed);
        secureRandom = new SeededRandom(random.nextLong());
        network = new MemoryNetwork(time, random, this::between);
        exchange = new MemoryExchange(time, Duration.ofMillis(10));
    }

    /// Starts a node.
    public SimulatedNode add() {
        return add(UnaryOperator.identity());
    }

    /// Starts a node that does with its links what it wants.
    ///
    /// @param links makes the node's transport out of an honest one
    public SimulatedNode add(UnaryOperator<Transport> links) {
        byte[] secret = new byte[32];
        random.nextBytes(secret);
        return add(Identity.ofSeed(secret), links);
    }

    /// Starts another node with the key of one that there is.
    public SimulatedNode addTwin(SimulatedNode of) {
        return add(of.identity(), UnaryOperator.identity());
    }

    private SimulatedNode add(Identity identity, UnaryOperator<Transport> links) {
        var node = new SimulatedNode("node" + (nodes.size() + 1), identity, newStore());
        nodes.add(node);
        meddling.put(node, links);
        start(node);
        return node;
    }

    /// Starts several nodes.
    public List<SimulatedNode> add(int count) {
        var added = new ArrayList<SimulatedNode>();
        for (int i = 0; i < count; i++) {
            added.add(add());
        }
        return added;
    }

    private UnaryOperator<Transport> links(SimulatedNode node) {
        return meddling.getOrDefault(node, UnaryOperator.identity());
    }

    /// The clock and timers of this world.
    ManualTime time() {
        return time;
    }

    private MemoryStore newStore() {
        return new MemoryStore(time::execute);
    }

    private void start(SimulatedNode node) {
        var life = new NodeLife(time);
        String address = node.nextAddress();
        var setup =
                new EngineSetup(
                        node.identity(),
                        node.name(),
                        time,
                        life,
                        sink -> links(node).apply(network.transport(address, sink)),
                        (url, owner, card, sink) ->
                                exchange.open(url, owner.publicKey(), card, sink),
                        node.store(),
                        CompletableFuture.completedFuture(
                                KnownRecords.read(
                                        node.store()::forEach, new Random(random.nextLong()))),
                        life::execute,
                        new Random(random.nextLong()),
                        secureRandom,
                        node::happened,
                        null,
                        List.of(),
                        null,
                        List.of(EXCHANGE),
                        RelayPolicy.DEFAULT);
        var engine = new Engine(setup, () -> {});
        node.run(engine, life);
        engine.start();
    }

    /// Every node that was ever added, in order.
    public List<SimulatedNode> nodes() {
        return List.copyOf(nodes);
    }

    /// The nodes that run.
    public List<SimulatedNode> running() {
        return nodes.stream().filter(SimulatedNode::running).toList();
    }

    /// Lets one node call another.
    ///
    /// @return the key when the peer is there; fails with the reason
    public CompletableFuture<PublicKey> call(SimulatedNode caller, SimulatedNode called) {
        var result = new CompletableFuture<PublicKey>();
        caller.engine().call(SwarmLink.to(called.key()), result);
        return result;
    }

    /// Lets one node ping another.
    public CompletableFuture<PingResult> ping(SimulatedNode from, SimulatedNode to, int count) {
        var result = new CompletableFuture<PingResult>();
        from.engine().ping(to.key(), count, result);
        return result;
    }

    /// Lets a node put a record.
    ///
    /// @return the record when it is stored
    /// @throws IllegalArgumentException when the value breaks the rules for records
    public CompletableFuture<SwarmRecord> put(
            SimulatedNode author, String kind, String name, JsonNode value) {
        var done = new CompletableFuture<SwarmRecord>();
        try {
            author.engine().put(kind, name, RecordBody.write(value), null, done);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(e.reason(), e);
        }
        return done;
    }

    /// Lets a node delete a record of its own.
    ///
    /// @return what takes its place, when it is stored
    public CompletableFuture<SwarmRecord> delete(SimulatedNode author, String kind, String name) {
        var done = new CompletableFuture<SwarmRecord>();
        author.engine().delete(kind, name, done);
        return done;
    }

    /// Lets a node leave properly.
    public void leave(SimulatedNode node) {
        var stopped = new CompletableFuture<Transport>();
        node.engine().stop("it left", stopped);
        time.run(Duration.ofSeconds(1), stopped::isDone);
        stopped.join().close();
        exchange.forget(node.key());
        node.stopped();
    }

    /// Takes a node away without a word. Its store stays as it is in this moment.
    public void crash(SimulatedNode node) {
        network.unplug(node.address());
        exchange.forget(node.key());
        node.stopped();
    }

    /// Starts a node that has left or crashed anew, with the database that it had.
    public void restart(SimulatedNode node) {
        node.rests();
        start(node);
    }

    /// Starts a node that has left or crashed anew with nothing but its key.
    public void restartEmpty(SimulatedNode node) {
        node.rests();
        node.lose(newStore());
        start(node);
    }

    /// Switches the exchange off for good.
    public void stopExchange() {
        exchange.stop();
    }

    /// What every way is like from now on.
    public void weather(Weather everywhere) {
        weather = everywhere;
    }

    /// What the way between two nodes is like from now on, in both directions.
    ///
    /// @param own null for the weather that is everywhere
    public void weather(SimulatedNode one, SimulatedNode other, @Nullable Weather own) {
        for (String pair :
                List.of(pair(one.name(), other.name()), pair(other.name(), one.name()))) {
            if (own == null) {
                pairs.remove(pair);
            } else {
                pairs.put(pair, own);
            }
        }
    }

    private static String pair(String from, String to) {
        return from + ">" + to;
    }

    /// Puts the nodes on an island: links between islands carry nothing. All nodes are on island 0
    /// at first.
    public void island(int island, List<SimulatedNode> inhabitants) {
        for (SimulatedNode node : inhabitants) {
            if (island == 0) {
                islands.remove(node.name());
            } else {
                islands.put(node.name(), island);
            }
        }
    }

    /// Lets the time go on until the condition holds.
    ///
    /// @return whether it holds before the limit
    public boolean run(Duration limit, BooleanSupplier condition) {
        return time.run(limit, condition);
    }

    /// Lets the time go on.
    public void run(Duration duration) {
        time.pass(duration);
    }

    /// The virtual time since the beginning.
    public Duration elapsed() {
        return Duration.between(EPOCH, time.now());
    }

    Instant now() {
        return time.now();
    }

    /// Whether every running node talks with every other, and with nobody else.
    public boolean fullMesh() {
        List<SimulatedNode> up = running();
        return up.stream().allMatch(node -> node.peerCount() == up.size() - 1)
                && up.stream().allMatch(node -> talksWithAll(node, up));
    }

    private static boolean talksWithAll(SimulatedNode node, List<SimulatedNode> others) {
        Set<PublicKey> peers = node.peers();
        return others.stream().allMatch(it -> it == node || peers.contains(it.key()));
    }

    private Weather between(String from, String to) {
        if (!islands.isEmpty() && island(from) != island(to)) {
            return new Weather(weather.delay(), weather.jitter(), weather.loss(), true);
        }
        if (pairs.isEmpty()) {
            return weather;
        }
        String pair = pair(SimulatedNode.name(from), SimulatedNode.name(to));
        return pairs.getOrDefault(pair, weather);
    }

    private int island(String address) {
        return islands.getOrDefault(SimulatedNode.name(address), 0);
    }
}
