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

    /// A host in a card, in characters: the longest that DNS has.
    public static final int MAX_HOST_LENGTH = 253;

    /// A signal crosses at most this many links on its way through the swarm.
    public static final int MAX_SIGNAL_HOPS = 8;

    /// Ids of signals are remembered at most this many at a time, so that a repeated one is
    /// dropped.
    public static final int MAX_SEEN_SIGNALS = 16_384;

    /// A neighbour may send this many signals a second through this node in the long run: a full
    /// mesh of a hundred joins in seconds.
    public static final int ROUTED_SIGNALS_PER_SECOND = 100;

    /// And this many at once.
    public static final int ROUTED_SIGNALS_BURST = 1000;

    /// A message on a link in bytes: what libwebrtc carries best.
    public static final int MAX_HOP_MESSAGE_BYTES = 64 * 1024;

    /// Links of one node: a full mesh needs one to each member.
    public static final int MAX_LINKS = 128;

    /// Keys seen on the local network that are remembered at a time.
    public static final int MAX_LAN_MEMBERS = 256;

    /// Members that are remembered; anybody can make up more.
    public static final int MAX_MEMBERS = 4096;

    /// A member that could not be linked with this often in a row is forgotten, after about an
    /// hour.
    public static final int MAX_REDIALS = 12;

    /// The smaller key of a pair that was introduced waits this long for the larger key's offer.
    public static final Duration INTRODUCTION_PATIENCE = Duration.ofMillis(500);

    /// The transport must have made its description within this time.
    public static final Duration DESCRIBE_TIMEOUT = Duration.ofSeconds(5);

    /// The peer must have answered an offer within this time.
    public static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    /// A link must be open this long after both sides know each other's description.
    public static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(8);

    /// The far side of an open link must have said hello within this time.
    public static final Duration HELLO_TIMEOUT = Duration.ofSeconds(5);

    /// A call fails after this time.
    public static final Duration CALL_TIMEOUT = Duration.ofSeconds(20);

    /// The called key may take this long to appear at an exchange.
    public static final Duration LOOKUP_WAIT = Duration.ofSeconds(10);

    /// After a failed try the newest card is asked for, and waited for this long.
    public static final Duration REFRESH_WAIT = Duration.ofSeconds(1);

    /// An exchange that only a link or a card named is left this long after its last use.
    public static final Duration HINT_LINGER = Duration.ofSeconds(30);

    /// A link is probed this often while it is in use, or when an answer is overdue.
    public static final Duration PROBE_INTERVAL = Duration.ofSeconds(1);

    /// A link is probed this often while it is idle.
    public static final Duration PROBE_INTERVAL_IDLE = Duration.ofSeconds(5);

    /// A new link is probed this many times in a short train, so that its quality is known at once.
    public static final int PROBE_TRAIN = 8;

    /// The probes of a train follow each other after this time.
    public static final Duration PROBE_TRAIN_INTERVAL = Duration.ofMillis(250);

    /// A probe without an answer counts as lost after this time.
    public static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);

    /// Loss is the share of lost ones among this many probes.
    public static final int PROBE_WINDOW = 64;

    /// A link without any answer for this long is lost.
    public static final Duration LINK_SILENCE = Duration.ofSeconds(15);

    /// Above this loss, 0 to 1, a link is poor.
    public static final double POOR_LOSS = 0.05;

    /// Above this round-trip time a link is poor.
    public static final Duration POOR_RTT = Duration.ofMillis(300);

    /// An exchange's nonce in bytes: as many as a signature's strength, so that it never repeats.
    public static final int NONCE_BYTES = 32;

    /// Objects and lists in a message at the exchange nest at most this deep; the deepest message
    /// has four levels.
    public static final int MAX_EXCHANGE_NESTING = 8;

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

    /// A stream's type in characters, as for other names.
    public static final int MAX_STREAM_TYPE_LENGTH = 64;

    /// Why a session is closed, in bytes: a sentence.
    public static final int MAX_CLOSE_REASON_BYTES = 256;

    /// Streams that one side of a session may have open at once: enough for any program that
    /// closes what it opens.
    public static final int MAX_STREAMS = 1024;

    /// Bytes of a stream that may come before the receiver has said anything: so little that all
    /// streams of a session together cannot fill the memory.
    public static final int STREAM_CREDIT_FIRST = 64 * 1024;

    /// What the receiver lets come as soon as a stream is taken: what a link of 20 ms carries at
    /// 100 Mbit/s.
    public static final int STREAM_CREDIT = 256 * 1024;

    /// Credit grows up to this while the reader keeps up: a gigabit link of 30 ms.
    public static final int STREAM_CREDIT_MAX = 4 * 1024 * 1024;

    /// The credit beyond the first of all streams of a session together.
    public static final int SESSION_CREDIT = 32 * 1024 * 1024;

    /// Content that may be on its way unacknowledged: the sender keeps it to send it again.
    public static final int MAX_UNACKNOWLEDGED = 16 * 1024 * 1024;

    /// The receiver acknowledges when this much came in ...
    public static final int ACKNOWLEDGE_BYTES = 64 * 1024;

    /// ... and the last acknowledgement is this time ago ...
    public static final Duration ACKNOWLEDGE_INTERVAL = Duration.ofMillis(2);

    /// ... or when this much came in ...
    public static final int ACKNOWLEDGE_BYTES_MAX = 256 * 1024;

    /// ... or this time after a packet, unless it has something to say before.
    public static final Duration ACKNOWLEDGE_DELAY = Duration.ofMillis(20);

    /// Packets may overtake each other by so many before the later one is held to be a replay.
    public static final int REPLAY_WINDOW = 8192;

    /// The keys of one direction are renewed after so many packets ...
    public static final long REKEY_PACKETS = 1L << 32;

    /// ... or after this time.
    public static final Duration REKEY_INTERVAL = Duration.ofHours(1);

    /// After that the key before still opens late packets for this long.
    public static final Duration LATE_PACKETS = Duration.ofSeconds(30);

    /// A handshake must be done within this time.
    public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(5);

    /// A peer that was not heard for this long is gone, with or without a link.
    public static final Duration SESSION_SILENCE = Duration.ofSeconds(15);

    /// A request or an answer of a remote call in bytes; what is larger belongs into a stream.
    public static final int MAX_RPC_BYTES = 4 * 1024 * 1024;

    /// Values, keys and lists in one request or answer: each costs some 70 bytes of memory at most,
    /// however few it takes on the wire.
    public static final int MAX_RPC_VALUES = 256 * 1024;

    /// Lists and maps in a request or an answer nest at most this deep.
    public static final int MAX_RPC_NESTING = 64;

    /// A number in a request or an answer has at most this many bits, and as many decimal places.
    public static final int MAX_RPC_NUMBER_BITS = 1024;

    /// The CBOR tag of a function in a request or an answer: `rswm` in ASCII.
    public static final int RPC_FUNCTION_TAG = 0x7273_776d;

    /// A method's name in characters.
    public static final int MAX_METHOD_NAME_LENGTH = 128;

    /// What went wrong with a call, in characters: a sentence.
    public static final int MAX_RPC_MESSAGE_LENGTH = 1024;

    /// A call is answered within this time unless its caller says otherwise.
    public static final Duration RPC_TIMEOUT = Duration.ofSeconds(30);

    /// A request must have come, and an answer must move on, within this time.
    public static final Duration RPC_TRANSFER_TIMEOUT = Duration.ofSeconds(60);

    /// Calls of a peer's methods that are under way at a time, and as many of its functions; so a
    /// quarter of the streams is left to others. Further ones wait at the caller.
    public static final int MAX_RPC_OPEN = 384;

    /// Calls to one peer that were made and have not ended ...
    public static final int MAX_RPC_CALLS = 100_000;

    /// ... and the bytes of their requests.
    public static final int MAX_RPC_CALL_BYTES = 64 * 1024 * 1024;

    /// Calls that run for one peer at a time; further ones wait at the called.
    public static final int MAX_RPC_RUNNING = 512;

    /// The requests of the calls that run for one peer at a time in bytes, large ones apart.
    public static final int MAX_RPC_RUNNING_BYTES = 2 * 1024 * 1024;

    /// A request or answer of so many bytes is large: less than a stream brings before anybody asks
    /// for more.
    public static final int RPC_LARGE_BYTES = STREAM_CREDIT_FIRST / 2;

    /// Large requests of one peer that are taken at a time, and large answers in either direction.
    public static final int MAX_RPC_LARGE = 4;

    /// Functions that one peer has been handed and not released, for each direction.
    public static final int MAX_RPC_FUNCTIONS = 10_000;

    /// After this time at most a peer is told which of its functions are garbage here.
    public static final Duration RPC_RELEASE_INTERVAL = Duration.ofSeconds(10);

    /// A record's kind in characters, as for the types of streams.
    public static final int MAX_RECORD_KIND_LENGTH = 64;

    /// A record's name in bytes of UTF-8.
    public static final int MAX_RECORD_NAME_BYTES = 256;

    /// A record's body in bytes; what is larger belongs into a stream.
    public static final int MAX_RECORD_BODY_BYTES = 64 * 1024;

    /// Lists and maps in a record's body nest at most this deep.
    public static final int MAX_RECORD_NESTING = 32;

    /// A record may be created so far in the future: clocks differ, and nobody shall hide a record
    /// of tomorrow from those of today.
    public static final Duration MAX_RECORD_SKEW = Duration.ofMinutes(10);

    /// Records of one author ...
    public static final int MAX_AUTHOR_RECORDS = 1_000;

    /// ... and their bytes, signatures included.
    public static final int MAX_AUTHOR_BYTES = 4 * 1024 * 1024;

    /// Of these so many are for the swarm's own kinds alone, so that a node whose applications have
    /// filled their share is not forgotten ...
    public static final int AUTHOR_RESERVE_RECORDS = 10;

    /// ... and so many bytes: three of the largest records.
    public static final int AUTHOR_RESERVE_BYTES = 256 * 1024;

    /// Records of all authors: keys cost nothing, so authors are no bound.
    public static final int MAX_RECORDS = 500_000;

    /// The bytes of all records.
    public static final long MAX_RECORDS_BYTES = 1L << 30;

    /// A deleted record is remembered for this long, so that its older versions do not come back.
    public static final Duration TOMBSTONE_LIFETIME = Duration.ofDays(3);

    /// The messages of a set reconciliation may be this long at least, in bytes: what divides a
    /// range always has room.
    public static final int MIN_RECONCILIATION_BYTES = 4096;

    /// A frame of a `db` stream in bytes, without its length: three of the largest records.
    public static final int MAX_DB_FRAME_BYTES = 256 * 1024;

    /// Ids in one frame.
    public static final int MAX_DB_IDS = 1024;

    /// Wanted ids that may be unanswered; what is wanted beyond is not answered.
    public static final int MAX_DB_WANTS = 1024;

    /// A neighbour with which the sender of a record has a link is told of it after this time, or
    /// after up to twice of it.
    public static final Duration ANNOUNCE_DELAY = Duration.ofSeconds(3);

    /// A wanted record must come within this time after it was asked for or another one came ...
    public static final Duration WANT_TIMEOUT = Duration.ofSeconds(10);

    /// ... and in any case within this time.
    public static final Duration WANT_LIMIT = Duration.ofSeconds(60);

    /// A message of reconciliation in bytes.
    public static final int MAX_RECONCILE_BYTES = 64 * 1024;

    /// Rounds of one run: enough for two full databases that have nothing in common.
    public static final int MAX_RECONCILE_ROUNDS = 512;

    /// A round must be answered within this time.
    public static final Duration RECONCILE_TIMEOUT = Duration.ofSeconds(30);

    /// Every node begins a run with one of its neighbours this often.
    public static final Duration RECONCILE_INTERVAL = Duration.ofSeconds(60);

    /// Between the beginnings of two runs with the same neighbour lies at least this time in the
    /// long run ...
    public static final Duration RECONCILE_PAUSE = Duration.ofSeconds(1);

    /// ... and so many may begin at once.
    public static final int RECONCILE_BURST = 16;

    /// Records that are pushed after a run that nobody asked for; who lacks more is told to begin a
    /// run itself, since several neighbours may find so at once.
    public static final int MAX_RECONCILE_PUSH = 64;

    /// Forged and impossible records that a neighbour may send before it is cut off.
    public static final int MAX_BAD_RECORDS = 20;

    /// Ids in a row that a neighbour announced and did not give, or wanted that do not exist,
    /// before it is cut off.
    public static final int MAX_VAIN_IDS = 4096;

    /// A report of links is valid for this long; it is renewed after half of it.
    public static final Duration NETWORK_LIFETIME = Duration.ofMinutes(5);

    /// Reports of one node follow each other after this time at least: each crosses the whole
    /// swarm.
    public static final Duration NETWORK_INTERVAL = Duration.ofSeconds(1);

    /// And after this time when only the quality of links has changed.
    public static final Duration NETWORK_QUALITY_INTERVAL = Duration.ofSeconds(15);

    /// Members that a circuit may run through between its ends.
    public static final int MAX_RELAYS = 3;

    /// What one side of a hop of a circuit lets come before it has passed on what came, in bytes.
    public static final int CIRCUIT_CREDIT = 1024 * 1024;

    /// Circuits that end at a node, from and to one neighbour.
    public static final int MAX_OWN_CIRCUITS = 256;

    /// A circuit must be accepted within this time.
    public static final Duration CIRCUIT_TIMEOUT = Duration.ofSeconds(3);

    /// A pair that has no link yet talks over a relay after this time.
    public static final Duration RELAY_PATIENCE = Duration.ofMillis(600);

    /// A path is in doubt when nothing was heard over it for three round trips, and for this time
    /// at least, though something should have come.
    public static final Duration PATH_DOUBT = Duration.ofMillis(250);

    /// While a pair is relayed, a link is tried again after this time at the latest.
    public static final Duration RELAYED_REDIAL = Duration.ofSeconds(60);

    /// Relays that are considered for a pair.
    public static final int MAX_CANDIDATES = 8;

    /// An idle standby circuit is closed after this time without traffic with the peer.
    public static final Duration STANDBY_TIME = Duration.ofSeconds(30);

    /// Whom a node has met is remembered for this long after it was seen last.
    public static final Duration ACQUAINTANCE_LIFETIME = Duration.ofDays(30);

    /// Those seen last are dialled at a start, so many of them.
    public static final int MAX_ACQUAINTANCES_DIALLED = 24;

    /// A neighbour that was cut off for what it sent is not linked with for this long.
    public static final Duration BAN = Duration.ofMinutes(10);

    private Protocol() {}
}
