package org.resilientswarm.core.wire;

/// What the two ends of a session say to each other, inside its packets.
public sealed interface SessionFrame {
    /// The sender begins a stream.
    ///
    /// @param stream its number: even when the session's caller opened it, odd otherwise
    /// @param type what it is for, 1 to 64 printable ASCII characters
    record Open(long stream, String type) implements SessionFrame {}

    /// Bytes of a stream.
    ///
    /// @param content the array that holds them, which belongs to the whole packet
    /// @param last whether nothing follows
    record Data(long stream, byte[] content, int from, int length, boolean last)
            implements SessionFrame {}

    /// The sender ends a stream in both directions.
    record Reset(long stream, long code) implements SessionFrame {}

    /// The receiver of this may send bytes of the stream up to this offset.
    record Credit(long stream, long limit) implements SessionFrame {}

    /// A question for the time it takes.
    record Ping(long token) implements SessionFrame {}

    /// Its answer.
    record Pong(long token) implements SessionFrame {}

    /// The sender ends the session.
    record Close(long code, String reason) implements SessionFrame {}

    /// A frame of a type that this version does not know: skipped and counted.
    record Unknown(int type, int length) implements SessionFrame {}
}
