package org.resilientswarm.core.link.memory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.link.LinkInput;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.time.Timers;

/// What joins the transports of one process.
///
/// A description's text is `memory:NODE:LINK`, so that offers and answers can travel as signals
/// like real ones.
public final class MemoryNetwork {
    /// A lost message of a reliable channel is sent again after this many delays.
    private static final int RETRANSMISSION_DELAYS = 3;

    /// While the way is cut, reliable messages are tried again this often.
    static final Duration RETRY = Duration.ofMillis(200);

    private final Timers timers;
    private final RandomGenerator random;
    private final BiFunction<String, String, Weather> weather;
    private final Map<String, MemoryTransport> nodes = new HashMap<>();

    /// @param weather what the way between two nodes is like now
    public MemoryNetwork(
            Timers timers, RandomGenerator random, BiFunction<String, String, Weather> weather) {
        this.timers = timers;
        this.random = random;
        this.weather = weather;
    }

    /// A transport for a node.
    ///
    /// @param node the node's name in this network, unique, without a colon
    public Transport transport(String node, Consumer<LinkInput> sink) {
        var transport = new MemoryTransport(this, node, sink);
        nodes.put(node, transport);
        return transport;
    }

    /// Takes a node away without a word, as a crash or a pulled plug does. Its links stay silent.
    public void unplug(String node) {
        nodes.remove(node);
    }

    @Nullable MemoryTransport node(String name) {
        return nodes.get(name);
    }

    Timers timers() {
        return timers;
    }

    boolean isCut(String from, String to) {
        return weather.apply(from, to).cut();
    }

    /// How long the next message takes from one node to another, or null when it is lost.
    @Nullable Duration travel(String from, String to, boolean reliable) {
        Weather now = weather.apply(from, to);
        if (now.cut()) {
            return null;
        }
        Duration time = now.delay().plusNanos(jitter(now));
        boolean lost = random.nextDouble() < now.loss();
        if (lost && !reliable) {
            return null;
        }
        return lost ? time.plus(now.delay().multipliedBy(RETRANSMISSION_DELAYS)) : time;
    }

    private long jitter(Weather now) {
        long bound = now.jitter().toNanos();
        return bound == 0 ? 0 : random.nextLong(bound);
    }
}
