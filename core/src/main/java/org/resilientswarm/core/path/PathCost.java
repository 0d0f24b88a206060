package org.resilientswarm.core.path;

/// What a path costs, in milliseconds of delay: a lost packet is worth half a second, a relay 20 ms
/// even if it is fast, since it is somebody else's computer.
public final class PathCost {
    private static final double LOSS_MILLIS = 500;
    private static final double RELAY_MILLIS = 20;
    private static final double LOAD_MILLIS = 40;

    private PathCost() {}

    /// The cost of a path.
    ///
    /// @param rttMillis the round-trip time from end to end
    /// @param loss 0 to 1
    /// @param relays how many members it runs through
    /// @param load how loaded the most loaded of them is, 0 to 1
    public static double of(double rttMillis, double loss, int relays, double load) {
        return rttMillis + LOSS_MILLIS * loss + RELAY_MILLIS * relays + LOAD_MILLIS * load * load;
    }
}
