package org.resilientswarm.core.replication;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;

/// All that a node has, without the bodies, and what it takes.
///
/// # One version of each record
///
/// The higher sequence counts, and of two versions with one sequence that with the larger id: so
/// all nodes end with the same, in whatever order versions come.
///
/// # Before the store has it
///
/// [#reserve] puts a version into the book at once, so that nobody reserves it twice or beyond a
/// quota. [#commit] follows when the store has it; only then it is in the [RecordSet] that others
/// compare with theirs, and may expire. [#rollback] brings back what was before. Of one record
/// several versions may be under way; each knows which one it replaced.
///
/// # Memory
///
/// 100,000 records with names of ten characters take 17.6 MB beside the set when each author has a
/// hundred of them, and 26 MB when each has two (measured: heap after garbage collection).
final class RecordBook {
    private final BookLimits limits;
    private final RecordSet set;
    private final Map<PublicKey, AuthorShelf> authors = new HashMap<>();
    private final Map<String, Integer> kindUses = new HashMap<>();
    private final Map<String, String> kinds = new HashMap<>();
    private final EntryTable byId;
    private final Expiries expiries = new Expiries();
    private final Map<Entry, Reservation> pending = new HashMap<>();
    private final long[] salt = new long[4];
    private long bytes;

    /// @param set empty; the book adds and removes
    /// @param random for a hash of ids that nobody can foresee
    RecordBook(BookLimits limits, RecordSet set, RandomGenerator random) {
        this.limits = limits;
        this.set = set;
        for (int i = 0; i < salt.length; i++) {
            salt[i] = random.nextLong() | 1;
        }
        byId = new EntryTable(16, entry -> hash(entry.id()));
    }

    private int hash(RecordId id) {
        long mixed = id.a() * salt[0] + id.b() * salt[1] + id.c() * salt[2] + id.d() * salt[3];
        return (int) (mixed >>> 32);
    }

    /// How many versions there are, those under way included.
    int size() {
        return byId.size();
    }

    /// How many versions there are of each kind.
    Map<String, Integer> kinds() {
        return Map.copyOf(kindUses);
    }

    /// The bytes of all encoded records.
    long bytes() {
        return bytes;
    }

    /// Takes what the store had at the start, whatever the limits are.
    void load(RecordSummary summary) {
        Reservation loaded = put(summary, current(summary.key()));
        commit(loaded);
    }

    /// Why a version is not taken, or null when it would be. Says nothing about its signature.
    ///
    /// @param now in milliseconds since 1970
    @Nullable ErrorCode judge(RecordSummary summary, long now) {
        if (summary.created() > now + Protocol.MAX_RECORD_SKEW.toMillis()) {
            return ErrorCode.RECORD_EARLY;
        }
        long expires = Entry.expiry(summary);
        if (expires != 0 && expires <= now) {
            return ErrorCode.RECORD_EXPIRED;
        }
        Entry before = current(summary.key());
        if (before != null && before.outdates(summary)) {
            return ErrorCode.RECORD_OUTDATED;
        }
        int more = before == null ? 1 : 0;
        int moreBytes = summary.length() - (before == null ? 0 : before.length);
        String kind = summary.key().kind();
        AuthorShelf shelf = authors.get(summary.key().author());
        int shareRecords = shelf == null ? 0 : shelf.shareRecords(kind);
        int shareBytes = shelf == null ? 0 : shelf.shareBytes(kind);
        if (exceeds(shareRecords, more, limits.shareRecords(kind))
                || exceeds(shareBytes, moreBytes, limits.shareBytes(kind))) {
            return ErrorCode.RECORD_QUOTA;
        }
        return exceeds(size(), more, limits.records()) || exceeds(bytes, moreBytes, limits.bytes())
                ? ErrorCode.RECORDS_FULL
                : null;
    }

    /// What makes nothing worse is taken even beyond a limit.
    private static boolean exceeds(long used, long more, long limit) {
        return more > 0 && used + more > limit;
    }

    /// Puts a version that [#judge] finds nothing against into the book.
    Reservation reserve(RecordSummary summary) {
        Entry before = current(summary.key());
        Reservation reservation = put(summary, before);
        pending.put(reservation.entry, reservation);
        return reservation;
    }

