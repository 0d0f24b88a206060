package org.resilientswarm.ui.database;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.bridge.RecordFeed;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.database.RecordDraft.Verdict;
import tools.jackson.databind.JsonNode;

/// What the user has done to the database, and what came of it.
///
/// Owned by the feed's thread; only [#state] is for every thread.
final class RecordWork {
    private final RecordFeed feed;
    private final Runnable news;
    private volatile State state = State.NOTHING;

    /// How far everything is.
    ///
    /// @param verdict what was found out about the draft, or null when there is none
    /// @param replaces whether the draft would take the place of a record that is there
    /// @param busy whether a record is being written
    /// @param failure why the last one could not be written, or null
    /// @param written how many were written so far
    /// @param last the last one that was written, or null
    /// @param comparisons the latest comparison with each neighbour
    record State(
            @Nullable Verdict verdict,
            boolean replaces,
            boolean busy,
            @Nullable Failure failure,
            long written,
            @Nullable RecordKey last,
            Map<PublicKey, Comparison> comparisons) {
        static final State NOTHING = new State(null, false, false, null, 0, null, Map.of());

        State {
            comparisons = Map.copyOf(comparisons);
        }

        State with(@Nullable Verdict now, boolean replacing) {
            return new State(now, replacing, busy, null, written, last, comparisons);
        }

        State writing() {
            return new State(verdict, replaces, true, null, written, last, comparisons);
        }

        State wrote(RecordKey key) {
            return new State(null, false, false, null, written + 1, key, comparisons);
        }

        State failed(Failure why) {
            return new State(verdict, replaces, false, why, written, last, comparisons);
        }

        State with(PublicKey peer, Comparison comparison) {
            Map<PublicKey, Comparison> next = new HashMap<>(comparisons);
            next.put(peer, comparison);
            return new State(verdict, replaces, busy, failure, written, last, next);
        }
    }

    /// A comparison with a neighbour that the user asked for: it goes on while both are null.
    ///
    /// @param result what it came to, or null
    /// @param failure why it came to nothing, or null
    record Comparison(@Nullable SyncResult result, @Nullable Failure failure) {
        static final Comparison RUNNING = new Comparison(null, null);
    }

    /// @param news called on the feed's thread when [#state] says something else
    RecordWork(RecordFeed feed, Runnable news) {
        this.feed = feed;
        this.news = news;
    }

    /// How far everything is. Any thread.
    State state() {
        return state;
    }

    private void become(State next) {
        state = next;
        news.run();
    }

    /// Another node is looked at.
    void forget() {
        become(State.NOTHING);
    }

    /// Looks for faults in a draft.
    ///
    /// @param draft null when nothing is written any more
    /// @param self who would be its author, or null when no node runs
    void check(@Nullable RecordDraft draft, @Nullable PublicKey self) {
        if (draft == null) {
            become(state.with(null, false));
            return;
        }
        Verdict verdict = draft.check();
        become(state.with(verdict, false));
        if (verdict.valid() && !draft.changes() && self != null) {
            feed.<Optional<SwarmRecord>>ask(
                    records -> records.get(self, draft.kind(), draft.name()),
                    found -> {
                        if (Objects.equals(verdict, state.verdict())) {
                            become(state.with(verdict, found.isPresent()));
                        }
                    },
                    why -> become(state.failed(why)));
        }
    }

    /// Stores a draft if nothing is wrong with it.
    void save(RecordDraft draft) {
        Verdict verdict = draft.check();
        JsonNode value = verdict.value();
        if (value == null || !verdict.valid() || state.busy()) {
            become(state.with(verdict, state.replaces()));
            return;
        }
        become(state.with(verdict, state.replaces()).writing());
        Duration lifetime = draft.lifetime();
        feed.<SwarmRecord>ask(
                records ->
                        lifetime == null
                                ? records.put(draft.kind(), draft.name(), value)
                                : records.put(draft.kind(), draft.name(), value, lifetime),
                stored -> become(state.wrote(RecordKey.of(stored))),
                why -> become(state.failed(why)));
    }

    /// Deletes one of the own records.
    void delete(RecordKey key) {
        if (state.busy()) {
            return;
        }
        become(state.writing());
        feed.<SwarmRecord>ask(
                records -> records.delete(key.kind(), key.name()),
                stored -> become(state.wrote(RecordKey.of(stored))),
                why -> become(state.failed(why)));
    }

    /// Compares the database with a neighbour's.
    void compare(PublicKey peer) {
        if (Objects.equals(state.comparisons().get(peer), Comparison.RUNNING)) {
            return;
        }
        become(state.with(peer, Comparison.RUNNING));
        feed.<SyncResult>ask(
                records -> records.reconcile(peer),
                result -> become(state.with(peer, new Comparison(result, null))),
                why -> become(state.with(peer, new Comparison(null, why))));
    }
}
