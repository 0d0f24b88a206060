package org.resilientswarm.core.membership;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The time of the step that the membership takes, and what is to be done after it. Owned by the
/// `swarm-loop` thread.
final class CurrentStep {
    private final List<MembershipEffect> effects = new ArrayList<>();
    private long now;

    void begin(long nowNanos) {
        now = nowNanos;
    }

    /// The effects of the step, in the order in which they were added.
    List<MembershipEffect> end() {
        var result = List.copyOf(effects);
        effects.clear();
        return result;
    }

    long now() {
        return now;
    }

    /// The time on the monotonic clock when this much has passed.
    long after(Duration wait) {
        return now + wait.toNanos();
    }

    void add(MembershipEffect effect) {
        effects.add(effect);
    }
}
