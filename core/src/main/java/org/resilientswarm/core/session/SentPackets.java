package org.resilientswarm.core.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// The content that the far side has not acknowledged, oldest first, and which of it must be sent
/// again.
final class SentPackets {
    /// One packet's content.
    static final class Sent {
        final long sequence;
        final byte[] content;

        /// When it was sent last.
        long at;

        /// Whether its acknowledgement tells nothing about the time it took.
        boolean again;

        Sent(long sequence, byte[] content, long at) {
            this.sequence = sequence;
            this.content = content;
            this.at = at;
        }
    }

    private final Deque<Sent> waiting = new ArrayDeque<>();
    private final Deque<Sent> again = new ArrayDeque<>();
    private long next = 1;
    private long bytes;

    /// The sequence of the next packet.
    long nextSequence() {
        return next;
    }

    /// Content that has not been acknowledged, in bytes.
    long bytes() {
        return bytes;
    }

    void add(byte[] content, long now) {
        waiting.addLast(new Sent(next++, content, now));
        bytes += content.length;
    }

    /// The far side has everything below this sequence.
    ///
    /// @return the newest packet that it had not acknowledged before, or null
    @Nullable Sent acknowledged(long upTo) {
        Sent newest = null;
        while (!waiting.isEmpty() && waiting.getFirst().sequence < upTo) {
            newest = waiting.removeFirst();
            bytes -= newest.content.length;
        }
        while (!again.isEmpty() && again.getFirst().sequence < upTo) {
            again.removeFirst();
        }
        return newest;
    }

    /// All of it must be sent again: the path has changed.
    void sendAllAgain() {
        again.clear();
        again.addAll(waiting);
    }

    /// The oldest must be sent again: it may be lost.
    void sendOldestAgain() {
        if (again.isEmpty() && !waiting.isEmpty()) {
            again.add(waiting.getFirst());
        }
    }

    /// The next packet to be sent again, or null.
    @Nullable Sent nextAgain() {
        Sent sent = again.pollFirst();
        if (sent != null) {
            sent.again = true;
        }
        return sent;
    }

    boolean hasAgain() {
        return !again.isEmpty();
    }

    boolean empty() {
        return waiting.isEmpty();
    }
}
