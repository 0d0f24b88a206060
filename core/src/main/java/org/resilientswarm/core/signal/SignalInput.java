package org.resilientswarm.core.signal;

import java.net.URI;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Signal;

/// What a route tells the engine.
public sealed interface SignalInput {
    /// The name of the route that tells.
    String route();

    /// A signal for this node arrived. Nothing of it was checked yet.
    record SignalArrived(String route, Signal signal) implements SignalInput {}

    /// A card that was asked for. Its signature was not checked yet.
    record CardFound(String route, PeerCard card) implements SignalInput {}

    /// The route does not know the key.
    record CardMissing(String route, PublicKey key, String reason) implements SignalInput {}

    /// A signal could not be delivered.
    ///
    /// @param to for whom it was
    /// @param code why, for programs
    /// @param reason why, in words
    record SignalUndelivered(String route, PublicKey to, ErrorCode code, String reason)
            implements SignalInput {}

    /// The state of an exchange changed.
    ///
    /// @param code why, for programs; `INTERNAL` is never used for states that need no reason
    /// @param reason why, in words; empty while connected
    record ExchangeChanged(
            String route, URI url, ExchangeState state, ErrorCode code, String reason)
            implements SignalInput {}

    /// The exchange tells that the same identity is registered from elsewhere too.
    record IdentityElsewhere(String route) implements SignalInput {}

    /// The exchange's clock and this one's differ.
    ///
    /// @param aheadMillis by how much the exchange's clock is ahead of this one's; negative when
    ///     behind
    record ClockDifference(String route, long aheadMillis) implements SignalInput {}
}
