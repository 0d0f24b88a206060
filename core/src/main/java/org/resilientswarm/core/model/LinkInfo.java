package org.resilientswarm.core.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One link of this node, or the attempt to make one.
///
/// @param peer the neighbour at the far end
/// @param state how well it works
/// @param reason why it is in that state, in words
/// @param quality what its probes found
/// @param outbound whether this node made the offer
/// @param since when it came into being
/// @param remote the neighbour's address as the transport sees it, or null when not known
/// @param bytesIn bytes received over it
/// @param bytesOut bytes sent over it
public record LinkInfo(
        PublicKey peer,
        LinkState state,
        String reason,
        LinkQuality quality,
        boolean outbound,
        Instant since,
        @Nullable String remote,
        long bytesIn,
        long bytesOut) {}
