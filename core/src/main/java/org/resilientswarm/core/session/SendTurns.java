package org.resilientswarm.core.session;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.session.SessionStream.Turn;

/// Which stream sends next: those that have sent little go first, the others take turns. After the
/// model of FQ-CoDel (RFC 8290, section 4): a stream that has used up its turn, or has nothing
/// more, goes to the end of the line of the others, so that nobody goes first for ever.
final class SendTurns {
    /// What a stream may send before it counts as one of those that have sent much, in bytes.
    static final int FRESH_QUANTUM = 16 * 1024;

    /// What a stream may send in one turn, in bytes.
    static final int QUANTUM = 64 * 1024;

    private final Deque<SessionStream> fresh = new ArrayDeque<>();
    private final Deque<SessionStream> bulk = new ArrayDeque<>();

    /// The stream has something to send.
    void add(SessionStream stream) {
        if (stream.turn != Turn.NONE) {
            return;
        }
        if (stream.end.waiting() > FRESH_QUANTUM) {
            toTheEnd(stream);
        } else {
            stream.turn = Turn.FRESH;
            stream.quantum = FRESH_QUANTUM;
            fresh.addLast(stream);
        }
    }

    /// The next stream that has something to send, or null.
    ///
    /// @param small whether only streams that have sent little are meant
    @Nullable SessionStream next(boolean small) {
        for (SessionStream first = fresh.peekFirst(); first != null; first = fresh.peekFirst()) {
            if (first.hasSomething() && first.quantum > 0) {
                return first;
            }
            fresh.removeFirst();
            toTheEnd(first);
        }
        return small ? null : nextBulk();
    }

    private @Nullable SessionStream nextBulk() {
        for (SessionStream first = bulk.peekFirst(); first != null; first = bulk.peekFirst()) {
            if (!first.hasSomething()) {
                bulk.removeFirst();
                first.turn = Turn.NONE;
            } else if (first.quantum <= 0) {
                bulk.removeFirst();
                toTheEnd(first);
            } else {
                return first;
            }
        }
        return null;
    }

    private void toTheEnd(SessionStream stream) {
        stream.turn = Turn.BULK;
        stream.quantum = QUANTUM;
        bulk.addLast(stream);
    }

    void remove(SessionStream stream) {
        switch (stream.turn) {
            case NONE -> {}
            case FRESH -> fresh.remove(stream);
            case BULK -> bulk.remove(stream);
        }
        stream.turn = Turn.NONE;
    }
}
