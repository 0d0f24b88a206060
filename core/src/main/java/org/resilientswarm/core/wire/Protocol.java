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

    private Protocol() {}
}
