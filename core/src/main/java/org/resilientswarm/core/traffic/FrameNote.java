package org.resilientswarm.core.traffic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.TrafficEntry;
import org.resilientswarm.core.model.TrafficKind;
import org.resilientswarm.core.model.TrafficLayer;

/// What is written down of a frame on the loop, beside its bytes; words are found when it is read.
///
/// @param sighting how and when it was seen
/// @param packet in which packet of the session it was; null on a link
/// @param stream which stream it belongs to, or null when to none
/// @param kind what it is for
/// @param length the bytes of the whole frame
record FrameNote(
        Sighting sighting,
        TrafficEntry.@Nullable Packet packet,
        TrafficEntry.@Nullable Stream stream,
        TrafficKind kind,
        int length) {
    /// What the frames of one message have in common.
    record Sighting(
            Instant at,
            boolean outbound,
            PublicKey peer,
            List<PublicKey> via,
            TrafficLayer layer) {}
}
