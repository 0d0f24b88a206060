package org.resilientswarm.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ObjLongConsumer;
import org.resilientswarm.core.model.PublicKey;

/// Which conversations have something to do in this turn of the loop, and when the others have.
/// Owned by the `swarm-loop` thread.
final class TalkTurns {
    private final Map<PublicKey, Talk> talks;
    private final ObjLongConsumer<Talk> work;
    private final List<Talk> touched = new ArrayList<>();
    private final Agenda<PublicKey> agenda = new Agenda<>();

    /// @param talks those that go on, as they are at each call
    /// @param work does what is due in a conversation at a time on the monotonic clock
    TalkTurns(Map<PublicKey, Talk> talks, ObjLongConsumer<Talk> work) {
        this.talks = talks;
        this.work = work;
    }

    /// The conversation has something to do at the end of this turn, or other times than before.
    void touch(Talk talk) {
        if (!talk.touched) {
            talk.touched = true;
            touched.add(talk);
        }
    }

    /// Sends what was made ready, at the end of the turn.
    void flush() {
        for (int i = 0; i < touched.size(); i++) {
            Talk talk = touched.get(i);
            talk.touched = false;
            if (talk.session != null) {
                talk.session.flush();
            }
            agenda.set(talk.peer, talks.get(talk.peer) == talk ? deadline(talk) : Long.MAX_VALUE);
        }
        touched.clear();
    }

    private static long deadline(Talk talk) {
        long next = Math.min(talk.endsAt, talk.tryOtherAt);
        if (talk.session != null) {
            next = Math.min(next, talk.session.nextDeadline());
        }
        for (PeerPath path : talk.unproven) {
            next = Math.min(next, path.attachBy);
        }
        return next;
    }

    /// When [#tick] has something to do next, on the monotonic clock; known after [#flush].
    long nextDeadline() {
        return agenda.next();
    }

    /// Lets every conversation whose time has come do its work.
    void tick(long now) {
        for (PublicKey due = agenda.due(now); due != null; due = agenda.due(now)) {
            Talk talk = talks.get(due);
            if (talk != null) {
                touch(talk);
                work.accept(talk, now);
            }
        }
    }
}
