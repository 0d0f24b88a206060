package org.resilientswarm.core.wire;

import java.time.Duration;

/// Every number of the protocol, with its unit and its reason. docs/protocol.md has the same table;
/// a test compares them.
public final class Protocol {
    /// Said in every hello; both sides must speak the same.
    public static final int VERSION = 1;

    /// Said in hello and card.
    public static final String AGENT = "resilient-swarm/0.4.0";

    /// A name or agent is at most this long, in characters: it stands in lists.
    public static final int MAX_NAME_LENGTH = 64;

    /// A card names at most this many addresses.
    public static final int MAX_ADDRESSES = 8;

    /// A card is valid for this long; it is renewed after [#CARD_RENEWAL].
    public static final Duration CARD_LIFETIME = Duration.ofHours(2);

    /// After this time a node signs a new card, well before the old one ends.
    public static final Duration CARD_RENEWAL = Duration.ofMinutes(55);

    /// Clocks may differ by this much before it is reported and signals are refused.
    public static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(60);

    /// A signal may be delivered for this long.
    public static final Duration SIGNAL_TTL = Duration.ofSeconds(30);

    /// The sealed body of a signal in bytes: many times a data channel's description, and in base64
    /// well below the exchange's limit.
    public static final int MAX_SIGNAL_BOX_BYTES = 32 * 1024;

    /// A message at the exchange in bytes.
    public static final int MAX_EXCHANGE_MESSAGE_BYTES = 64 * 1024;

    /// An exchange's nonce in bytes: as many as a signature's strength, so that it never repeats.
    public static final int NONCE_BYTES = 32;

    /// Objects and lists in a message at the exchange nest at most this deep; the deepest message
    /// has four levels.
    public static final int MAX_EXCHANGE_NESTING = 8;

    /// A host in a card, in characters: the longest that DNS has.
    public static final int MAX_HOST_LENGTH = 253;

    /// A lookup waits at the exchange for at most this long: an offer lives no longer.
    public static final Duration MAX_LOOKUP_WAIT = Duration.ofSeconds(30);

    /// Lookups that may wait at the exchange at once for one connection.
    public static final int MAX_LOOKUPS = 64;

    /// Keys in one `ping`: in hexadecimal a quarter of the largest message.
    public static final int MAX_PING_KEYS = 256;

    /// A room's name in characters, as for other names.
    public static final int MAX_ROOM_NAME_LENGTH = 64;

    /// Connections in one room; everyone is told of everyone.
    public static final int MAX_ROOM_MEMBERS = 256;

    /// Cards in one `room` message; the largest cards still stay within the largest message.
    public static final int ROOM_CARDS_PER_MESSAGE = 8;

    /// Connections that one key may have at one exchange.
    public static final int MAX_CONNECTIONS_PER_KEY = 8;

    /// A connection that has not registered after this time is closed.
    public static final Duration REGISTRATION_TIMEOUT = Duration.ofSeconds(10);

    /// Both sides of a connection with an exchange send a WebSocket ping this often: below the idle
    /// time of the usual reverse proxies and NATs.
    public static final Duration EXCHANGE_KEEP_ALIVE = Duration.ofSeconds(20);

    /// A client gives a connection up when its WebSocket ping is not answered within this time.
    public static final Duration EXCHANGE_PONG_TIMEOUT = Duration.ofSeconds(10);

    /// After so many malformed messages an exchange closes the connection: no program that works
    /// sends one.
    public static final int MAX_MALFORMED_MESSAGES = 20;

    /// A client tries a lost exchange again after at most this time at first, doubling ...
    public static final Duration EXCHANGE_RETRY_FIRST = Duration.ofSeconds(1);

    /// ... up to this time.
    public static final Duration EXCHANGE_RETRY_LAST = Duration.ofSeconds(60);

    /// A connection that lived this long starts the doubling anew.
    public static final Duration EXCHANGE_STABLE_AFTER = Duration.ofSeconds(15);

    private Protocol() {}
}
