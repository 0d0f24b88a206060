package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AgendaTest {
    private final Agenda<String> agenda = new Agenda<>();

    @Test
    void nothingIsDueAtFirst() {
        assertThat(agenda.next()).isEqualTo(Long.MAX_VALUE);
        assertThat(agenda.due(Long.MAX_VALUE - 1)).isNull();
    }

    @Test
    void whatIsDueComesOutOnceAndInOrder() {
        agenda.set("late", 30);
        agenda.set("soon", 10);
        agenda.set("also soon", 10);
        assertThat(agenda.next()).isEqualTo(10);
        assertThat(due(20)).containsExactly("also soon", "soon");
        assertThat(due(29)).isEmpty();
        assertThat(due(30)).containsExactly("late");
        assertThat(agenda.next()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void aTimeCanBeMovedAndTakenBack() {
        agenda.set("one", 10);
        agenda.set("one", 50);
        agenda.set("two", 20);
        agenda.set("two", Long.MAX_VALUE);
        assertThat(agenda.next()).isEqualTo(50);
        assertThat(due(49)).isEmpty();
        assertThat(due(50)).containsExactly("one");
    }

    @Test
    void itAgreesWithALookAtAllTimes() {
        long seed = new Random().nextLong();
        var random = new Random(seed);
        Map<String, Long> times = new HashMap<>();
        for (int now = 0; now < 2_000; now++) {
            String key = "k" + random.nextInt(50);
            long at = random.nextInt(10) == 0 ? Long.MAX_VALUE : now + random.nextInt(-5, 40);
            agenda.set(key, at);
            times.put(key, at);
            long first = times.values().stream().mapToLong(it -> it).min().orElseThrow();
            assertThat(agenda.next()).as("seed %d", seed).isEqualTo(first);
            for (String due : due(now)) {
                assertThat(times.remove(due)).as("seed %d", seed).isLessThanOrEqualTo(now);
            }
            long limit = now;
            assertThat(times.values()).as("seed %d", seed).allMatch(it -> it > limit);
            if (times.isEmpty()) {
                times.put("never", Long.MAX_VALUE);
            }
        }
    }

    private List<String> due(long now) {
        List<String> all = new ArrayList<>();
        for (String due = agenda.due(now); due != null; due = agenda.due(now)) {
            all.add(due);
        }
        return all;
    }
}
