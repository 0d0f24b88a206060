package org.resilientswarm.ui.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.resilientswarm.ui.bridge.MemorySwarm.key;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.ui.bridge.MemoryCapture;
import org.resilientswarm.ui.traffic.TrafficLog.Choice;
import org.resilientswarm.ui.traffic.TrafficLog.Limits;

class TrafficLogTest {
    private final MemoryCapture capture = new MemoryCapture();
    private int changes;
    private final TrafficLog log = new TrafficLog(new Limits(100, 10_000), () -> changes++);

    @BeforeEach
    void begin() {
        log.begin(key(1));
        log.take();
    }

    private void comes(int count) {
        comes(count, 0);
    }

    private void comes(int count, long dropped) {
        log.more(
                java.util.stream.Stream.generate(() -> capture.hop(true, 2, TrafficKind.PROBE))
                        .limit(count)
                        .toList(),
                dropped);
    }

    private static Choice to(int peer) {
        return new Choice(TrafficFilter.ALL, FrameNames.NONE, key(peer));
    }

    private static List<Long> numbers(TrafficUpdate update) {
        return update.rows().stream().map(TrafficEntry::number).toList();
    }

    @Test
    void what_comes_is_added_and_taken_once() {
        comes(2);
        comes(1);
        TrafficUpdate update = log.take();
        assertThat(update.anew()).isFalse();
        assertThat(numbers(update)).containsExactly(1L, 2L, 3L);
        assertThat(update.status()).isEqualTo(new TrafficStatus(3, 3, 0, 0));
        assertThat(log.take().rows()).isEmpty();
    }

    @Test
    void nothing_new_is_no_change() {
        comes(1);
        int before = changes;
        log.more(List.of(), 0);
        assertThat(changes).isEqualTo(before);
        log.more(List.of(), 3);
        assertThat(changes).isEqualTo(before + 1);
        assertThat(log.take().status().dropped()).isEqualTo(3);
    }

    @Test
    void at_the_limit_all_are_kept_and_one_beyond_some_go_at_once() {
        comes(100);
        assertThat(log.take().keepFrom()).isEqualTo(1);
        comes(1);
        TrafficUpdate update = log.take();
        assertThat(update.keepFrom()).isEqualTo(7);
        assertThat(update.status()).isEqualTo(new TrafficStatus(101, 95, 0, 0));
        assertThat(update.status().forgotten()).isEqualTo(6);
    }

    @Test
    void many_bytes_make_room_as_well() {
        capture.keepPayload(true);
        log.more(List.of(capture.data(true, 2, "blast", 6_000, "")), 0);
        log.more(List.of(capture.data(true, 2, "blast", 6_000, "")), 0);
        assertThat(log.take().status().kept()).isEqualTo(1);
    }

    @Test
    void another_choice_looks_through_what_is_there_and_holds_for_what_comes() {
        log.more(
                List.of(
                        capture.hop(true, 2, TrafficKind.PROBE),
                        capture.hop(true, 3, TrafficKind.PROBE)),
                0);
        log.choose(to(3), () -> false);
        TrafficUpdate update = log.take();
        assertThat(update.anew()).isTrue();
        assertThat(numbers(update)).containsExactly(2L);
        assertThat(update.status().kept()).isEqualTo(2);
        log.more(
                List.of(
                        capture.hop(true, 2, TrafficKind.PROBE),
                        capture.hop(true, 3, TrafficKind.PROBE)),
                0);
        assertThat(numbers(log.take())).containsExactly(4L);
    }

    @Test
    void an_outdated_choice_is_given_up_between_two_slices() {
        var large = new TrafficLog(new Limits(10_000, Long.MAX_VALUE), () -> {});
        large.begin(key(1));
        large.more(
                java.util.stream.Stream.generate(() -> capture.hop(true, 2, TrafficKind.PROBE))
                        .limit(1024)
                        .toList(),
                0);
        large.take();
        large.choose(to(3), () -> true);
        assertThat(large.take().anew()).isFalse();
        large.more(List.of(capture.hop(true, 2, TrafficKind.PROBE)), 0);
        assertThat(large.take().rows()).hasSize(1);
    }

    @Test
    void paused_nothing_is_added_but_counted_and_later_made_good() {
        comes(2);
        log.take();
        log.pause(true);
        comes(3);
        TrafficUpdate still = log.take();
        assertThat(still.rows()).isEmpty();
        assertThat(still.status()).isEqualTo(new TrafficStatus(5, 2, 0, 3));
        log.pause(false);
        TrafficUpdate live = log.take();
        assertThat(numbers(live)).containsExactly(3L, 4L, 5L);
        assertThat(live.status().waiting()).isZero();
    }

    @Test
    void paused_rows_stay_though_there_is_no_room_for_them_any_more() {
        comes(10);
        log.take();
        log.pause(true);
        comes(200);
        assertThat(log.take().keepFrom()).isLessThanOrEqualTo(1);
        log.choose(to(2), () -> false);
        assertThat(log.take().rows()).hasSize(10);
        log.pause(false);
        TrafficUpdate live = log.take();
        assertThat(live.keepFrom()).isGreaterThan(100);
        assertThat(live.rows()).allMatch(entry -> entry.number() >= live.keepFrom());
    }

    @Test
    void cleared_frames_count_no_more_and_lost_ones_neither() {
        comes(5, 2);
        log.clear();
        TrafficUpdate update = log.take();
        assertThat(update.anew()).isTrue();
        assertThat(update.rows()).isEmpty();
        assertThat(update.status()).isEqualTo(TrafficStatus.NOTHING);
        comes(1, 3);
        assertThat(log.take().status().dropped()).isEqualTo(1);
    }

    @Test
    void a_reader_that_does_not_come_finds_no_more_than_there_is_room_for() {
        for (int i = 0; i < 50; i++) {
            comes(10);
        }
        assertThat(log.take().rows()).hasSizeLessThanOrEqualTo(100);
    }
}
