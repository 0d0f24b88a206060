package org.resilientswarm.core.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The encrypted conversation with a peer.
///
/// @param peer with whom
/// @param state how far it is
/// @param caller whether this node began the handshake
/// @param since when it came up, or when the handshake began
/// @param rtt the smoothed round-trip time from end to end, null when not measured yet
/// @param bytesIn bytes of streams received
/// @param bytesOut bytes of streams sent
/// @param packetsIn packets received and accepted
/// @param packetsOut packets sent
/// @param resent packets sent again
/// @param unacknowledged bytes sent that the peer has not acknowledged
/// @param window bytes that may be on their way at once
/// @param epoch how often the sending keys were renewed
/// @param streams the open streams, by number
public record SessionInfo(
        PublicKey peer,
        SessionState state,
        boolean caller,
        Instant since,
        @Nullable Duration rtt,
        long bytesIn,
        long bytesOut,
        long packetsIn,
        long packetsOut,
        long resent,
        long unacknowledged,
        long window,
        int epoch,
        List<StreamInfo> streams) {
    /// Copies the list.
    public SessionInfo {
        streams = List.copyOf(streams);
    }
}
