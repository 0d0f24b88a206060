package org.resilientswarm.core.model;

import java.util.List;
import java.util.Map;

/// What this node does as a relay.
///
/// @param policy whether it relays, and its limits
/// @param circuits the circuits that run through it now
/// @param carriedBytes what it has carried since its start, by the origin of the circuits
/// @param refused how many circuits it refused
public record RelayInfo(
        RelayPolicy policy,
        List<CircuitInfo> circuits,
        Map<PublicKey, Long> carriedBytes,
        long refused) {
    /// No duty.
    public static final RelayInfo NONE =
            new RelayInfo(RelayPolicy.DEFAULT.withWilling(false), List.of(), Map.of(), 0);

    /// Copies the collections.
    public RelayInfo {
        circuits = List.copyOf(circuits);
        carriedBytes = Map.copyOf(carriedBytes);
    }
}
