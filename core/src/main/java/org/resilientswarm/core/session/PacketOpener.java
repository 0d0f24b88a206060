package org.resilientswarm.core.session;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.PacketHeader;
import org.resilientswarm.core.wire.Protocol;

/// The receiving direction of a session. Follows the sender from one key to the next, and opens
/// late packets of the key before for a while. Owned by the `swarm-loop` thread.
///
/// Nothing but a genuine packet changes what is accepted: a forged one of the next epoch makes the
/// next key be derived, once, and no more.
final class PacketOpener {
    private static final long LATE_NANOS = Protocol.LATE_PACKETS.toNanos();

    private final AesGcm cipher = AesGcm.forOpening();
    private final ReplayWindow window = new ReplayWindow(Protocol.REPLAY_WINDOW);
    private @Nullable EpochKey previous;
    private EpochKey current;
    private @Nullable EpochKey next;
    private int epoch;
    private long epochBegan;

    PacketOpener(byte[] key) {
        current = new EpochKey(key);
    }

    byte[] open(byte[] message, int at, int end, long nowNanos) throws MalformedException {
        if (end - at < PacketCipher.OVERHEAD) {
            throw new MalformedException(
                    ErrorCode.MESSAGE_MALFORMED, "a packet of " + (end - at) + " bytes");
        }
        forgetPrevious(nowNanos);
        long counter = PacketHeader.counter(message, at);
        requireNew(counter);
        EpochKey key = key(PacketHeader.epoch(message, at));
        byte[] content = new byte[end - at - PacketCipher.OVERHEAD];
        if (key == null || !cipher.open(key, counter, message, at, end, content)) {
            throw forged();
        }
        window.record(counter);
        if (key == next) {
            follow(key, nowNanos);
        }
        return content;
    }

    /// Looks at the counter before the seal: a flood of replays must cost little.
    private void requireNew(long counter) throws MalformedException {
        if (counter < 0) {
            throw forged();
        }
        if (window.isTooOld(counter)) {
            throw new MalformedException(
                    ErrorCode.PACKET_REPLAYED,
                    "packet " + counter + ", too old to tell whether it came before");
        }
        if (window.hasCome(counter)) {
            throw new MalformedException(
                    ErrorCode.PACKET_REPLAYED, "packet " + counter + " came before");
        }
    }

    private @Nullable EpochKey key(int low) {
        if (low == (epoch & 0xff)) {
            return current;
        }
        if (low == (epoch + 1 & 0xff)) {
            if (next == null) {
                next = current.next();
            }
            return next;
        }
        return low == (epoch - 1 & 0xff) ? previous : null;
    }

    private void follow(EpochKey newest, long nowNanos) {
        if (previous != null) {
            previous.destroy();
        }
        previous = current;
        current = newest;
        next = null;
        epoch++;
        epochBegan = nowNanos;
    }

    private void forgetPrevious(long nowNanos) {
        if (previous != null && nowNanos - epochBegan >= LATE_NANOS) {
            previous.destroy();
            previous = null;
        }
    }

    private static MalformedException forged() {
        return new MalformedException(
                ErrorCode.PACKET_FORGED, "a packet that the session's keys do not open");
    }

    void destroy() {
        current.destroy();
        if (previous != null) {
            previous.destroy();
        }
        if (next != null) {
            next.destroy();
        }
    }
}
