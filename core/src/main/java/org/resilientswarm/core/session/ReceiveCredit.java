package org.resilientswarm.core.session;

import org.resilientswarm.core.wire.Protocol;

/// How much of one stream the far side may send. It grows while the reader keeps up with the path,
/// as Linux grows the window of a TCP receiver (dynamic right-sizing, Fisk and Feng, 2001).
final class ReceiveCredit {
    /// What all streams of a session may have beyond their first credit.
    static final class Budget {
        private long left = Protocol.SESSION_CREDIT;

        private long take(long wanted) {
            long taken = Math.min(wanted, left);
            left -= taken;
            return taken;
        }

        private void giveBack(long bytes) {
            left += bytes;
        }
    }

    private final Budget budget;
    private long window = Protocol.STREAM_CREDIT_FIRST;
    private long limit = Protocol.STREAM_CREDIT_FIRST;
    private long received;
    private long consumed;
    private long grantedAt;

    ReceiveCredit(Budget budget) {
        this.budget = budget;
    }

    long received() {
        return received;
    }

    long unread() {
        return received - consumed;
    }

    /// Takes note of bytes that came.
    ///
    /// @return whether the far side was allowed to send them
    boolean receive(int bytes) {
        received += bytes;
        return received <= limit;
    }

    void consume(int bytes) {
        consumed = Math.min(received, consumed + bytes);
    }

    /// Whether it is time to tell the far side of more.
    boolean due() {
        if (window == Protocol.STREAM_CREDIT_FIRST) {
            return received >= window / 4;
        }
        return consumed + window - limit >= window / 4;
    }

    /// Grants more.
    ///
    /// @param roundTrip in nanoseconds, 0 when unknown
    /// @return up to which offset the far side may send
    long grant(long now, long roundTrip) {
        if (window < Protocol.STREAM_CREDIT) {
            window += budget.take(Protocol.STREAM_CREDIT - window);
        } else if (now - grantedAt < 4 * roundTrip && window < Protocol.STREAM_CREDIT_MAX) {
            window += budget.take(Math.min(window, Protocol.STREAM_CREDIT_MAX - window));
        }
        grantedAt = now;
        limit = Math.max(limit, consumed + window);
        return limit;
    }

    /// The stream has ended.
    void end() {
        budget.giveBack(window - Protocol.STREAM_CREDIT_FIRST);
        window = Protocol.STREAM_CREDIT_FIRST;
    }
}
