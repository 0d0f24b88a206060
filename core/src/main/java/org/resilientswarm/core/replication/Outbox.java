package org.resilientswarm.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.time.Earliest;
import org.resilientswarm.core.wire.DbCodec;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.SignedRecord;

/// What is to be sent to one neighbour. It holds ids, not records: those are read from the store a
/// portion at a time, when the stream has room.
final class Outbox {
    /// Records that are read at a time for one neighbour, in bytes; one more record may come to it.
    static final int PORTION_BYTES = 64 * 1024;

    /// And their number.
    static final int PORTION_RECORDS = 256;

    /// Pushed records that may wait; further ones are announced.
    static final int MAX_PUSHES = 4096;

    /// Announced ids that may wait; further ones are left to reconciliation.
    static final int MAX_ANNOUNCES = 16_384;

    /// What was read and is not sent yet.
    ///
    /// @param pushes how many pushes that settles
    private record Loaded(List<SignedRecord> records, int pushes) {}

    private final Neighbour neighbour;
    private final RecordBook book;
    private final Conduct conduct;
    private final ReplicatorHost host;
    private final Earliest dueAt;
    private final Deque<DbFrame> control = new ArrayDeque<>();
    private DbFrame.@Nullable Answer answer;
    private final Deque<RecordId> announces = new ArrayDeque<>();
    private final Deque<RecordId> later = new ArrayDeque<>();
    private long laterAt;
    private final Deque<RecordId> missing = new ArrayDeque<>();
    private final Deque<RecordId> wanted = new ArrayDeque<>();
    private final Deque<RecordId> pushes = new ArrayDeque<>();
    private @Nullable Portion reading;
    private @Nullable Loaded loaded;
    private long pushesQueued;
    private long pushesLeft;
    private long bytesOut;
    private long recordsOut;

    Outbox(Neighbour neighbour, RecordBook book, Conduct conduct, Surroundings around) {
        this.neighbour = neighbour;
        this.book = book;
        this.conduct = conduct;
        this.host = around.host();
        this.dueAt = around.dueAt();
    }

    /// Sends a small frame before all else.
    void control(DbFrame frame) {
        control.add(frame);
        pump();
    }

    /// Whether small frames wait: the stream is slow, and more of them would not help.
    boolean congested() {
        return !control.isEmpty();
    }

    /// Sends an answer, in place of one that still waits: its run is over then.
    void answer(DbFrame.Answer latest) {
        answer = latest;
        pump();
    }

    void announce(List<RecordId> ids) {
        for (RecordId id : ids) {
            if (announces.size() < MAX_ANNOUNCES) {
                announces.add(id);
            }
        }
        pump();
    }

    /// Announces these at the given time, or before when others wait already.
    void announceLater(List<RecordId> ids, long at) {
        if (later.isEmpty()) {
            laterAt = at;
        }
        for (RecordId id : ids) {
            if (later.size() < MAX_ANNOUNCES && !neighbour.known.contains(id)) {
                later.add(id);
            }
        }
        dueAt.noLaterThan(deadline());
    }

    /// When [#tick] has something to do, on the monotonic clock.
    long deadline() {
        return later.isEmpty() ? Long.MAX_VALUE : laterAt;
    }

    /// Announces what it is time for.
    void tick(long now) {
        if (deadline() <= now) {
            var due = List.copyOf(later);
            later.clear();
            announce(due);
        }
    }

    /// Says once more that there are these, which were sent before and did not stay.
    void reannounce(List<RecordId> ids) {
        for (int from = 0; from < ids.size(); from += Protocol.MAX_DB_IDS) {
            int to = Math.min(from + Protocol.MAX_DB_IDS, ids.size());
            control(new DbFrame.Announce(ids.subList(from, to)));
        }
    }

    /// Sends records that the neighbour wants.
    ///
    /// @return how many of them are too many
    int give(List<RecordId> ids) {
        int underWay = reading != null && reading.wanted ? reading.ids().size() : 0;
        int free = Protocol.MAX_DB_WANTS - wanted.size() - missing.size() - underWay;
        int taken = Math.max(0, Math.min(ids.size(), free));
        wanted.addAll(ids.subList(0, taken));
        pump();
        return ids.size() - taken;
    }

    /// Sends records that the neighbour is not known to have.
    void push(List<RecordId> ids) {
        for (RecordId id : ids) {
            if (pushes.size() < MAX_PUSHES) {
                pushes.add(id);
                pushesQueued++;
            } else {
                announce(List.of(id));
            }
        }
        pump();
    }

