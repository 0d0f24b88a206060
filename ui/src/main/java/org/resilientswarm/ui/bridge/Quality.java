package org.resilientswarm.ui.bridge;

import java.time.Duration;
import org.resilientswarm.core.model.LinkQuality;

/// The quality of a path in a word, from its round-trip time and loss.
public enum Quality {
    /// At most 30 ms and less than half a percent lost.
    EXCELLENT(4, 30, 0.005),
    /// At most 100 ms and one percent lost.
    GOOD(3, 100, 0.01),
    /// At most 250 ms and three percent lost.
    FAIR(2, 250, 0.03),
    /// Anything worse.
    POOR(1, Long.MAX_VALUE, Double.MAX_VALUE),
    /// Nothing was measured.
    UNKNOWN(0, -1, -1);

    private final int bars;
    private final long rttMillis;
    private final double loss;

    Quality(int bars, long rttMillis, double loss) {
        this.bars = bars;
        this.rttMillis = rttMillis;
        this.loss = loss;
    }

    /// The word for what the probes found.
    public static Quality of(LinkQuality measured) {
        Duration rtt = measured.rtt();
        if (rtt == null) {
            return UNKNOWN;
        }
        for (Quality quality : values()) {
            if (rtt.compareTo(Duration.ofMillis(quality.rttMillis)) <= 0
                    && measured.loss() <= quality.loss) {
                return quality;
            }
        }
        return POOR;
    }

    /// From 4 bars for excellent to none.
    public int bars() {
        return bars;
    }
}
