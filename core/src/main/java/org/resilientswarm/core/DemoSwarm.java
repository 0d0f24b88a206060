package org.resilientswarm.core;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.api.SwarmStream;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A swarm of several nodes in this process over real connections on loopback, with an exchange of
/// its own: to try things out. Nothing leaves the machine.
///
/// To each stream of type `text` the nodes answer what they heard.
///
/// Safe on every thread.
public final class DemoSwarm implements AutoCloseable {
    /// The most nodes that a demo may have.
    public static final int MAX_NODES = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DemoSwarm.class);
    private static final int MAX_REPEATED_BYTES = 1000;

    private final SignalExchange exchange;
    private final List<Swarm> nodes = new ArrayList<>();
    private final Consumer<Swarm> onOpened;
    private int opened;

    private DemoSwarm(SignalExchange exchange, Consumer<Swarm> onOpened) {
        this.exchange = exchange;
        this.onOpened = onOpened;
    }

    /// Starts the nodes, named `node1`, `node2` and so on. They do not know each other yet.
    ///
    /// @param count how many, 1 to [#MAX_NODES]
    public static DemoSwarm open(int count) {
        return open(count, _ -> {});
    }

    /// Starts the nodes, and tells of each one right after it started.
    ///
    /// @param count how many, 1 to [#MAX_NODES]
    /// @param onOpened hears of every node, those that [#add] starts as well; on the thread that
    ///     starts it
    public static DemoSwarm open(int count, Consumer<Swarm> onOpened) {
        if (count < 1 || count > MAX_NODES) {
            throw new IllegalArgumentException(count + " nodes; a demo has 1 to " + MAX_NODES);
        }
        var demo = new DemoSwarm(SignalExchange.open(ExchangeConfig.onLoopback()), onOpened);
        try {
            for (int i = 0; i < count; i++) {
                demo.start();
            }
            return demo;
        } catch (RuntimeException e) {
            demo.close();
            throw e;
        }
    }

    /// Lets every node but the second call another one, so that all meet: the first calls the
    /// second, the third the first, each further one the one before it. Returns at once.
    public synchronized void meet() {
        for (int i = 0; i < nodes.size(); i++) {
            if (i != 1 && nodes.size() > 1) {
                int called = i == 0 ? 1 : i == 2 ? 0 : i - 1;
                nodes.get(i).call(nodes.get(called).publicKey());
            }
        }
    }

    /// The nodes that run, in the order in which they were started.
    public synchronized List<Swarm> nodes() {
        return List.copyOf(nodes);
    }

    /// Starts one more node and lets it call the first.
    ///
    /// @throws IllegalStateException when there are [#MAX_NODES] already
    public synchronized Swarm add() {
        if (nodes.size() >= MAX_NODES) {
            throw new IllegalStateException("a demo has at most " + MAX_NODES + " nodes");
        }
        Swarm node = start();
        if (nodes.size() > 1) {
            node.call(nodes.getFirst().publicKey());
        }
        return node;
    }

    /// Stops one node; the others see it leave.
    public void remove(Swarm node) {
        boolean known;
        synchronized (this) {
            known = nodes.remove(node);
        }
        if (known) {
            node.close();
        }
    }

    private synchronized Swarm start() {
        String name = "node" + ++opened;
        SwarmConfig config =
                SwarmConfig.defaults().withName(name).withListen(null).withExchange(exchange.url());
        Swarm node = Swarms.openOnLoopback(config);
        nodes.add(node);
        node.onStream("text", stream -> answer(name, stream));
        onOpened.accept(node);
        return node;
    }

    private static void answer(String name, SwarmStream stream) {
        try (InputStream in = stream.input();
                OutputStream out = stream.output()) {
            var heard = new String(in.readNBytes(MAX_REPEATED_BYTES), StandardCharsets.UTF_8);
            in.transferTo(OutputStream.nullOutputStream());
            out.write((name + " heard: " + heard).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // The stream was reset: nobody waits for an answer any more.
            LOG.debug("event=text_not_answered reason=\"{}\"", e.getMessage());
        }
    }

    /// Stops all nodes, at once, and the exchange.
    @Override
    public void close() {
        List<Swarm> last;
        synchronized (this) {
            last = List.copyOf(nodes);
            nodes.clear();
        }
        last.parallelStream().forEach(Swarm::close);
        exchange.close();
    }
}
