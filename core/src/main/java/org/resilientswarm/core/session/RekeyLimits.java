package org.resilientswarm.core.session;

import org.resilientswarm.core.wire.Protocol;

/// When the sender's key is replaced by the next one.
///
/// @param packets after so many packets
/// @param nanos or after so much time
record RekeyLimits(long packets, long nanos) {
    static final RekeyLimits PROTOCOL =
            new RekeyLimits(Protocol.REKEY_PACKETS, Protocol.REKEY_INTERVAL.toNanos());
}
