package org.resilientswarm.core.relay;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.Protocol;

/// One direction of a circuit that runs through this node: what came over one link and goes on over
/// the other. What waits is bounded by the credit that this node gives.
final class CarriedDirection {
    /// From which link to which.
    final CircuitId from;

    final CircuitId to;
    private final Deque<HopFrame.Packet> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long received;
    private long granted = Protocol.CIRCUIT_CREDIT;
    private long passed;
    private long passLimit = Protocol.CIRCUIT_CREDIT;
    private long carried;

    CarriedDirection(CircuitId from, CircuitId to) {
        this.from = from;
        this.to = to;
    }

    static int length(HopFrame.Packet packet) {
        return packet.end() - packet.from();
    }

    /// Keeps a packet until it may go on. Returns whether its sender was allowed to send it.
    boolean add(HopFrame.Packet packet) {
        boolean allowed = received < granted;
        received += length(packet);
        waitingBytes += length(packet);
        waiting.add(packet);
        return allowed;
    }

    /// The packet that may go next as far as the next hop's credit is concerned, or null.
    HopFrame.@Nullable Packet next() {
        return passed < passLimit ? waiting.peek() : null;
    }

    void passed(HopFrame.Packet packet) {
        waiting.remove();
        waitingBytes -= length(packet);
        passed += length(packet);
        carried(packet);
    }

    void carried(HopFrame.Packet packet) {
        carried += length(packet);
    }

    void credited(long limit) {
        passLimit = Math.max(passLimit, limit);
    }

    /// Grants more when it is time.
    ///
    /// @return up to which byte, or 0 when it can wait
    long grant() {
        if (passed + Protocol.CIRCUIT_CREDIT - granted < Protocol.CIRCUIT_CREDIT / 4) {
            return 0;
        }
        granted = passed + Protocol.CIRCUIT_CREDIT;
        return granted;
    }

    long carriedBytes() {
        return carried;
    }

    long waitingBytes() {
        return waitingBytes;
    }
}
