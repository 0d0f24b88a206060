package org.resilientswarm.core.session;

import java.time.Instant;
import org.resilientswarm.core.model.StreamInfo;
import org.resilientswarm.core.model.StreamState;
import org.resilientswarm.core.wire.Protocol;

/// One stream of a session.
final class SessionStream {
    final long id;
    final String type;
    final boolean outbound;
    final StreamEnd end;
    final Instant since;
    final ReceiveCredit credit;

    /// Where the stream waits for its turn to send.
    Turn turn = Turn.NONE;

    /// How many bytes it may still send before it must let others go first.
    int quantum;

    StreamState state = StreamState.OPEN;

    /// Whether the far side has been told that the stream exists.
    boolean announced;

    boolean creditDue;

    /// The packet that carried this side's last byte; it has arrived when it is acknowledged.
    long lastSequence = Long.MAX_VALUE;

    long sent;
    long sendLimit = Protocol.STREAM_CREDIT_FIRST;

    /// Where a stream waits.
    enum Turn {
        /// It has nothing to send, or no credit.
        NONE,
        /// Among those that have sent little.
        FRESH,
        /// Among those that have sent much.
        BULK
    }

    SessionStream(
            long id,
            String type,
            boolean outbound,
            StreamEnd end,
            Instant since,
            ReceiveCredit.Budget budget) {
        this.id = id;
        this.type = type;
        this.outbound = outbound;
        this.end = end;
        this.since = since;
        this.credit = new ReceiveCredit(budget);
    }

    boolean maySend() {
        return state == StreamState.OPEN || state == StreamState.RECEIVED_LAST;
    }

    boolean mayReceive() {
        return state == StreamState.OPEN || state == StreamState.SENT_LAST;
    }

    /// Whether there is something that could go out now.
    boolean hasSomething() {
        if (!maySend()) {
            return false;
        }
        int waiting = end.waiting();
        return waiting > 0 ? sent < sendLimit : end.finishing();
    }

    void sentLast(long sequence) {
        lastSequence = sequence;
        state = state == StreamState.OPEN ? StreamState.SENT_LAST : StreamState.ENDED;
    }

    void receivedLast() {
        state = state == StreamState.OPEN ? StreamState.RECEIVED_LAST : StreamState.ENDED;
    }

    StreamInfo info() {
        return new StreamInfo(
                id,
                type,
                outbound,
                state,
                since,
                credit.received(),
                sent,
                maySend() ? end.waiting() : 0,
                credit.unread());
    }
}
