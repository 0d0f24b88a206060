package org.resilientswarm.core.model;

/// Every error that a user can meet, by its stable code. Codes are added, never renamed.
public enum ErrorCode {
    /// A text is no key in any known form.
    KEY_UNREADABLE,
    /// A key has the wrong number of bytes or characters.
    KEY_LENGTH,
    /// The check characters do not match: something is mistyped.
    KEY_MISTYPED,
    /// A private key where a public one belongs.
    KEY_PRIVATE,
    /// A link with a malformed part.
    LINK_MALFORMED,
    /// There is no key file at the place named.
    KEY_FILE_MISSING,
    /// A key file that others on this machine can read.
    KEY_FILE_EXPOSED,
    /// A key file that is not what it should be.
    KEY_FILE_DAMAGED,
    /// A key file exists already and is not overwritten.
    KEY_FILE_EXISTS,
    /// A key file is encrypted and the passphrase is missing or wrong.
    KEY_FILE_PASSPHRASE,
    /// Another process uses the data folder.
    DATA_FOLDER_IN_USE,
    /// A data folder that cannot be made or written to.
    DATA_FOLDER_UNUSABLE,
    /// A node calls its own key.
    CALL_SELF,
    /// Nobody who could be asked knows the key.
    PEER_UNKNOWN,
    /// The peer was signalled and did not answer in time.
    PEER_SILENT,
    /// The peer refuses the call.
    PEER_REFUSED,
    /// There is no such peer right now.
    PEER_NOT_CONNECTED,
    /// The network lets no UDP through, which links need.
    UDP_BLOCKED,
    /// No direct connection could be made.
    LINK_FAILED,
    /// A link was made and then lost.
    LINK_LOST,
    /// A handshake out of order, damaged, or by somebody else than it says.
    HANDSHAKE_FAILED,
    /// A packet that its session's keys do not open.
    PACKET_FORGED,
    /// A packet that came before.
    PACKET_REPLAYED,
    /// A packet of no session that is known here.
    PACKET_STRAY,
    /// A peer broke the rules of a session, which was ended.
    PROTOCOL_VIOLATED,
    /// The session with a peer ended.
    SESSION_LOST,
    /// A stream was reset.
    STREAM_RESET,
    /// Nobody over there takes streams of this type.
    STREAM_NOT_TAKEN,
    /// Nobody over there has a method of this name.
    RPC_METHOD_UNKNOWN,
    /// The arguments of a call are not what the method takes.
    RPC_ARGUMENTS_WRONG,
    /// The method that was called failed.
    RPC_FAILED,
    /// The answer to a call did not come in time.
    RPC_TIMED_OUT,
    /// A call was cancelled.
    RPC_CANCELLED,
    /// The far side speaks an incompatible version.
    VERSION_MISMATCH,
    /// An exchange cannot be reached.
    EXCHANGE_UNREACHABLE,
    /// An exchange refuses this node.
    EXCHANGE_REFUSED,
    /// An address to listen on is taken or not allowed.
    LISTEN_FAILED,
    /// A message that is not what the protocol says.
    MESSAGE_MALFORMED,
    /// A message larger than the limit.
    MESSAGE_OVERSIZED,
    /// A message of a kind that nobody here knows.
    MESSAGE_UNKNOWN,
    /// A message before registration, or a second registration.
    REGISTRATION_REQUIRED,
    /// A signature that does not match.
    SIGNATURE_WRONG,
    /// A registration for another exchange or another nonce.
    REGISTRATION_REPLAYED,
    /// A signal that was sealed for somebody else, or damaged.
    SIGNAL_UNREADABLE,
    /// A signal whose time to live is over.
    SIGNAL_EXPIRED,
    /// A signal that came before.
    SIGNAL_REPLAYED,
    /// More messages a second than the limit.
    RATE_LIMITED,
    /// Some other limit is reached.
    LIMIT_REACHED,
    /// The clock of this machine and another's differ by more than a minute.
    CLOCK_SKEWED,
    /// The same identity is in use on another machine.
    IDENTITY_ELSEWHERE,
    /// A record that is not what the protocol says.
    RECORD_MALFORMED,
    /// There is no such record.
    RECORD_UNKNOWN,
    /// A record that its author has not signed.
    RECORD_FORGED,
    /// A record from the future.
    RECORD_EARLY,
    /// A record whose time is over.
    RECORD_EXPIRED,
    /// An older version of a record that is known here.
    RECORD_OUTDATED,
    /// More records, or larger ones, than an author may have.
    RECORD_QUOTA,
    /// More records than a node keeps.
    RECORDS_FULL,
    /// The database cannot be written to: the disk is full or read-only.
    STORE_UNWRITABLE,
    /// A database file that is damaged, or of a newer version; it was set aside.
    STORE_DAMAGED,
    /// The swarm is closed.
    SWARM_CLOSED,
    /// A command that does not exist or has the wrong arguments.
    COMMAND_WRONG,
    /// An error in this program; the log has the details.
    INTERNAL
}
