package org.resilientswarm.core.replication;

import org.resilientswarm.core.wire.RecordId;

/// A place in the order of all records: an item, or a bound between two items.
///
/// @param created in milliseconds since 1970, compared unsigned, so that [#END] is behind all
/// @param id decides where `created` is the same
record Position(long created, RecordId id) implements Comparable<Position> {
    private static final RecordId ZERO = new RecordId(0, 0, 0, 0);

    /// Before every item.
    static final Position START = new Position(0, ZERO);

    /// Behind every item.
    static final Position END = new Position(-1, ZERO);

    /// The bound with the shortest name that has `before` below it and `after` not.
    static Position between(Position before, Position after) {
        if (before.created != after.created) {
            return new Position(after.created, ZERO);
        }
        byte[] bytes = after.id.bytes();
        byte[] prefix = new byte[RecordId.LENGTH];
        int length = commonBytes(before.id.bytes(), bytes) + 1;
        System.arraycopy(bytes, 0, prefix, 0, length);
        return new Position(after.created, RecordId.read(prefix, 0));
    }

    private static int commonBytes(byte[] left, byte[] right) {
        int at = 0;
        while (left[at] == right[at]) {
            at++;
        }
        return at;
    }

    /// How many bytes of the id stand before its trailing zeros.
    int prefixBytes() {
        byte[] bytes = id.bytes();
        int length = bytes.length;
        while (length > 0 && bytes[length - 1] == 0) {
            length--;
        }
        return length;
    }

    boolean isBefore(Position other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(Position other) {
        return compare(created, id, other);
    }

    static int compare(long created, RecordId id, Position other) {
        int order = Long.compareUnsigned(created, other.created);
        return order == 0 ? id.compareTo(other.id) : order;
    }
}
