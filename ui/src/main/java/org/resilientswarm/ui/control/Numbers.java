package org.resilientswarm.ui.control;

import java.text.NumberFormat;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How numbers are written everywhere in the console. What was not measured is a dash, never a
/// zero. Safe on every thread.
public final class Numbers {
    /// Stands for what was not measured.
    public static final String UNKNOWN = "–";

    private static final String[] RATES = {"b/s", "kb/s", "Mb/s", "Gb/s"};
    private static final String[] VOLUMES = {"B", "KiB", "MiB", "GiB", "TiB"};

    private Numbers() {}

    /// A latency: `<1 ms`, `12.3 ms`, `184 ms`, `1.4 s`.
    public static String latency(@Nullable Duration time) {
        if (time == null) {
            return UNKNOWN;
        }
        double millis = time.toNanos() / 1e6;
        if (millis < 1) {
            return "<1 ms";
        }
        if (millis >= 1000) {
            return decimal(millis / 1000, 1) + " s";
        }
        return decimal(millis, millis < 100 ? 1 : 0) + " ms";
    }

    /// A share of one, in percent.
    public static String percent(double share) {
        return decimal(100 * share, 1) + " %";
    }

    /// Bits a second in steps of a thousand; a dash when negative.
    public static String rate(double bits) {
        return bits < 0 ? UNKNOWN : scaled(bits, 1000, RATES);
    }

    /// Bytes in steps of 1024.
    public static String volume(long bytes) {
        return scaled((double) bytes, 1024, VOLUMES);
    }

    private static String scaled(double value, int step, String[] units) {
        int unit = 0;
        double rest = value;
        while (rest >= step && unit < units.length - 1) {
            rest /= step;
            unit++;
        }
        return decimal(rest, unit == 0 || rest >= 100 ? 0 : 1) + " " + units[unit];
    }

    /// A whole number with its digits in groups.
    public static String count(long number) {
        return NumberFormat.getIntegerInstance(Locale.getDefault()).format(number);
    }

    /// How long ago: `now`, `14 s`, `3 min`, `2 h`, `5 d`.
    public static String age(@Nullable Instant since, Instant now) {
        if (since == null) {
            return UNKNOWN;
        }
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 48 * 3600 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }

    /// Seconds with one digit behind the point, for steps that run.
    public static String seconds(Duration time) {
        return decimal(time.toMillis() / 1000.0, 1) + " s";
    }

    private static String decimal(double value, int digits) {
        NumberFormat format = NumberFormat.getNumberInstance(Locale.getDefault());
        format.setMinimumFractionDigits(digits);
        format.setMaximumFractionDigits(digits);
        return format.format(value);
    }
}
