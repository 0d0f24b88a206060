package org.resilientswarm.ui.database;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.RecordDetail;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.ui.bridge.Failure;
import org.resilientswarm.ui.bridge.LocalNodes;
import org.resilientswarm.ui.bridge.RecordFeed;
import org.resilientswarm.ui.bridge.RecordKey;
import org.resilientswarm.ui.bridge.RecordRow;
import tools.jackson.databind.JsonNode;

/// The records that are looked at: some pages of them, kept up to date, and one in detail.
///
/// Owned by the feed's thread; only [#shown] is for every thread.
final class RecordLog implements RecordFeed.Reader {
    private static final Duration TIME_EVERY = Duration.ofSeconds(1);
    private static final Duration SLOW = Duration.ofMillis(300);

    private final RecordFeed feed;
    private final Limits limits;
    private final Runnable news;
    private final TreeMap<RecordKey, RecordRow> rows = new TreeMap<>();
    private final TreeMap<RecordKey, RecordRow> fitting = new TreeMap<>();
    private final List<SwarmRecord> meanwhile = new ArrayList<>();
    private @Nullable PublicKey self;
    private @Nullable RecordChoice choice;
    private RecordFilter filter = RecordFilter.ALL;
    private boolean open;
    private boolean more;
    private @Nullable Instant askedAt;
    private int asked;
    private @Nullable Failure failure;
    private @Nullable RecordKey lookedKey;
    private @Nullable Looked looked;
    private Instant at;
    private boolean changed;
    private volatile Shown shown;

    /// How many rows there can be.
    ///
    /// @param page so many are asked for at a time
    /// @param most so many at most
    record Limits(int page, int most) {
        static final Limits USUAL = new Limits(1000, 5000);
    }

    /// The record that is looked at.
    ///
    /// @param key what names it
    /// @param detail all about it, or null when it is gone or could not be had
    /// @param json its body in several lines, empty when it was deleted
    /// @param inJson whether JSON can say all that is in the body
    /// @param failure why it could not be had, or null
    record Looked(
            RecordKey key,
            @Nullable RecordDetail detail,
            String json,
            boolean inJson,
            @Nullable Failure failure) {
        static Looked of(RecordKey key, @Nullable RecordDetail detail) {
            JsonNode body = detail == null ? null : detail.record().body();
            return new Looked(
                    key,
                    detail,
                    RecordDraft.pretty(body),
                    body == null || !RecordDraft.hasBytes(body),
                    null);
        }
    }

    /// What there is to see, at one moment.
    ///
    /// @param at when
    /// @param self the node whose database it is; null when it does not run any more
    /// @param choice which records, or null when nobody has asked yet
    /// @param rows those that fit the filter, ordered by key
    /// @param loaded how many there are with those that do not fit
    /// @param more whether the database has more than are loaded
    /// @param full whether no more can be loaded
    /// @param loading whether the database is being asked
    /// @param slow whether it takes long enough to say so
    /// @param failure why the database could not be asked, or null
    /// @param looked the record that is looked at, or null
    record Shown(
            Instant at,
            @Nullable PublicKey self,
            @Nullable RecordChoice choice,
            List<RecordRow> rows,
            int loaded,
            boolean more,
            boolean full,
            boolean loading,
            boolean slow,
            @Nullable Failure failure,
            @Nullable Looked looked) {
        Shown {
            rows = List.copyOf(rows);
        }
    }

    /// @param news called on the feed's thread when [#shown] says something else
    RecordLog(
            LocalNodes nodes, InstantSource clock, Executor thread, Limits limits, Runnable news) {
        this.limits = limits;
        this.news = news;
        this.at = clock.instant();
        this.shown = picture();
        this.feed = new RecordFeed(nodes, clock, thread, this);
    }

    RecordFeed feed() {
        return feed;
    }

    /// What there is to see. Any thread.
    Shown shown() {
        return shown;
    }

    /// Another node's records replace these; when none runs any more, what was seen last stays.
    @Override
    public void begin(@Nullable PublicKey node) {
        self = node;
        changed = true;
        if (node != null) {
            look(null);
            load();
        }
    }

    @Override
    public void tick(Instant now, List<SwarmRecord> accepted) {
        if (self != null) {
            at = now;
            (askedAt == null ? accepted : List.<SwarmRecord>of()).forEach(this::accept);
            if (askedAt != null) {
                meanwhile.addAll(accepted);
                changed = true;
            }
            forgetExpired(now);
            changed |= open && !now.isBefore(shown.at().plus(TIME_EVERY));
        }
        publish();
    }

