package org.resilientswarm.ui.links;

import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;
import org.resilientswarm.ui.bridge.EdgeView;
import org.resilientswarm.ui.bridge.Quality;
import org.resilientswarm.ui.control.Numbers;
import org.resilientswarm.ui.control.Texts;

/// A line of the table.
///
/// @param edge the link or circuit
/// @param from what the end is called that speaks of it, the own node if it is one
/// @param to what the other end is called
/// @param path the kind of path, in words
/// @param quality how good it is
/// @param history its round-trip times
record LinkRow(
        EdgeView edge, String from, String to, String path, Quality quality, RttHistory history) {
    /// In the order of the swarm: by it rows are found again.
    static final Comparator<LinkRow> BY_ENDS = Comparator.comparing(LinkRow::edge, EdgeView.ORDER);

    /// The worst in front. Round-trip times count in coarse steps, or else rows would change places
    /// all the time.
    static final Comparator<LinkRow> WORST =
            Comparator.comparingInt(LinkRow::worth)
                    .thenComparing(Comparator.comparingLong(LinkRow::rttStep).reversed())
                    .thenComparing(BY_ENDS);

    private static final int STEPS_PER_DOUBLING = 2;

    /// From 0 for a link that does not work.
    private int worth() {
        return switch (edge.kind()) {
            case LOST -> 0;
            case CONNECTING -> 1;
            case LOCAL, DIRECT, RELAYED, OTHERS -> 2 + quality.bars();
        };
    }

    private long rttStep() {
        Duration rtt = edge.rtt();
        double millis = rtt == null ? 0 : rtt.toNanos() / 1e6;
        return Math.round(STEPS_PER_DOUBLING * Math.log(1 + millis) / Math.log(2));
    }

    /// Whether what is shown as quality was measured.
    boolean measured() {
        return edge.up() && quality != Quality.UNKNOWN;
    }

    String qualityWord() {
        return measured() ? Texts.word(quality) : Texts.of("links.unmeasured");
    }

    String loss() {
        return edge.quality().samples() == 0
                ? Numbers.UNKNOWN
                : Numbers.percent(edge.quality().loss());
    }

    /// Whether all words occur in the row.
    ///
    /// @param text words in small letters
    boolean has(String text) {
        String all =
                String.join(" ", from, to, path, qualityWord(), edge.reason())
                        .toLowerCase(Locale.ROOT);
        return Stream.of(text.split("\\s+")).allMatch(all::contains);
    }
}
