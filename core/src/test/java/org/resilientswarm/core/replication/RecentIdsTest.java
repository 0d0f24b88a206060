package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.resilientswarm.core.wire.RecordId;

class RecentIdsTest {
    private final RecentIds ids = new RecentIds(100);

    private static RecordId id(long number) {
        return new RecordId(number + 1, 0, 0, 0);
    }

    private void add(int from, int to) {
        for (int i = from; i < to; i++) {
            ids.add(id(i));
        }
    }

    @Test
    void theLastHundredAreRememberedAndThoseBeforeTwoHundredForgotten() {
        add(0, 201);
        for (int i = 101; i <= 200; i++) {
            assertThat(ids.contains(id(i))).as("%d", i).isTrue();
        }
        assertThat(ids.contains(id(99))).isFalse();
        assertThat(ids.contains(id(300))).isFalse();
    }

    @Test
    void addingAgainTakesNoRoom() {
        add(0, 100);
        add(0, 100);
        add(100, 200);
        assertThat(ids.contains(id(0))).isTrue();
    }

    @Test
    void twoTurnsForgetEverything() {
        add(0, 10);
        ids.rotate();
        assertThat(ids.contains(id(0))).isTrue();
        assertThat(ids.contains(id(9))).isTrue();
        ids.rotate();
        assertThat(ids.contains(id(9))).isFalse();
    }
}
