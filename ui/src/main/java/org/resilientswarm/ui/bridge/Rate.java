package org.resilientswarm.ui.bridge;

/// Traffic per second.
///
/// @param bitsIn bits received a second, negative as long as it was not measured
/// @param bitsOut bits sent a second, negative as long as it was not measured
public record Rate(double bitsIn, double bitsOut) {
    /// Not measured yet.
    public static final Rate UNKNOWN = new Rate(-1, -1);

    /// Whether it was measured.
    public boolean known() {
        return bitsIn >= 0;
    }

    /// Both together; what was not measured counts for nothing.
    public Rate plus(Rate other) {
        if (!known()) {
            return other;
        }
        return other.known() ? new Rate(bitsIn + other.bitsIn, bitsOut + other.bitsOut) : this;
    }
}
