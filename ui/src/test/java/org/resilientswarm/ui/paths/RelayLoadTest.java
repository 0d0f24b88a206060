package org.resilientswarm.ui.paths;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.MemorySwarm;
import org.resilientswarm.ui.bridge.SwarmWatch;

class RelayLoadTest {
    private final MemorySwarm node = new MemorySwarm(1).talksWith(2, 0).talksWith(3, 0);

    private Optional<RelayLoad> tooMuch() {
        var nodes = new LocalNodes();
        nodes.attach(node);
        var watch = new SwarmWatch(nodes, Runnable::run, () -> NOON);
        watch.tick();
        return RelayLoad.tooMuch(watch.latest().peers());
    }

    @Test
    void without_relayed_peers_nothing_depends_on_a_relay() {
        assertThat(tooMuch()).isEmpty();
    }

    @Test
    void half_of_the_peers_are_not_too_much() {
        node.relays(4, 2).relays(5, 3);
        assertThat(tooMuch()).isEmpty();
    }

    @Test
    void more_than_half_are() {
        node.relays(4, 2).relays(5, 3).relays(6, 2);
        assertThat(tooMuch()).contains(new RelayLoad(key(2), 2, 3));
    }

    @Test
    void each_relay_of_a_long_way_counts() {
        node.relays(4, 2).relays(5, 3, 2);
        assertThat(tooMuch()).contains(new RelayLoad(key(2), 2, 2));
    }
}
