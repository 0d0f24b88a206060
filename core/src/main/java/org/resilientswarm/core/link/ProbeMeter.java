package org.resilientswarm.core.link;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.LinkState;
import org.resilientswarm.core.wire.Protocol;

/// Measures one link by probes: says when to send the next one, and what the answers mean.
///
/// The round-trip time and its deviation are smoothed as in RFC 6298. Loss is counted over the last
/// [Protocol#PROBE_WINDOW] probes whose fate is known. Anything that arrives over the link proves
/// that it lives, only answers measure it.
///
/// Pure, and owned by the `swarm-loop` thread. Times are nanoseconds on the monotonic clock.
public final class ProbeMeter {
    private static final double RTT_GAIN = 1 / 8.0;
    private static final double JITTER_GAIN = 1 / 4.0;

    private final Map<Long, Long> waiting = new LinkedHashMap<>();
    private final boolean[] lost = new boolean[Protocol.PROBE_WINDOW];
    private final long openedAt;
    private int decided;
    private long lastId;
    private long answers;
    private double rttNanos;
    private double jitterNanos;
    private long heardAt;
    private long sentAt;
    private boolean busy;

    /// Asked for in every turn of the loop, so it is kept.
    private long nextProbeAt;

    /// @param nowNanos when the link opened
    public ProbeMeter(long nowNanos) {
        openedAt = nowNanos;
        heardAt = nowNanos;
        sentAt = nowNanos - Protocol.PROBE_INTERVAL_IDLE.toNanos();
        plan();
    }

    /// When anything arrived last.
    public long heardAt() {
        return heardAt;
    }

    /// Whether the path is in use or could soon be, so that it is measured more often.
    public void busy(boolean now) {
        if (busy != now) {
            busy = now;
            plan();
        }
    }

    /// When the next probe is due.
    public long nextProbeAt() {
        return nextProbeAt;
    }

    private void plan() {
        Duration interval = Protocol.PROBE_INTERVAL_IDLE;
        if (lastId < Protocol.PROBE_TRAIN) {
            interval = Protocol.PROBE_TRAIN_INTERVAL;
        } else if (busy || overdue()) {
            interval = Protocol.PROBE_INTERVAL;
        }
        nextProbeAt = sentAt + interval.toNanos();
    }

    /// Begins a probe.
    ///
    /// @return its id, from 1 upwards
    public long send(long nowNanos) {
        expire(nowNanos);
        sentAt = nowNanos;
        waiting.put(++lastId, nowNanos);
        plan();
        return lastId;
    }

    /// Takes an answer. One that nobody waits for is ignored.
    ///
    /// @return the round-trip time in nanoseconds, when the answer counts
    public OptionalLong answered(long id, long nowNanos) {
        Long sent = waiting.remove(id);
        if (sent == null) {
            return OptionalLong.empty();
        }
        heardAt = nowNanos;
        long sample = nowNanos - sent;
        if (answers++ == 0) {
            rttNanos = sample;
            jitterNanos = sample / 2.0;
        } else {
            jitterNanos += JITTER_GAIN * (Math.abs(sample - rttNanos) - jitterNanos);
            rttNanos += RTT_GAIN * (sample - rttNanos);
        }
        decide(false);
        return OptionalLong.of(sample);
    }

    /// Something else arrived over the link.
    public void heard(long nowNanos) {
        heardAt = nowNanos;
    }

    /// When the link is lost unless something is heard before.
    public long silentAt() {
        return heardAt + Protocol.LINK_SILENCE.toNanos();
    }

    /// What is known now.
    public LinkQuality quality() {
        if (answers == 0) {
            return new LinkQuality(null, null, loss(), 0);
        }
        return new LinkQuality(
                Duration.ofNanos(Math.round(rttNanos)),
                Duration.ofNanos(Math.round(jitterNanos)),
                loss(),
                answers);
    }

    /// What the quality means.
    public LinkState state(long nowNanos) {
        if (nowNanos >= silentAt()) {
            return LinkState.LOST;
        }
        boolean poor = loss() > Protocol.POOR_LOSS || rttNanos > Protocol.POOR_RTT.toNanos();
        return poor ? LinkState.POOR : LinkState.GOOD;
    }

    /// Why the state is what it is, in words.
    public String reason(long nowNanos) {
        if (nowNanos >= silentAt()) {
            return "no answer for " + Protocol.LINK_SILENCE.toSeconds() + " s";
        }
        if (loss() > Protocol.POOR_LOSS) {
            return "%.0f %% of the last %d probes were lost".formatted(100 * loss(), known());
        }
        if (rttNanos > Protocol.POOR_RTT.toNanos()) {
            return "a round trip takes %.0f ms".formatted(rttNanos / 1e6);
        }
        return answers == 0 ? "not measured yet" : "probes are answered in good time";
    }

    /// For how long the link has been open.
    public Duration age(long nowNanos) {
        return Duration.ofNanos(nowNanos - openedAt);
    }

    /// Counts probes as lost whose answer is overdue.
    public void expire(long nowNanos) {
        long limit = nowNanos - Protocol.PROBE_TIMEOUT.toNanos();
        var oldest = waiting.values().iterator();
        while (oldest.hasNext() && oldest.next() <= limit) {
            oldest.remove();
            decide(true);
        }
    }

    private boolean overdue() {
        return !waiting.isEmpty() || (decided > 0 && lost[(decided - 1) % lost.length]);
    }

    private void decide(boolean wasLost) {
        lost[decided % lost.length] = wasLost;
        decided++;
        plan();
    }

    private int known() {
        return Math.min(decided, lost.length);
    }

    private double loss() {
        int count = 0;
        for (int i = 0; i < known(); i++) {
            count += lost[i] ? 1 : 0;
        }
        return known() == 0 ? 0 : (double) count / known();
    }
}
