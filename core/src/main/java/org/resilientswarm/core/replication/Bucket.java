package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.List;

/// A part of a range that is compared on its own.
///
/// @param from the index of its first item
/// @param to the index behind its last
/// @param upper the bound behind its last
record Bucket(int from, int to, Position upper) {
    /// A range is divided into at most so many.
    static final int MAX_BUCKETS = 32;

    /// And into no more than gives each so many items: a fingerprint with its bound takes some 23
    /// bytes, an id 32, so that smaller ones cost more than they save.
    static final int ITEMS = 8;

    /// How many parts a range of so many items has, at least one.
    static int number(int items) {
        return Math.clamp(Math.ceilDiv(items, ITEMS), 1, MAX_BUCKETS);
    }

    /// Divides a range evenly.
    ///
    /// @param from the index of the first item
    /// @param to the index behind the last
    /// @param upper the bound of the whole range
    /// @param number of parts, no more than there are items, but at least one
    static List<Bucket> of(RecordSet set, int from, int to, Position upper, int number) {
        var buckets = new ArrayList<Bucket>(number);
        int items = to - from;
        int begin = from;
        for (int i = 1; i < number; i++) {
            int end = from + (int) ((long) items * i / number);
            buckets.add(new Bucket(begin, end, Position.between(set.item(end - 1), set.item(end))));
            begin = end;
        }
        buckets.add(new Bucket(begin, to, upper));
        return buckets;
    }
}
