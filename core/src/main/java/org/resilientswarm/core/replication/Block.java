package org.resilientswarm.core.replication;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.RecordId;

/// Some items that follow each other, and a node of the tree in [RecordSet]. The arrays are as long
/// as there are items: to copy them costs less than to keep room in all of them.
final class Block {
    /// In the order of the items; `ids` beside it.
    long[] created;

    RecordId[] ids;

    /// Of its own items.
    IdSum ownSum = IdSum.ZERO;

    /// Of its own items and those under it.
    IdSum sum;

    /// The number of its own items and those under it.
    int count;

    /// No block has a higher one than the block above it.
    final int priority;

    @Nullable Block left;
    @Nullable Block right;

    /// @param created of at least one item
    /// @param ids as many
    Block(long[] created, RecordId[] ids, int priority) {
        this.created = created;
        this.ids = ids;
        this.priority = priority;
        for (RecordId id : ids) {
            ownSum = ownSum.plus(id);
        }
        sum = ownSum;
        count = ids.length;
    }

    static int count(@Nullable Block block) {
        return block == null ? 0 : block.count;
    }

    static IdSum sum(@Nullable Block block) {
        return block == null ? IdSum.ZERO : block.sum;
    }

    int length() {
        return ids.length;
    }

    Position first() {
        return new Position(created[0], ids[0]);
    }

    /// Where the item is, or -1 - the place where it belongs.
    int search(Position item) {
        int low = 0;
        int high = ids.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Position.compare(created[middle], ids[middle], item);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return -1 - low;
    }

    /// Changes its own items alone; count and sum of all are the tree's business.
    void insert(int at, Position item, IdSum ofItem) {
        int length = ids.length;
        long[] moreCreated = Arrays.copyOf(created, length + 1);
        RecordId[] moreIds = Arrays.copyOf(ids, length + 1);
        System.arraycopy(created, at, moreCreated, at + 1, length - at);
        System.arraycopy(ids, at, moreIds, at + 1, length - at);
        moreCreated[at] = item.created();
        moreIds[at] = item.id();
        created = moreCreated;
        ids = moreIds;
        ownSum = ownSum.plus(ofItem);
    }

    /// Changes its own items alone.
    ///
    /// @param negative what the sum changes by
    void delete(int at, IdSum negative) {
        int length = ids.length - 1;
        long[] fewerCreated = Arrays.copyOf(created, length);
        RecordId[] fewerIds = Arrays.copyOf(ids, length);
        System.arraycopy(created, at + 1, fewerCreated, at, length - at);
        System.arraycopy(ids, at + 1, fewerIds, at, length - at);
        created = fewerCreated;
        ids = fewerIds;
        ownSum = ownSum.plus(negative);
    }

    /// Counts and sums anew after what is under it has changed.
    private Block updated() {
        count = ids.length + count(left) + count(right);
        sum = ownSum.plus(sum(left)).plus(sum(right));
        return this;
    }

    /// The tree with one more block.
    static Block with(@Nullable Block at, Block added) {
        if (at == null) {
            return added;
        }
        if (added.priority > at.priority) {
            Parts parts = split(at, added.first());
            added.left = parts.below;
            added.right = parts.above;
            return added.updated();
        }
        if (added.first().isBefore(at.first())) {
            at.left = with(at.left, added);
        } else {
            at.right = with(at.right, added);
        }
        return at.updated();
    }

    /// The tree without one of its blocks.
    static @Nullable Block without(@Nullable Block at, Block removed) {
        if (at == null || at == removed) {
            return joined(removed.left, removed.right);
        }
        if (removed.first().isBefore(at.first())) {
            at.left = without(at.left, removed);
        } else {
            at.right = without(at.right, removed);
        }
        return at.updated();
    }

    private static Parts split(@Nullable Block at, Position bound) {
        if (at == null) {
            return new Parts(null, null);
        }
        if (at.first().isBefore(bound)) {
            Parts parts = split(at.right, bound);
            at.right = parts.below;
            return new Parts(at.updated(), parts.above);
        }
        Parts parts = split(at.left, bound);
        at.left = parts.above;
        return new Parts(parts.below, at.updated());
    }

    private static @Nullable Block joined(@Nullable Block below, @Nullable Block above) {
        if (below == null || above == null) {
            return below == null ? above : below;
        }
        if (below.priority > above.priority) {
            below.right = joined(below.right, above);
            return below.updated();
        }
        above.left = joined(below, above.left);
        return above.updated();
    }

    private record Parts(@Nullable Block below, @Nullable Block above) {}
}
