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
    Block updated() {
        count = ids.length + count(left) + count(right);
        sum = ownSum.plus(sum(left)).plus(sum(right));
        return this;
    }
}
