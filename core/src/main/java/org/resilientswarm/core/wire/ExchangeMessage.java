package org.resilientswarm.core.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.HostPort;
import org.resilientswarm.core.model.PublicKey;

/// What a client and a signal exchange tell each other, one WebSocket text message each.
/// [ExchangeCodec] has the form that travels.
public sealed interface ExchangeMessage {
    /// What a client may send.
    sealed interface FromClient extends ExchangeMessage {}

    /// What an exchange may send.
    sealed interface FromServer extends ExchangeMessage {}

    /// The first message on a connection.
    ///
    /// @param version the protocol that the exchange speaks
    /// @param nonce 32 random bytes that the client's registration covers
    /// @param time the exchange's clock; milliseconds are kept
    /// @param stunPort the UDP port at which it answers STUN binding requests, 0 for none
    record Hello(int version, byte[] nonce, Instant time, int stunPort) implements FromServer {}

    /// The client is registered.
    ///
    /// @param observed the client's address as the exchange sees it
    /// @param elsewhere whether the same identity is registered by another node too
    record Registered(HostPort observed, boolean elsewhere) implements FromServer {}

    /// The registered key has nobody here, or did not come within the wait.
    record Unknown(PublicKey key) implements FromServer {}

    /// The signal was handed to its receiver's connection.
    record Delivered(byte[] id) implements FromServer {}

    /// The receiver is not here; the signal waits.
    record Waiting(byte[] id) implements FromServer {}

    /// The receiver did not come in time.
    record Expired(byte[] id) implements FromServer {}

    /// Which of the keys asked for are registered.
    record Pong(List<PublicKey> present) implements FromServer {
        /// Copies the list.
        public Pong {
            present = List.copyOf(present);
        }
    }

    /// Others in a room: all that were there, after joining, in one or several messages; then each
    /// that joins.
    record RoomMembers(String name, List<PeerCard> members) implements FromServer {
        /// Copies the list.
        public RoomMembers {
            members = List.copyOf(members);
        }
    }

    /// Another node registered with the same identity.
    record Elsewhere() implements FromServer {}

    /// A message was refused.
    ///
    /// @param code why, for programs
    /// @param message why, and what to do, for people
    /// @param reference what it was about: a signal's id, a key or a room's name as they travel, or
    ///     null
    record Refused(ErrorCode code, String message, @Nullable String reference)
            implements FromServer {}

    /// Proves who the client is; once on a connection.
    ///
    /// @param card what others may know of the client
    /// @param signature see [Registration]
    record Register(PeerCard card, byte[] signature) implements FromClient {}

    /// Asks for a key's card.
    ///
    /// @param key whose
    /// @param patience for how long the key may take to register
    record Lookup(PublicKey key, Duration patience) implements FromClient {}

    /// Asks which of these keys are registered.
    record Ping(List<PublicKey> keys) implements FromClient {
        /// Copies the list.
        public Ping {
            keys = List.copyOf(keys);
        }
    }

    /// Joins a room.
    record JoinRoom(String name) implements FromClient {}

    /// Leaves a room.
    record LeaveRoom(String name) implements FromClient {}

    /// A signal, from its sender to the exchange and from there to its receiver.
    record Carried(Signal signal) implements FromClient, FromServer {}

    /// A card: the answer to a lookup, or the client's own one renewed.
    record Card(PeerCard card) implements FromClient, FromServer {}
}
