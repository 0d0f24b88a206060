package org.resilientswarm.core.relay;

import java.time.Instant;
import org.resilientswarm.core.model.CircuitInfo;
import org.resilientswarm.core.model.PublicKey;

/// A circuit that runs through this node.
final class CarriedCircuit {
    final PublicKey origin;
    final PublicKey target;
    final PublicKey fromPeer;
    final PublicKey toPeer;
    final CarriedDirection forward;
    final CarriedDirection back;
    final TokenBucket bucket;
    final Instant since;
    final long deadline;
    boolean accepted;

    CarriedCircuit(
            PublicKey origin,
            PublicKey target,
            CircuitHost.Hop from,
            long fromNumber,
            CircuitHost.Hop to,
            long toNumber,
            TokenBucket bucket,
            Instant since,
            long deadline) {
        this.origin = origin;
        this.target = target;
        this.fromPeer = from.peer();
        this.toPeer = to.peer();
        var here = new CircuitId(from.link(), fromNumber);
        var there = new CircuitId(to.link(), toNumber);
        this.forward = new CarriedDirection(here, there);
        this.back = new CarriedDirection(there, here);
        this.bucket = bucket;
        this.since = since;
        this.deadline = deadline;
    }

    /// The direction of what comes over this link under this number.
    CarriedDirection from(CircuitId id) {
        return forward.from.equals(id) ? forward : back;
    }

    CircuitInfo info() {
        return new CircuitInfo(
                origin,
                target,
                fromPeer,
                toPeer,
                since,
                forward.carriedBytes(),
                back.carriedBytes(),
                forward.waitingBytes() + back.waitingBytes());
    }
}
