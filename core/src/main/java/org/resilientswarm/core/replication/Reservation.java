package org.resilientswarm.core.replication;

import org.jspecify.annotations.Nullable;

/// A version that is in the book and not yet in the store.
final class Reservation {
    final Entry entry;

    /// What comes back when the store fails, or null.
    @Nullable Entry replaced;

    Reservation(Entry entry, @Nullable Entry replaced) {
        this.entry = entry;
        this.replaced = replaced;
    }
}
