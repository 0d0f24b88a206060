package org.resilientswarm.ui.links;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RttHistoryTest {
    private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

    private final RttHistory history = new RttHistory();

    private void add(double second, @Nullable Integer millis) {
        history.add(at(second), millis == null ? null : Duration.ofMillis(millis));
    }

    private static Instant at(double second) {
        return START.plusMillis(Math.round(1000 * second));
    }

    @Test
    void a_time_without_measurement_is_a_gap() {
        add(0, 10);
        add(1, 20);
        add(2, null);
        add(3, 30);
        List<List<RttHistory.Dot>> pieces = history.pieces(at(3));
        assertThat(pieces).hasSize(2);
        assertThat(pieces.getFirst())
                .extracting(RttHistory.Dot::millis)
                .containsExactly(10.0, 20.0);
        assertThat(pieces.getLast()).extracting(RttHistory.Dot::millis).containsExactly(30.0);
    }

    @Test
    void a_silence_is_a_gap() {
        add(0, 10);
        add(1, 10);
        add(9, 10);
        assertThat(history.pieces(at(9))).hasSize(2);
    }

    @Test
    void it_reaches_back_a_minute_and_ends_now() {
        for (int second = 0; second <= 100; second++) {
            add(second, second);
        }
        List<RttHistory.Dot> piece = history.pieces(at(100)).getFirst();
        assertThat(piece.getFirst().millis()).isEqualTo(40);
        assertThat(piece.getFirst().share()).isCloseTo(0, within(1e-9));
        assertThat(piece.getLast().share()).isEqualTo(1);
    }

    @Test
    void pictures_in_quick_succession_do_not_fill_it() {
        for (int i = 0; i < 10_000; i++) {
            add(i / 1000.0, 7);
        }
        assertThat(history.pieces(at(10)).getFirst()).hasSizeBetween(20, 30);
    }

    @Test
    void its_range_is_told_and_nothing_measured_has_none() {
        add(0, null);
        assertThat(history.range()).isNull();
        assertThat(history.isEmpty()).isTrue();
        add(1, 30);
        add(2, 10);
        add(3, 20);
        assertThat(history.range())
                .isEqualTo(
                        new RttHistory.Range(
                                Duration.ofMillis(10),
                                Duration.ofMillis(20),
                                Duration.ofMillis(30)));
    }
}