    private void publish() {
        if (changed) {
            changed = false;
            shown = picture();
            news.run();
        }
    }

    private Shown picture() {
        Instant since = askedAt;
        return new Shown(
                at,
                self,
                choice,
                List.copyOf(fitting.values()),
                rows.size(),
                more,
                rows.size() >= limits.most,
                since != null,
                since != null && !at.isBefore(since.plus(SLOW)),
                failure,
                looked);
    }

    /// Whether somebody looks: only then changes are followed, and what is shown is asked for anew
    /// when somebody looks again.
    void open(boolean now) {
        open = now;
        feed.listen(now);
        if (now && choice != null) {
            reload();
        }
    }

    /// Shows these records from now on.
    void choose(RecordChoice next) {
        choice = next;
        load();
        publish();
    }

    /// Asks for the records anew.
    void reload() {
        load();
        RecordKey key = lookedKey;
        if (key != null) {
            askDetail(key);
        }
        publish();
    }

    private void load() {
        rows.clear();
        fitting.clear();
        more = false;
        ask(null);
    }

    /// Loads the next page.
    void more() {
        if (more && askedAt == null && rows.size() < limits.most) {
            ask(rows.lastEntry().getValue().record());
            publish();
        }
    }

    private void ask(@Nullable SwarmRecord after) {
        RecordChoice wanted = choice;
        PublicKey node = self;
        failure = null;
        meanwhile.clear();
        changed = true;
        int mine = ++asked;
        if (wanted == null || node == null) {
            askedAt = null;
            return;
        }
        askedAt = feed.now();
        RecordQuery query = wanted.query(node, limits.page);
        RecordQuery page = after == null ? query : query.after(after);
        feed.<List<SwarmRecord>>ask(
                records -> records.query(page),
                found -> answered(mine, found),
                why -> failed(mine, why));
    }

    private void answered(int question, List<SwarmRecord> found) {
        if (question != asked) {
            return;
        }
        askedAt = null;
        found.forEach(record -> put(RecordRow.of(record, null)));
        more = found.size() == limits.page;
        meanwhile.forEach(this::accept);
        meanwhile.clear();
        changed = true;
        publish();
    }

    private void failed(int question, Failure why) {
        if (question == asked) {
            askedAt = null;
            failure = why;
            changed = true;
            publish();
        }
    }

    private void accept(SwarmRecord record) {
        RecordKey key = RecordKey.of(record);
        if (key.equals(lookedKey)) {
            askDetail(key);
        }
        boolean behind = more && (rows.isEmpty() || key.compareTo(rows.lastKey()) > 0);
        RecordRow known = rows.get(key);
        boolean old = known != null && known.record().sequence() >= record.sequence();
        if (choice != null && self != null && choice.fits(record, self) && !behind && !old) {
            put(RecordRow.of(record, at));
            if (rows.size() > limits.most) {
                remove(rows.lastKey());
                more = true;
            }
        }
    }

    private void put(RecordRow row) {
        rows.put(row.key(), row);
        if (filter.fits(row.record())) {
            fitting.put(row.key(), row);
        } else {
            fitting.remove(row.key());
        }
        changed = true;
    }

    private void remove(RecordKey key) {
        rows.remove(key);
        fitting.remove(key);
        changed = true;
    }

    private void forgetExpired(Instant now) {
        List<RecordKey> gone =
                rows.values().stream()
                        .filter(row -> hasExpired(row.record(), now))
                        .map(RecordRow::key)
                        .toList();
        gone.forEach(this::remove);
    }

    private static boolean hasExpired(SwarmRecord record, Instant now) {
        Instant expires = record.expires();
        return expires != null && !expires.isAfter(now);
    }

    /// Leaves out the records that do not fit.
    void filter(RecordFilter next) {
        filter = next;
        fitting.clear();
        rows.forEach(
                (key, row) -> {
                    if (next.fits(row.record())) {
                        fitting.put(key, row);
                    }
                });
        changed = true;
        publish();
    }

    /// Looks at one record, or at none.
    void look(@Nullable RecordKey key) {
        lookedKey = key;
        looked = null;
        changed = true;
        if (key != null) {
            askDetail(key);
        }
        publish();
    }

    private void askDetail(RecordKey key) {
        feed.<Optional<RecordDetail>>ask(
                records -> records.detail(key.author(), key.kind(), key.name()),
                found -> looked(Looked.of(key, found.orElse(null))),
                why -> looked(new Looked(key, null, "", false, why)));
    }

    private void looked(Looked now) {
        if (Objects.equals(now.key(), lookedKey)) {
            looked = now;
            changed = true;
            publish();
        }
    }
}
