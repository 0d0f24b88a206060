package org.resilientswarm.ui.links;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The round-trip times of one link during the last minute. One thread.
final class RttHistory {
    /// How far back it reaches.
    static final Duration SPAN = Duration.ofSeconds(60);

    /// Who says nothing for longer has a gap there.
    private static final Duration SILENCE = Duration.ofSeconds(3);

    private static final Duration SPACING = Duration.ofMillis(400);
    private static final int MAX_SAMPLES = 300;

    private final Deque<Sample> samples = new ArrayDeque<>();

    /// What was measured.
    ///
    /// @param millis the round-trip time, not a number when there was none
    private record Sample(Instant at, double millis) {
        boolean measured() {
            return !Double.isNaN(millis);
        }
    }

    /// A place of the curve.
    ///
    /// @param share 0 for a minute ago, 1 for now
    /// @param millis the round-trip time
    record Dot(double share, double millis) {}

    /// The shortest, the middle and the longest time.
    record Range(Duration least, Duration middle, Duration most) {}

    /// Adds what holds now; more often than can be seen it is left out.
    ///
    /// @param rtt null when nothing is measured or the link does not work
    void add(Instant at, @Nullable Duration rtt) {
        var sample = new Sample(at, rtt == null ? Double.NaN : rtt.toNanos() / 1e6);
        Sample last = samples.peekLast();
        boolean soon = last != null && at.isBefore(last.at.plus(SPACING));
        if (!soon || last.measured() != sample.measured()) {
            samples.addLast(sample);
        }
        while (samples.size() > MAX_SAMPLES
                || samples.getFirst().at.isBefore(at.minus(SPAN).minus(SILENCE))) {
            samples.removeFirst();
        }
    }

    /// Whether nothing was measured during the whole minute.
    boolean isEmpty() {
        return samples.stream().noneMatch(Sample::measured);
    }

    /// The pieces of the curve; between two of them is a gap.
    List<List<Dot>> pieces(Instant now) {
        List<List<Dot>> pieces = new ArrayList<>();
        Sample last = null;
        for (Sample sample : samples) {
            double share =
                    1 - Duration.between(sample.at, now).toMillis() / (double) SPAN.toMillis();
            if (sample.measured() && share >= 0) {
                boolean joined =
                        last != null
                                && last.measured()
                                && !pieces.isEmpty()
                                && !sample.at.isAfter(last.at.plus(SILENCE));
                if (!joined) {
                    pieces.add(new ArrayList<>());
                }
                pieces.getLast().add(new Dot(share, sample.millis));
            }
            last = sample;
        }
        return pieces;
    }

    /// What lies between the extremes, or null when nothing was measured.
    @Nullable Range range() {
        List<Double> sorted = new ArrayList<>();
        samples.stream().filter(Sample::measured).forEach(sample -> sorted.add(sample.millis));
        if (sorted.isEmpty()) {
            return null;
        }
        Collections.sort(sorted);
        return new Range(
                time(sorted.getFirst()),
                time(sorted.get(sorted.size() / 2)),
                time(sorted.getLast()));
    }

    private static Duration time(double millis) {
        return Duration.ofNanos(Math.round(millis * 1e6));
    }
}
