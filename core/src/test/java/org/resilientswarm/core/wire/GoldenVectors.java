package org.resilientswarm.core.wire;

/// The recorded messages for tests of other packages.
public final class GoldenVectors {
    private GoldenVectors() {}

    /// A hop frame.
    public static byte[] hop(String name) {
        return GoldenMessages.vector("hop.txt", name);
    }
}
