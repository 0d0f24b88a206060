package org.resilientswarm.ui.bridge;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;

/// A connection in the graph, as its ends report it.
///
/// @param a the end with the smaller key
/// @param b the end with the larger key
/// @param kind what it stands for
/// @param rtt the round-trip time, or null as long as nothing was measured
/// @param oneSided whether one end of the two says that it is up and the other that it is not
/// @param reason why it is in that state, in words
public record EdgeView(
        PublicKey a,
        PublicKey b,
        EdgeKind kind,
        @Nullable Duration rtt,
        boolean oneSided,
        String reason) {
    /// Whether the member is one of the ends.
    public boolean touches(PublicKey key) {
        return a.equals(key) || b.equals(key);
    }

    /// The end that the member is not.
    public PublicKey other(PublicKey key) {
        return a.equals(key) ? b : a;
    }
}