    /// Sends records that are at hand, at once if there is room.
    void pushNow(List<SignedRecord> records) {
        var later = new ArrayList<RecordId>();
        var portion = new ArrayList<SignedRecord>();
        int bytes = 0;
        for (SignedRecord record : records) {
            if (!pushes.isEmpty() || !later.isEmpty() || !hasRoom()) {
                later.add(record.id());
                continue;
            }
            portion.add(record);
            bytes += record.length();
            if (bytes >= PORTION_BYTES || portion.size() == PORTION_RECORDS) {
                sendRecords(portion);
                portion.clear();
                bytes = 0;
            }
        }
        sendRecords(portion);
        push(later);
    }

    /// How many records were ever to be pushed ...
    long pushesQueued() {
        return pushesQueued;
    }

    /// ... and how many of them wait no more.
    long pushesLeft() {
        return pushesLeft;
    }

    long bytesOut() {
        return bytesOut;
    }

    long recordsOut() {
        return recordsOut;
    }

    /// Sends while there is room.
    void pump() {
        while (hasRoom()) {
            DbFrame frame = nextFrame();
            if (frame != null) {
                send(frame);
                if (frame instanceof DbFrame.Missing none) {
                    conduct.vain(neighbour, none.ids().size());
                }
                continue;
            }
            Portion portion = reading == null ? nextPortion() : null;
            if (portion != null) {
                reading = portion;
                host.read(portion);
            }
            if (missing.isEmpty()) {
                return;
            }
        }
    }

    private @Nullable DbFrame nextFrame() {
        DbFrame first = control.poll();
        if (first != null) {
            return first;
        }
        DbFrame.Answer latest = answer;
        if (latest != null) {
            answer = null;
            return latest;
        }
        Loaded records = loaded;
        if (records != null) {
            loaded = null;
            pushesLeft += records.pushes();
            if (!records.records().isEmpty()) {
                return framed(records.records());
            }
        }
        if (!missing.isEmpty()) {
            return new DbFrame.Missing(some(missing, id -> true));
        }
        var news = some(announces, id -> !neighbour.known.contains(id) && book.find(id) != null);
        return news.isEmpty() ? null : new DbFrame.Announce(news);
    }

    private static List<RecordId> some(Deque<RecordId> queue, Predicate<RecordId> useful) {
        var ids = new ArrayList<RecordId>();
        while (ids.size() < Protocol.MAX_DB_IDS && !queue.isEmpty()) {
            RecordId id = queue.remove();
            if (useful.test(id)) {
                ids.add(id);
            }
        }
        return ids;
    }

    private @Nullable Portion nextPortion() {
        List<RecordId> ids = portion(wanted, true);
        boolean isWanted = !ids.isEmpty();
        if (!isWanted) {
            ids = portion(pushes, false);
        }
        return ids.isEmpty() ? null : new Portion(neighbour, ids, isWanted);
    }

    private List<RecordId> portion(Deque<RecordId> queue, boolean isWanted) {
        var ids = new ArrayList<RecordId>();
        int bytes = 0;
        while (bytes < PORTION_BYTES && ids.size() < PORTION_RECORDS && !queue.isEmpty()) {
            RecordId id = queue.remove();
            Entry entry = book.find(id);
            if (entry == null && isWanted) {
                missing.add(id);
            } else if (entry != null && (isWanted || !neighbour.known.contains(id))) {
                ids.add(id);
                bytes += entry.length;
                continue;
            }
            pushesLeft += isWanted ? 0 : 1;
        }
        return ids;
    }

    /// Takes what was read.
    void found(Portion portion, List<SignedRecord> records) {
        if (portion != reading) {
            return;
        }
        reading = null;
        loaded = new Loaded(List.copyOf(records), portion.wanted ? 0 : portion.ids().size());
        if (portion.wanted) {
            noteMissing(portion, records);
        }
        pump();
    }

    private void noteMissing(Portion portion, List<SignedRecord> records) {
        if (!records.isEmpty()) {
            neighbour.vainWants = 0;
        }
        var there = new HashSet<RecordId>();
        records.forEach(record -> there.add(record.id()));
        portion.ids().stream().filter(id -> !there.contains(id)).forEach(missing::add);
    }

    private void sendRecords(List<SignedRecord> records) {
        if (!records.isEmpty()) {
            send(framed(records));
        }
    }

    private DbFrame framed(List<SignedRecord> records) {
        records.forEach(record -> neighbour.known.add(record.id()));
        recordsOut += records.size();
        return new DbFrame.Records(records);
    }

    private boolean hasRoom() {
        return neighbour.connected && host.room(neighbour.key) > 0;
    }

    private void send(DbFrame frame) {
        byte[] bytes = DbCodec.encode(frame);
        bytesOut += bytes.length;
        host.send(neighbour.key, bytes);
    }
}
