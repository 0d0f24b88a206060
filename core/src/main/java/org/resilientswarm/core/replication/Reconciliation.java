package org.resilientswarm.core.replication;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;

/// The side of a reconciliation that asks: it learns which ids only it has and which only the far
/// side has. Owned by the `swarm-loop` thread.
///
/// It keeps the ranges that may differ. Each message asks about the first of them; each answer
/// settles them, divides them, or leaves the last of them unanswered because it would get too long.
/// So no range is settled twice, and what an answer had no room for is not lost.
///
/// The set may change between the messages. What changed in a range that is settled is left to the
/// next reconciliation.
final class Reconciliation {
    /// Rounds that any sets may need: far more than the levels of the largest.
    private static final long SPARE_ROUNDS = 16;

    private static final int MIN_ASKED = 32;

    private final RecordSet set;
    private final int maxMessageBytes;

    /// What is not settled and was not asked in the last message, in order.
    private final Deque<Open> open = new ArrayDeque<>();

    /// What was asked in the last message, in order. Taking an answer empties it.
    private final Deque<Open> asked = new ArrayDeque<>();

    /// Asked in one message: fewer after an answer that had no room for all.
    private int maxAsked = Integer.MAX_VALUE;

    private int largestSet;
    private long listedIds;
    private long rounds;

    /// @param maxMessageBytes of every message in both directions
    Reconciliation(RecordSet set, int maxMessageBytes) {
        this.set = set;
        this.maxMessageBytes = RangeWriter.checked(maxMessageBytes);
        open.add(new Open(Position.START, Position.END, true));
    }

    /// The message that begins it.
    byte[] first() {
        return ask();
    }

    /// Takes the answer to the last message.
    ///
    /// @throws MalformedException when it is not what it should be, or leads nowhere
    Step take(byte[] message) throws MalformedException {
        if (asked.isEmpty()) {
            throw new IllegalStateException("nothing was asked");
        }
        var in = new RangeReader(message, maxMessageBytes);
        var step = new Step(null, new ArrayList<>(), new ArrayList<>());
        var divided = new ArrayList<Open>();
        int before = asked.size();
        boolean complete = true;
        for (Range range = in.next(); range != null; range = in.next()) {
            // Nothing can follow a remainder, which ends behind everything.
            complete = taken(range, step, divided);
        }
        if (complete) {
            asked.clear();
            maxAsked = Math.max(maxAsked, maxAsked << 1);
        } else {
            maxAsked = Math.max(MIN_ASKED, 2 * (before - asked.size()));
        }
        reopen(divided, before);
        checkProgress();
        return open.isEmpty() ? step : new Step(ask(), step.have, step.need);
    }

    /// Returns false for the remainder, which stands for all that the answer had no room for.
    private boolean taken(Range range, Step step, List<Open> divided) throws MalformedException {
        if (range instanceof Range.Skip) {
            settle(range.upper());
            return true;
        }
        Open first = asked.peekFirst();
        if (first == null || range.lower().isBefore(first.lower)) {
            throw RangeReader.malformed("about what nobody asked");
        }
        int order = range.upper().compareTo(first.upper);
        if (range instanceof Range.Print && (order > 0 || (order == 0 && !first.fresh))) {
            if (!range.upper().equals(Position.END)) {
                throw RangeReader.malformed("that does not divide a range");
            }
            return false;
        }
        if (order > 0) {
            throw RangeReader.malformed("about more than was asked");
        }
        int from = set.indexOf(range.lower());
        int to = set.indexOf(range.upper());
        if (range instanceof Range.Ids(_, _, var ids)) {
            compare(ids, set.ids(from, to), step);
        } else if (range instanceof Range.Print(var lower, var upper, var fingerprint)
                && !fingerprint.equals(set.fingerprint(from, to))) {
            divided.add(new Open(lower, upper, true));
        }
        settle(range.upper());
        return true;
    }

    /// Takes what is asked below a bound off the list.
    private void settle(Position bound) {
        for (Open first = asked.peekFirst();
                first != null && first.lower.isBefore(bound);
                first = asked.peekFirst()) {
            asked.removeFirst();
            if (bound.isBefore(first.upper)) {
                asked.addFirst(new Open(bound, first.upper, true));
            }
        }
    }

    private void compare(List<RecordId> theirs, List<RecordId> ours, Step step)
            throws MalformedException {
        listedIds += theirs.size();
        if (listedIds > Protocol.MAX_RECORDS) {
            throw RangeReader.malformed("with more ids than anybody may have");
        }
        var needed = new LinkedHashSet<>(theirs);
        if (needed.size() < theirs.size()) {
            throw RangeReader.malformed("with the same id twice");
        }
        for (RecordId id : ours) {
            if (!needed.remove(id)) {
                step.have.add(id);
            }
        }
        step.need.addAll(needed);
    }

    /// Puts what the answer divided and what it had no room for before what is open.
    private void reopen(List<Open> divided, int before) throws MalformedException {
        Open unanswered = asked.peekFirst();
        if (unanswered != null && asked.size() == before && !unanswered.fresh) {
            throw RangeReader.malformed("that answers nothing");
        }
        while (!asked.isEmpty()) {
            open.addFirst(asked.removeLast());
        }
        divided.reversed().forEach(open::addFirst);
        if (open.size() > maxMessageBytes) {
            throw RangeReader.malformed("that leaves " + open.size() + " ranges open");
        }
    }

    /// Of the first range asked, an honest answer gives an id, or settles what this side has there,
    /// or divides what it has there itself. So honest sides end within these rounds.
    private void checkProgress() throws MalformedException {
        rounds++;
        largestSet = Math.max(largestSet, set.size());
        if (rounds > SPARE_ROUNDS + 2 * (largestSet + listedIds)) {
            throw RangeReader.malformed("after " + rounds + " rounds, which lead nowhere");
        }
    }

    private byte[] ask() {
        var out = new RangeWriter(maxMessageBytes);
        while (!open.isEmpty() && asked.size() < maxAsked) {
            Open range = open.getFirst();
            int from = set.indexOf(range.lower);
            int to = set.indexOf(range.upper);
            int number = range.fresh ? Bucket.number(to - from) : 1;
            if (!out.hasRoomFor(number)) {
                break;
            }
            open.removeFirst();
            out.skip(range.lower);
            if (from == to) {
                out.ids(range.upper, List.of());
                asked.add(new Open(range.lower, range.upper, false));
            } else {
                ask(range.lower, Bucket.of(set, from, to, range.upper, number), out);
            }
        }
        return out.message();
    }

    private void ask(Position from, List<Bucket> buckets, RangeWriter out) {
        Position lower = from;
        for (Bucket bucket : buckets) {
            out.fingerprint(bucket.upper(), set.fingerprint(bucket.from(), bucket.to()));
            asked.add(new Open(lower, bucket.upper(), false));
            lower = bucket.upper();
        }
    }

    /// A range that may differ.
    ///
    /// @param fresh whether it is smaller than when it was asked last, and is to be divided
    private record Open(Position lower, Position upper, boolean fresh) {}

    /// What an answer leads to.
    ///
    /// @param next what to send, null when done
    /// @param have what the far side lacks
    /// @param need what this side lacks
    record Step(byte @Nullable [] next, List<RecordId> have, List<RecordId> need) {}
}
