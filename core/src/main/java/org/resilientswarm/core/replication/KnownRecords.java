package org.resilientswarm.core.replication;

import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.resilientswarm.core.wire.RecordSummary;

/// What a node knows of the records in its store when it begins. Read on any thread, since it takes
/// long with many records, then given to one [Replicator].
public final class KnownRecords {
    final RecordSet set;
    final RecordBook book;

    KnownRecords(BookLimits limits, RandomGenerator random) {
        set = new RecordSet(random);
        book = new RecordBook(limits, set, random);
    }

    /// Of a store that has nothing.
    ///
    /// @param random as for [#read]
    public static KnownRecords none(RandomGenerator random) {
        return new KnownRecords(BookLimits.PROTOCOL, random);
    }

    /// Reads what a store has.
    ///
    /// @param source hands out all summaries
    /// @param random against those who would foresee a hash; used by the replicator afterwards
    public static KnownRecords read(
            Consumer<Consumer<RecordSummary>> source, RandomGenerator random) {
        KnownRecords known = none(random);
        source.accept(known.book::load);
        return known;
    }
}
