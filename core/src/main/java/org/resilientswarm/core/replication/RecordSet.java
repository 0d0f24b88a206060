package org.resilientswarm.core.replication;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.wire.RecordId;

/// The ids of records in the order of [Position], with the number and sum of any range in
/// logarithmic time. Owned by the `swarm-loop` thread.
///
/// ## Structure
/// Items lie in sorted blocks, and the blocks are a treap: ordered by their first items, and a heap
/// by random priorities. So its height depends on chance alone, whatever ids and times somebody
/// chooses. Each block knows the number and sum of its own items and of all items under it.
///
/// ## Size
/// A block has at most [#MAX_BLOCK] items. A full one is halved; one that gets below
/// [#MIN_BLOCK] is dissolved into its neighbours. An item takes 12 bytes and its share of a block.
final class RecordSet {
    private static final int MAX_BLOCK = 64;
    private static final int MIN_BLOCK = MAX_BLOCK / 4;

    private final RandomGenerator random;
    private @Nullable Block root;

    /// @param random for priorities; nobody else may know it
    RecordSet(RandomGenerator random) {
        this.random = random;
    }

    /// Returns false when it is there already.
    ///
    /// @param created not negative
    boolean add(long created, RecordId id) {
        if (created < 0) {
            throw new IllegalArgumentException("created at " + created);
        }
        var item = new Position(created, id);
        Block block = blockOf(item);
        if (block == null) {
            root = new Block(new long[] {created}, new RecordId[] {id}, random.nextInt());
            return true;
        }
        int at = block.search(item);
        if (at >= 0) {
            return false;
        }
        IdSum sum = IdSum.of(id);
        change(block, 1, sum);
        block.insert(-at - 1, item, sum);
        if (block.length() > MAX_BLOCK) {
            halve(block);
        }
        return true;
    }

    /// Returns false when it is not there.
    boolean remove(long created, RecordId id) {
        var item = new Position(created, id);
        Block block = blockOf(item);
        int at = block == null ? -1 : block.search(item);
        if (block == null || at < 0) {
            return false;
        }
        IdSum negative = IdSum.ZERO.minus(IdSum.of(id));
        change(block, -1, negative);
        if (block.length() == 1) {
            root = Block.without(root, block);
        } else {
            block.delete(at, negative);
            if (block.length() < MIN_BLOCK && block.length() < size()) {
                dissolve(block);
            }
        }
        return true;
    }

    boolean contains(long created, RecordId id) {
        var item = new Position(created, id);
        Block block = blockOf(item);
        return block != null && block.search(item) >= 0;
    }

    int size() {
        return Block.count(root);
    }

    /// How many items are before a position.
    int indexOf(Position position) {
        int index = 0;
        Block at = root;
        while (at != null) {
            if (position.compareTo(at.first()) <= 0) {
                at = at.left;
            } else {
                int found = at.search(position);
                int below = found < 0 ? -found - 1 : found;
                index += Block.count(at.left) + below;
                at = below < at.length() ? null : at.right;
            }
        }
        return index;
    }

    /// The item with so many before it.
    Position item(int index) {
        Block at = root;
        int rest = index;
        while (at != null) {
            int left = Block.count(at.left);
            if (rest < left) {
                at = at.left;
            } else if (rest - left < at.length()) {
                return new Position(at.created[rest - left], at.ids[rest - left]);
            } else {
                rest -= left + at.length();
                at = at.right;
            }
        }
        throw new IndexOutOfBoundsException(index);
    }

    /// The fingerprint of the items from an index to below another.
    Fingerprint fingerprint(int from, int to) {
        return Fingerprint.of(sum(from, to), to - from);
    }

    /// The sum of the ids from an index to below another.
    IdSum sum(int from, int to) {
        return sumBelow(to).minus(sumBelow(from));
    }

    private IdSum sumBelow(int index) {
        IdSum sum = IdSum.ZERO;
        Block at = root;
        int rest = index;
        while (at != null && rest > 0) {
            int left = Block.count(at.left);
            if (rest <= left) {
                at = at.left;
                continue;
            }
            sum = sum.plus(Block.sum(at.left));
            rest -= left;
            if (rest < at.length()) {
                for (int i = 0; i < rest; i++) {
                    sum = sum.plus(at.ids[i]);
                }
                return sum;
            }
            sum = sum.plus(at.ownSum);
            rest -= at.length();
            at = at.right;
        }
        return sum;
    }

    /// The ids from an index to below another, in order.
    List<RecordId> ids(int from, int to) {
        var ids = new ArrayList<RecordId>(to - from);
        collect(root, from, to, ids);
        return ids;
    }

    private static void collect(@Nullable Block at, int from, int to, List<RecordId> ids) {
        if (at == null || from >= to || to <= 0 || from >= at.count) {
            return;
        }
        int left = Block.count(at.left);
        collect(at.left, from, Math.min(to, left), ids);
        int end = Math.min(to - left, at.length());
        for (int i = Math.max(from - left, 0); i < end; i++) {
            ids.add(at.ids[i]);
        }
        int before = left + at.length();
        collect(at.right, Math.max(from - before, 0), to - before, ids);
    }

    /// The number of blocks on the longest way down.
    int height() {
        return height(root);
    }

    private static int height(@Nullable Block at) {
        return at == null ? 0 : 1 + Math.max(height(at.left), height(at.right));
    }

    /// The block that has the item if any has: the last that does not begin behind it, or else the
    /// first of all.
    private @Nullable Block blockOf(Position item) {
        Block last = null;
        Block first = null;
        Block at = root;
        while (at != null) {
            if (item.isBefore(at.first())) {
                first = at;
                at = at.left;
            } else {
                last = at;
                at = at.right;
            }
        }
        return last == null ? first : last;
    }

    /// Changes number and sum of a block and of all above it.
    private void change(Block block, int count, IdSum sum) {
        Position first = block.first();
        Block at = root;
        while (at != null) {
            at.count += count;
            at.sum = at.sum.plus(sum);
            if (at == block) {
                return;
            }
            at = first.isBefore(at.first()) ? at.left : at.right;
        }
    }

    private void halve(Block block) {
        int half = block.length() / 2;
        var upper =
                new Block(
                        Arrays.copyOfRange(block.created, half, block.length()),
                        Arrays.copyOfRange(block.ids, half, block.length()),
                        random.nextInt());
        change(block, -upper.count, IdSum.ZERO.minus(upper.ownSum));
        block.created = Arrays.copyOf(block.created, half);
        block.ids = Arrays.copyOf(block.ids, half);
        block.ownSum = block.ownSum.minus(upper.ownSum);
        root = Block.with(root, upper);
    }

    private void dissolve(Block block) {
        root = Block.without(root, block);
        for (int i = 0; i < block.length(); i++) {
            add(block.created[i], block.ids[i]);
        }
    }
}
