package org.resilientswarm.core.session;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.Protocol;

/// Puts the far side's packets into the order in which they were sent, each once.
final class ArrivedPackets {
    /// Packets may overtake each other by this many.
    private static final long MAX_AHEAD = Protocol.REPLAY_WINDOW;

    private final Map<Long, byte[]> early = new HashMap<>();
    private long next = 1;
    private long earlyBytes;

    /// The first sequence that has not arrived.
    long next() {
        return next;
    }

    /// What became of a packet.
    enum Arrival {
        /// It is the next in order, and so may be some of those that came before their turn.
        NEXT,
        /// It waits for its turn.
        EARLY,
        /// It came before.
        REPEATED,
        /// There is no room for it; it will be sent again.
        DROPPED
    }

    Arrival arrived(long sequence, byte[] content) {
        if (sequence < next || early.containsKey(sequence)) {
            return Arrival.REPEATED;
        }
        if (sequence == next) {
            next++;
            return Arrival.NEXT;
        }
        if (sequence - next > MAX_AHEAD
                || earlyBytes + content.length > Protocol.MAX_UNACKNOWLEDGED) {
            return Arrival.DROPPED;
        }
        early.put(sequence, content);
        earlyBytes += content.length;
        return Arrival.EARLY;
    }

    /// The next packet of those that came before their turn, or null when it has not come yet.
    byte @Nullable [] takeNext() {
        byte[] content = early.remove(next);
        if (content != null) {
            next++;
            earlyBytes -= content.length;
        }
        return content;
    }
}
