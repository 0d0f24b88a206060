package org.resilientswarm.core.link.memory;

import java.time.Duration;

/// What the way between two nodes is like at this moment.
///
/// @param delay how long a message takes in one direction
/// @param jitter up to how much longer it may take
/// @param loss the share of messages that are lost on the way, 0 to 1; reliable channels send them
///     again
/// @param cut whether nothing gets through at all
public record Weather(Duration delay, Duration jitter, double loss, boolean cut) {
    /// A clear way with this delay.
    public static Weather clear(Duration delay) {
        return new Weather(delay, Duration.ZERO, 0, false);
    }
}
