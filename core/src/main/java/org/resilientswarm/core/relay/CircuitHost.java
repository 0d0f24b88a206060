package org.resilientswarm.core.relay;

import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.CircuitCode;
import org.resilientswarm.core.wire.HopFrame;

/// What circuits need of their node. Called on the `swarm-loop` thread.
public interface CircuitHost {
    /// The link with a neighbour that has proved who it is, or null.
    @Nullable Hop hop(PublicKey neighbour);

    /// Sends a frame about circuits.
    void send(long link, HopFrame frame);

    /// Sends a packet on.
    ///
    /// @param message a whole message with the packet and the number of its circuit
    /// @param urgent whether it may overtake others, and may get lost
    void forward(long link, byte[] message, boolean urgent);

    /// Whether the link should not be given more just now. When it may be again,
    /// [Circuits#drained] is called.
    boolean congested(long link);

    /// A circuit that this node opened stands, or one that another opened ends here.
    void up(OwnCircuit circuit);

    /// A circuit that ended at this node is no more, or one that it wanted will not be.
    void ended(OwnCircuit circuit, CircuitCode code);

    /// A packet came out of a circuit that ends here.
    void packet(OwnCircuit circuit, HopFrame.Packet packet);

    /// A circuit that ends here may carry more again.
    void room(OwnCircuit circuit);

    /// A neighbour breaks the rules of circuits; the circuit was closed.
    void violated(PublicKey neighbour);

    /// A link that can carry circuits.
    ///
    /// @param link its number
    /// @param peer who is at its far end
    /// @param caller whether this side began it: it then numbers its circuits oddly
    record Hop(long link, PublicKey peer, boolean caller) {}
}
