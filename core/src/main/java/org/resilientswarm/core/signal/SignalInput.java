package org.resilientswarm.core.signal;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ExchangeState;
import org.resilientswarm.core.model.HostPort;
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
    /// @param code why, for programs; means nothing while the reason is empty
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

    /// Another member is in the room that this node joined. Its signature was not checked yet.
    ///
    /// @param room the room's name
    record RoomMemberFound(String route, String room, PeerCard card) implements SignalInput {}

    /// A node on the local network says that it has this key; nothing of it was proven.
    ///
    /// @param exchange where its own exchange listens
    record LanMemberFound(String route, PublicKey key, HostPort exchange) implements SignalInput {}

    /// What an exchange told about this node's surroundings; each time this node registered there.
    ///
    /// @param observed this node's address as the exchange sees it
    /// @param stun where the exchange answers STUN binding requests, or null when it does not
    record AddressObserved(String route, HostPort observed, @Nullable HostPort stun)
            implements SignalInput {}
}
