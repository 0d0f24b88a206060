package org.resilientswarm.core.time;

/// The earliest of many times on the monotonic clock, as a lower bound. A new or an earlier time is
/// told; one that has moved later, or counts no more, is noticed when it would have come, by asking
/// all of them. So nobody goes through them at each turn of the loop. Owned by the `swarm-loop`
/// thread.
public final class Earliest {
    private long at = Long.MAX_VALUE;

    /// One of the times is this now.
    public void noLaterThan(long time) {
        at = Math.min(at, time);
    }

    /// All were asked, and this is the earliest; [Long#MAX_VALUE] when there is none.
    public void is(long time) {
        at = time;
    }

    /// No time is earlier than this; [Long#MAX_VALUE] when there is none.
    public long at() {
        return at;
    }
}
