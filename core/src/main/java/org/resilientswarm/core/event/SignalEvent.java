package org.resilientswarm.core.event;

import java.net.URI;
import java.time.Instant;
import org.resilientswarm.core.model.ErrorCode;

/// What happened on the way of signals.
public sealed interface SignalEvent extends SwarmEvent {
    /// This node is registered at an exchange.
    record ExchangeConnected(long sequence, Instant at, URI url) implements SignalEvent {}

    /// The connection with an exchange broke or could not be made; it is tried again.
    ///
    /// @param reason why, in words
    record ExchangeLost(long sequence, Instant at, URI url, String reason) implements SignalEvent {}

    /// An exchange refuses this node, or something that it sent.
    ///
    /// @param code why, for programs
    /// @param reason why, in words
    record ExchangeRefused(long sequence, Instant at, URI url, ErrorCode code, String reason)
            implements SignalEvent {}

    /// A signal was refused by this node.
    ///
    /// @param route over which route it came
    /// @param code why, for programs
    /// @param reason why, in words
    record SignalRefused(long sequence, Instant at, String route, ErrorCode code, String reason)
            implements SignalEvent {}
}
