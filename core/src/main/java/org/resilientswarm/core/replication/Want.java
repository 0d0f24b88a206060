package org.resilientswarm.core.replication;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.RecordId;

/// One record that this node lacks.
final class Want {
    /// How far it is.
    enum Stage {
        /// To be asked for; to `ASKED` when it is, to `SETTLED` when it came from elsewhere.
        LINED,
        /// Asked for; to `CAME`, or back to `LINED` at another neighbour, or to `SETTLED`.
        ASKED,
        /// Being verified or stored; to `SETTLED`, or to `LINED` when it was forged.
        CAME,
        /// Nobody waits for it any more.
        SETTLED
    }

    /// Neighbours that are remembered to have it, beside the one that is asked.
    static final int MAX_OTHERS = 3;

    final RecordId id;

    /// Who is asked, or is next to be.
    Neighbour holder;

    /// When it was asked for.
    long askedAt;

    Stage stage = Stage.LINED;

    /// The reconciliation that found it, or null.
    @Nullable Run run;

    private @Nullable Deque<Neighbour> others;

    Want(RecordId id, Neighbour holder, @Nullable Run run) {
        this.id = id;
        this.holder = holder;
        this.run = run;
    }

    void offeredBy(Neighbour neighbour) {
        if (neighbour == holder) {
            return;
        }
        Deque<Neighbour> offers = others == null ? new ArrayDeque<>(MAX_OTHERS) : others;
        others = offers;
        if (offers.size() < MAX_OTHERS && !offers.contains(neighbour)) {
            offers.add(neighbour);
        }
    }

    /// Turns to another neighbour that has it.
    ///
    /// @return whether there is one
    boolean turn() {
        Deque<Neighbour> offers = others;
        while (offers != null && !offers.isEmpty()) {
            Neighbour next = offers.remove();
            if (next.connected) {
                holder = next;
                return true;
            }
        }
        return false;
    }
}
