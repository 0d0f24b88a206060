package org.resilientswarm.core.session;

import java.util.Objects;
import org.resilientswarm.core.wire.PacketHeader;

/// The sending direction of a session: one key after the other. Owned by the `swarm-loop` thread.
final class PacketSealer {
    private final AesGcm cipher = AesGcm.forSealing();
    private final RekeyLimits limits;
    private EpochKey key;
    private int epoch;
    private long epochBegan;
    private long sealedInEpoch;
    private long counter;

    PacketSealer(byte[] key, RekeyLimits limits, long counter, long nowNanos) {
        this.key = new EpochKey(key);
        this.limits = limits;
        this.counter = counter;
        this.epochBegan = nowNanos;
    }

    int epoch() {
        return epoch;
    }

    void seal(byte[] content, int length, byte[] message, int at, int receiver, long nowNanos) {
        Objects.checkFromIndexSize(at, PacketCipher.OVERHEAD + length, message.length);
        if (sealedInEpoch >= limits.packets() || nowNanos - epochBegan >= limits.nanos()) {
            beginEpoch(nowNanos);
        }
        PacketHeader.writeSealed(message, at, epoch, receiver, counter);
        cipher.seal(key, nextCounter(), content, length, message, at);
    }

    /// Counts before the counter is used, so that no failure can make it come twice.
    private long nextCounter() {
        if (counter == Long.MAX_VALUE) {
            throw new IllegalStateException("a session of 2^63 packets");
        }
        sealedInEpoch++;
        return counter++;
    }

    private void beginEpoch(long nowNanos) {
        var next = key.next();
        key.destroy();
        key = next;
        epoch++;
        epochBegan = nowNanos;
        sealedInEpoch = 0;
    }

    void destroy() {
        key.destroy();
    }
}
