package org.resilientswarm.ui.bridge;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.LinkQuality;
import org.resilientswarm.core.model.PublicKey;

/// A connection in the graph, as its ends report it.
///
/// @param a the end with the smaller key
/// @param b the end with the larger key
/// @param kind what it stands for
/// @param via the relaying members from the first end to the second, empty when there are none
/// @param quality what was measured of it
/// @param oneSided whether one end of the two says that it is up and the other that it is not
/// @param reason why it is in that state, in words
public record EdgeView(
        PublicKey a,
        PublicKey b,
        EdgeKind kind,
        List<PublicKey> via,
        LinkQuality quality,
        boolean oneSided,
        String reason) {
    /// Orders by the ends; of two between the same ends, the link comes before the circuit.
    public static final Comparator<EdgeView> ORDER =
            Comparator.comparing(EdgeView::a)
                    .thenComparing(EdgeView::b)
                    .thenComparing(EdgeView::relayed);

    /// Copies the list.
    public EdgeView {
        via = List.copyOf(via);
    }

    /// The round-trip time, or null as long as nothing was measured.
    public @Nullable Duration rtt() {
        return quality.rtt();
    }

    /// Whether it is a circuit through other members.
    public boolean relayed() {
        return kind == EdgeKind.RELAYED;
    }

    /// Whether traffic can take it.
    public boolean up() {
        return kind.compareTo(EdgeKind.OTHERS) <= 0;
    }

    /// Whether it is the same connection, in whatever state.
    public boolean isSame(EdgeView other) {
        return ORDER.compare(this, other) == 0;
    }

    /// Whether the member is one of the ends.
    public boolean touches(PublicKey key) {
        return a.equals(key) || b.equals(key);
    }

    /// The end that the member is not.
    public PublicKey other(PublicKey key) {
        return a.equals(key) ? b : a;
    }
}
