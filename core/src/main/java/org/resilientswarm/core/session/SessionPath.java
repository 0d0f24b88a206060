package org.resilientswarm.core.session;

/// Carries a session's packets to the peer: a direct link, or a circuit. Owned by the `swarm-loop`
/// thread. Packets may be lost with the path; while it lives they arrive in order.
public interface SessionPath {
    /// How many bytes must stay free before and how many a message may have: the packet is written
    /// behind them, so that the hop's header needs no copy.
    int headroom();

    /// Sends a packet.
    ///
    /// @param message `headroom()` free bytes and then the packet; belongs to the path from now on
    /// @param urgent whether it may overtake others and may be lost, as a short packet that nobody
    ///     repeats
    void send(byte[] message, boolean urgent);

    /// Bytes that were sent and have not gone out yet.
    long bufferedBytes();

    /// Whether messages wait for the transport, so that what is written now had better wait for
    /// more to go with it. When there is room again the session is asked to flush.
    boolean congested();
}
