package org.resilientswarm.ui.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.Subscription;

class SwarmWatchTest {
    private final LocalNodes nodes = new LocalNodes();
    private final List<SwarmPicture> seen = new ArrayList<>();
    private Instant now = NOON;
    private final SwarmWatch watch = new SwarmWatch(nodes, Runnable::run, () -> now);
    private final MemorySwarm node = new MemorySwarm(1);

    private void tick() {
        now = now.plus(Duration.ofMillis(100));
        watch.tick();
    }

    @Test
    void a_view_gets_the_latest_picture_at_once_and_nothing_while_nothing_changes() {
        nodes.attach(node);
        tick();
        Subscription watching = watch.watch(seen::add);
        assertThat(seen).hasSize(1);
        tick();
        tick();
        assertThat(seen).hasSize(1);
        watching.close();
    }

    @Test
    void a_new_peer_shows_with_the_next_tick_but_mere_numbers_twice_a_second() {
        nodes.attach(node);
        Subscription watching = watch.watch(seen::add);
        node.talksWith(2, 0);
        tick();
        int before = seen.size();
        for (int i = 1; i <= 10; i++) {
            node.talksWith(2, 1000L * i);
            tick();
        }
        assertThat(seen.size() - before).isEqualTo(2);
        node.talksWith(3, 0);
        tick();
        assertThat(seen.getLast().peers()).hasSize(2);
        watching.close();
    }

    @Test
    void a_closed_view_hears_nothing() {
        watch.watch(seen::add).close();
        int before = seen.size();
        nodes.attach(node);
        tick();
        assertThat(seen).hasSize(before);
    }

    @Test
    void attaching_another_node_closes_the_one_before() {
        nodes.attach(node);
        nodes.attach(new MemorySwarm(2));
        assertThat(node.isClosed()).isTrue();
    }

    @Test
    void what_is_attached_after_the_end_is_closed_at_once() {
        nodes.close();
        nodes.attach(node);
        assertThat(node.isClosed()).isTrue();
        assertThat(nodes.nodes()).isEmpty();
    }
}
