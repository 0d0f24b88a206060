package org.resilientswarm.core.path;

import java.util.List;
import org.resilientswarm.core.model.PublicKey;

/// A way through other members that could be opened.
///
/// @param via the relays from here to there
/// @param rttMillis the round-trip time from end to end, as the members' reports promise it
/// @param loss 0 to 1, as they promise it
/// @param load how loaded the most loaded relay is, 0 to 1
public record RelayRoute(List<PublicKey> via, double rttMillis, double loss, double load) {
    /// Copies the list.
    public RelayRoute {
        via = List.copyOf(via);
    }

    /// What it would cost; see [PathCost].
    public double cost() {
        return PathCost.of(rttMillis, loss, via.size(), load);
    }
}
