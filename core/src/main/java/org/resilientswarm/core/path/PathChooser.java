package org.resilientswarm.core.path;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Decides which of the open ways to one peer is used. It leaves a way that works only for one that
/// is clearly better, and for long enough; a way that is lost at once.
///
/// Pure.
///
/// @param <W> what stands for a way
public final class PathChooser<W extends PathChooser.Way> {
    /// What the chooser must know of a way.
    public interface Way {
        /// What it costs; [Double#POSITIVE_INFINITY] while it has not been measured.
        double cost();

        /// Whether it runs through nobody else.
        boolean direct();

        /// Whether something was heard over it lately.
        boolean alive();
    }

    /// Another one must be better by so many milliseconds ...
    public static final double BETTER_MILLIS = 10;

    /// ... and cost at most this share ...
    public static final double BETTER_SHARE = 2 / 3.0;

    /// ... in so many samples in a row.
    public static final int BETTER_SAMPLES = 3;

    /// Why another way is used from now on.
    public enum Cause {
        /// There was none before.
        FIRST,
        /// The one before is lost, or answers no more.
        LOST,
        /// It is better, and has been for a while.
        BETTER
    }

    /// What was decided.
    ///
    /// @param way what is used from now on
    public record Choice<W>(W way, Cause cause) {}

    private @Nullable W used;
    private @Nullable W challenger;
    private int samples;

    /// What is used now.
    public @Nullable W used() {
        return used;
    }

    /// In how many samples in a row this one was better than the one in use.
    public int samplesAhead(W way) {
        return way.equals(challenger) ? samples : 0;
    }

    /// Whether a cost is better than another by enough to be worth a change.
    public static boolean clearlyBetter(double cost, double than) {
        return cost <= than - BETTER_MILLIS && cost <= than * BETTER_SHARE;
    }

    /// Decides at once, without waiting for more samples: a way has come or is lost.
    ///
    /// @return null when nothing changes
    public @Nullable Choice<W> changed(List<W> ways) {
        W now = used;
        if (now != null && ways.contains(now) && now.alive()) {
            return null;
        }
        W best = cheapest(ways, null);
        if (best == null
                || best.equals(now)
                || (!best.alive() && now != null && ways.contains(now))) {
            if (now != null && !ways.contains(now)) {
                used = null;
            }
            return null;
        }
        return use(best, now == null ? Cause.FIRST : Cause.LOST);
    }

    /// Takes one sample of all ways.
    ///
    /// @return null when nothing changes
    public @Nullable Choice<W> sample(List<W> ways) {
        Choice<W> forced = changed(ways);
        W now = used;
        if (forced != null || now == null) {
            return forced;
        }
        W best = challenger(ways, now);
        if (best == null) {
            challenger = null;
            samples = 0;
            return null;
        }
        samples = best.equals(challenger) ? samples + 1 : 1;
        challenger = best;
        return samples >= BETTER_SAMPLES ? use(best, Cause.BETTER) : null;
    }

    /// A relay is left for a direct way that is no worse: it is somebody else's computer.
    private @Nullable W challenger(List<W> ways, W now) {
        W best = cheapest(ways, now);
        if (best != null && best.alive() && clearlyBetter(best.cost(), now.cost())) {
            return best;
        }
        for (W way : ways) {
            if (way.direct() && !now.direct() && way.alive() && way.cost() <= now.cost()) {
                return way;
            }
        }
        return null;
    }

    private Choice<W> use(W way, Cause cause) {
        used = way;
        challenger = null;
        samples = 0;
        return new Choice<>(way, cause);
    }

    private @Nullable W cheapest(List<W> ways, @Nullable W except) {
        W best = null;
        for (W way : ways) {
            if (!way.equals(except) && (best == null || before(way, best))) {
                best = way;
            }
        }
        return best;
    }

    private boolean before(W one, W other) {
        return one.alive() != other.alive() ? one.alive() : one.cost() < other.cost();
    }
}
