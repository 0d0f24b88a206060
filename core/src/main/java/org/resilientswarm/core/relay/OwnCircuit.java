package org.resilientswarm.core.relay;

import java.util.List;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;

/// A circuit that ends at this node. Owned by the `swarm-loop` thread.
public final class OwnCircuit {
    private final CircuitId id;
    private final PublicKey peer;
    private final List<PublicKey> via;
    private final boolean outbound;
    final PublicKey neighbour;
    final long deadline;
    boolean up;
    private long sent;
    private long sendLimit = Protocol.CIRCUIT_CREDIT;
    private long received;
    private long granted = Protocol.CIRCUIT_CREDIT;

    /// @param deadline when it must stand, on the monotonic clock
    OwnCircuit(
            CircuitId id,
            PublicKey peer,
            List<PublicKey> via,
            boolean outbound,
            PublicKey neighbour,
            long deadline) {
        this.id = id;
        this.peer = peer;
        this.via = List.copyOf(via);
        this.outbound = outbound;
        this.neighbour = neighbour;
        this.deadline = deadline;
    }

    /// What it is called on its link.
    public CircuitId id() {
        return id;
    }

    /// Who is at its far end, or says to be; its session proves it.
    public PublicKey peer() {
        return peer;
    }

    /// The relays from here to there. Of a circuit that another opened only the nearest is known.
    public List<PublicKey> via() {
        return via;
    }

    /// Whether this node opened it.
    public boolean outbound() {
        return outbound;
    }

    /// Whether the first hop takes more. The last packet may exceed the limit.
    public boolean hasRoom() {
        return sent < sendLimit;
    }

    /// A packet goes out that counts.
    ///
    /// @param bytes its length
    public void sent(int bytes) {
        sent += bytes;
    }

    /// The first hop takes more. Returns whether that is news.
    boolean credited(long limit) {
        boolean news = limit > sendLimit;
        sendLimit = Math.max(sendLimit, limit);
        return news;
    }

    /// A packet came that counts. Returns whether it was allowed.
    boolean received(int bytes) {
        boolean allowed = received < granted;
        received += bytes;
        return allowed;
    }

    /// Grants more when it is time.
    ///
    /// @return up to which byte, or 0 when it can wait
    long grant() {
        if (received + Protocol.CIRCUIT_CREDIT - granted < Protocol.CIRCUIT_CREDIT / 4) {
            return 0;
        }
        granted = received + Protocol.CIRCUIT_CREDIT;
        return granted;
    }
}