    private Reservation put(RecordSummary summary, @Nullable Entry before) {
        if (before != null) {
            takeOut(before);
        }
        RecordKey key = summary.key();
        AuthorShelf shelf = authors.computeIfAbsent(key.author(), AuthorShelf::new);
        String kind = kinds.computeIfAbsent(key.kind(), shared -> shared);
        var entry = new Entry(shelf, kind, summary);
        putIn(entry);
        return new Reservation(entry, before);
    }

    private void putIn(Entry entry) {
        entry.author = authors.computeIfAbsent(entry.author.key, AuthorShelf::new);
        kindUses.merge(entry.kind, 1, Integer::sum);
        kinds.putIfAbsent(entry.kind, entry.kind);
        entry.author.add(entry);
        byId.add(entry);
        bytes += entry.length;
    }

    private void takeOut(Entry entry) {
        entry.author.remove(entry);
        byId.remove(entry);
        bytes -= entry.length;
        if (entry.place >= 0) {
            expiries.remove(entry);
        }
        if (entry.author.size() == 0) {
            authors.remove(entry.author.key);
        }
        if (kindUses.merge(entry.kind, -1, Integer::sum) == 0) {
            kindUses.remove(entry.kind);
            kinds.remove(entry.kind);
        }
    }

    /// The store has it.
    void commit(Reservation reservation) {
        Entry entry = reservation.entry;
        boolean awaited = awaited(entry);
        pending.remove(entry);
        Entry replaced = reservation.replaced;
        if (replaced != null) {
            set.remove(replaced.created, replaced.id());
        }
        if (awaited) {
            set.add(entry.created, entry.id());
        }
        if (isCurrent(entry)) {
            mayExpire(entry);
        }
    }

    /// Whether the entry is the current one, or would be if the store failed with what came later.
    private boolean awaited(Entry entry) {
        Entry at = currentBeside(entry);
        while (at != null && at != entry) {
            Reservation later = pending.get(at);
            at = later == null ? null : later.replaced;
        }
        return at == entry;
    }

    private void mayExpire(Entry entry) {
        if (entry.expires != 0) {
            expiries.add(entry);
        }
    }

    /// The store does not have it: the book is as it was before.
    void rollback(Reservation reservation) {
        Entry entry = reservation.entry;
        pending.remove(entry);
        Entry replaced = reservation.replaced;
        if (!isCurrent(entry)) {
            for (Reservation later : pending.values()) {
                if (later.replaced == entry) {
                    later.replaced = replaced;
                }
            }
            return;
        }
        takeOut(entry);
        if (replaced != null) {
            putIn(replaced);
            if (!pending.containsKey(replaced)) {
                mayExpire(replaced);
            }
        }
    }

    /// Takes out what has expired. Work is bounded: call again when as many came as are allowed.
    ///
    /// @param now in milliseconds since 1970
    /// @return what the store shall remove
    List<RecordSummary> expire(long now, int most) {
        var gone = new ArrayList<RecordSummary>();
        for (Entry first = expiries.first();
                first != null && first.expires <= now && gone.size() < most;
                first = expiries.first()) {
            takeOut(first);
            set.remove(first.created, first.id());
            gone.add(first.summary());
        }
        return gone;
    }

    /// When the next version expires, in milliseconds since 1970, or [Long#MAX_VALUE].
    long nextExpiry() {
        Entry first = expiries.first();
        return first == null ? Long.MAX_VALUE : first.expires;
    }

    /// The version with this id that is in the book, in the store or not, or null.
    @Nullable Entry find(RecordId id) {
        return byId.find(hash(id), entry -> entry.hasId(id));
    }

    /// The version of this record that counts, or null.
    @Nullable Entry current(RecordKey key) {
        AuthorShelf shelf = authors.get(key.author());
        return shelf == null
                ? null
                : shelf.find(key.kind(), key.name().getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Entry currentBeside(Entry entry) {
        AuthorShelf shelf = authors.get(entry.author.key);
        return shelf == null ? null : shelf.find(entry.kind, entry.name);
    }

    private boolean isCurrent(Entry entry) {
        return currentBeside(entry) == entry;
    }
}
