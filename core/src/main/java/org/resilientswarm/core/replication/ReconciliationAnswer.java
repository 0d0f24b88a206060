package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.MalformedException;

/// The side of a reconciliation that answers. It keeps no state between messages: each answer says
/// what it has in the ranges that were asked about. Owned by the `swarm-loop` thread.
final class ReconciliationAnswer {
    /// A range that differs and has fewer items is answered with all its ids at once: that saves a
    /// round trip for a kilobyte.
    static final int LIST_BELOW = 32;

    private final RecordSet set;
    private final RangeWriter out;

    private ReconciliationAnswer(RecordSet set, int maxMessageBytes) {
        this.set = set;
        this.out = new RangeWriter(maxMessageBytes);
    }

    /// Answers one message.
    ///
    /// @param maxMessageBytes of the message and of the answer
    /// @throws MalformedException when the message is not what it should be
    static byte[] to(RecordSet set, byte[] message, int maxMessageBytes) throws MalformedException {
        return new ReconciliationAnswer(set, maxMessageBytes)
                .answer(new RangeReader(message, maxMessageBytes));
    }

    private byte[] answer(RangeReader in) throws MalformedException {
        boolean room = true;
        for (Range range = in.next(); range != null; range = in.next()) {
            // The rest is still read: a malformed message is refused whole.
            if (room && !answered(range)) {
                out.remainder(set);
                room = false;
            }
        }
        return out.message();
    }

    private boolean answered(Range range) {
        int from = set.indexOf(range.lower());
        int to = set.indexOf(range.upper());
        return switch (range) {
            case Range.Skip(_, var upper) -> skipped(upper);
            case Range.Ids(_, var upper, _) -> listed(from, to, upper);
            case Range.Print(_, var upper, var fingerprint) -> {
                if (fingerprint.equals(set.fingerprint(from, to))) {
                    yield skipped(upper);
                }
                yield to - from < LIST_BELOW ? listed(from, to, upper) : divided(from, to, upper);
            }
        };
    }

    private boolean skipped(Position upper) {
        out.skip(upper);
        return true;
    }

    /// Lists as many ids as have room; the range then ends before the first that has none.
    private boolean listed(int from, int to, Position upper) {
        int room = out.roomForIds();
        if (to - from <= room && out.hasRoomFor(1)) {
            out.ids(upper, set.ids(from, to));
            return true;
        }
        if (room > 0) {
            int end = from + room;
            out.ids(Position.between(set.item(end - 1), set.item(end)), set.ids(from, end));
        }
        return false;
    }

    private boolean divided(int from, int to, Position upper) {
        int number = Bucket.number(to - from);
        if (!out.hasRoomFor(number)) {
            return false;
        }
        for (Bucket bucket : Bucket.of(set, from, to, upper, number)) {
            out.fingerprint(bucket.upper(), set.fingerprint(bucket.from(), bucket.to()));
        }
        return true;
    }
}
