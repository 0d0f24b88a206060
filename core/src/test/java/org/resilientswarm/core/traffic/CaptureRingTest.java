package org.resilientswarm.core.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.CaptureOptions;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;
import org.resilientswarm.core.traffic.FrameNote.Sighting;

class CaptureRingTest {
    private static final Sighting SEEN =
            new Sighting(
                    Instant.parse("2026-01-01T00:00:00Z"),
                    true,
                    new PublicKey(new byte[32]),
                    List.of(),
                    TrafficLayer.LINK);

    private final List<CaptureRing> closed = new ArrayList<>();

    private CaptureRing ring(int entries, long bytes) {
        return new CaptureRing(new CaptureOptions(entries, bytes, false), closed::add);
    }

    private static void record(CaptureRing ring, int count, int bytes) {
        for (int i = 0; i < count; i++) {
            ring.record(
                    new FrameNote(SEEN, null, null, TrafficKind.MALFORMED, bytes), new byte[bytes]);
        }
    }

    private static List<Long> numbers(List<TrafficEntry> entries) {
        return entries.stream().map(TrafficEntry::number).toList();
    }

    @Test
    void framesAreNumberedFromOneAndReadInOrder() {
        CaptureRing ring = ring(10, 1 << 16);
        record(ring, 3, 1);
        assertThat(numbers(ring.entriesAfter(0, 2))).containsExactly(1L, 2L);
        assertThat(numbers(ring.entriesAfter(2, 2))).containsExactly(3L);
        assertThat(ring.entriesAfter(3, 2)).isEmpty();
        assertThat(ring.captured()).isEqualTo(3);
        assertThat(ring.dropped()).isZero();
    }

    @Test
    void asManyAsFitAreKeptAndOneMoreCostsTheOldest() {
        CaptureRing ring = ring(4, 1 << 16);
        record(ring, 4, 1);
        assertThat(ring.dropped()).isZero();
        record(ring, 1, 1);
        assertThat(ring.dropped()).isEqualTo(1);
        assertThat(numbers(ring.entriesAfter(0, 9))).containsExactly(2L, 3L, 4L, 5L);
        assertThat(ring.dropped()).isEqualTo(1);
    }

    @Test
    void asManyBytesAsFitAreKeptAndOneMoreCostsTheOldest() {
        CaptureRing ring = ring(100, 1 << 16);
        record(ring, 4, 1 << 14);
        assertThat(numbers(ring.entriesAfter(0, 9))).hasSize(4);
        record(ring, 1, 1);
        assertThat(numbers(ring.entriesAfter(0, 9))).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void theLargestFrameTakesTheWholeRing() {
        CaptureRing ring = ring(100, CaptureOptions.MIN_BYTES);
        record(ring, 3, 100);
        record(ring, 1, (int) CaptureOptions.MIN_BYTES);
        assertThat(numbers(ring.entriesAfter(0, 9))).containsExactly(4L);
    }

    @Test
    void whatWasReadBeforeItGaveWayIsNotDropped() {
        CaptureRing ring = ring(4, 1 << 16);
        record(ring, 4, 1);
        ring.entriesAfter(0, 3);
        record(ring, 5, 1);
        assertThat(ring.dropped()).isEqualTo(2);
        assertThat(numbers(ring.entriesAfter(3, 9))).containsExactly(6L, 7L, 8L, 9L);
        assertThat(ring.dropped()).isEqualTo(2);
        assertThat(numbers(ring.entriesAfter(0, 1))).containsExactly(6L);
        assertThat(ring.dropped()).isEqualTo(2);
    }

    @Test
    void whoSkipsFramesHasNotLostThem() {
        CaptureRing ring = ring(2, 1 << 16);
        record(ring, 2, 1);
        assertThat(ring.entriesAfter(2, 9)).isEmpty();
        record(ring, 2, 1);
        assertThat(ring.dropped()).isZero();
        assertThat(ring.entriesAfter(100, 9)).isEmpty();
        record(ring, 3, 1);
        assertThat(ring.dropped()).isEqualTo(1);
    }

    @Test
    void aClosedCaptureKeepsWhatItHasAndTakesNoMore() {
        CaptureRing ring = ring(4, 1 << 16);
        record(ring, 1, 1);
        ring.close();
        ring.close();
        record(ring, 1, 1);
        assertThat(numbers(ring.entriesAfter(0, 9))).containsExactly(1L);
        assertThat(closed).containsExactly(ring);
    }

    @Test
    void senselessQuestionsAreRefused() {
        CaptureRing ring = ring(4, 1 << 16);
        assertThatIllegalArgumentException().isThrownBy(() -> ring.entriesAfter(-1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> ring.entriesAfter(0, 0));
    }

    @Test
    void optionsAreCheckedAtTheirLimits() {
        CaptureOptions options = CaptureOptions.defaults();
        assertThat(options.withMaxEntries(1).withMaxBytes(CaptureOptions.MIN_BYTES).maxEntries())
                .isOne();
        assertThat(options.withMaxEntries(CaptureOptions.MAX_ENTRIES).payload()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxEntries(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withMaxEntries(CaptureOptions.MAX_ENTRIES + 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withMaxBytes(CaptureOptions.MIN_BYTES - 1));
    }

    /// Every frame is either returned once or counted once, whatever the two threads do.
    @Test
    void aReaderOnAnotherThreadMissesNothingUncounted() throws Exception {
        int frames = 300_000;
        CaptureRing ring = ring(64, 1 << 16);
        var begun = new CountDownLatch(1);
        var reading =
                new FutureTask<>(
                        () -> {
                            long last = 0;
                            long returned = 0;
                            begun.countDown();
                            while (last < frames) {
                                for (long number : numbers(ring.entriesAfter(last, 7))) {
                                    assertThat(number).isGreaterThan(last);
                                    last = number;
                                    returned++;
                                }
                                assertThat(ring.dropped()).isLessThanOrEqualTo(frames);
                            }
                            return returned;
                        });
        Thread.ofPlatform().start(reading);
        begun.await();
        record(ring, frames, 3);
        assertThat(reading.get(60, TimeUnit.SECONDS) + ring.dropped()).isEqualTo(frames);
    }
}
