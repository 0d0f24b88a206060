package org.resilientswarm.core.replication;

import java.util.Arrays;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.resilientswarm.core.wire.RecordId;

/// Made-up records for tests.
final class Records {
    private static final long YEAR_MILLIS = 365L * 24 * 3600 * 1000;
    private static final long BEGIN = 1_700_000_000_000L;

    private Records() {}

    static RecordId id(RandomGenerator random) {
        return new RecordId(
                random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
    }

    /// How records are spread over time.
    enum Times {
        YEAR {
            @Override
            long next(RandomGenerator random) {
                return BEGIN + random.nextLong(YEAR_MILLIS);
            }
        },
        FEW {
            @Override
            long next(RandomGenerator random) {
                return BEGIN + random.nextLong(5);
            }
        },
        SAME {
            @Override
            long next(RandomGenerator random) {
                return BEGIN;
            }
        },
        EXTREME {
            private static final long[] VALUES = {0, 1, Long.MAX_VALUE - 1, Long.MAX_VALUE};

            @Override
            long next(RandomGenerator random) {
                return VALUES[random.nextInt(VALUES.length)];
            }
        };

        abstract long next(RandomGenerator random);

        Position item(RandomGenerator random) {
            return new Position(next(random), id(random));
        }
    }

    static NavigableSet<Position> items(int number, Times times, RandomGenerator random) {
        var items = new TreeSet<Position>();
        while (items.size() < number) {
            items.add(times.item(random));
        }
        return items;
    }

    static RecordSet set(Collection<Position> items) {
        var set = new RecordSet(new SplittableRandom(items.size()));
        items.forEach(item -> set.add(item.created(), item.id()));
        return set;
    }

    static Position[] shuffled(Collection<Position> items, RandomGenerator random) {
        Position[] shuffled = items.toArray(Position[]::new);
        for (int i = shuffled.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            Position swapped = shuffled[i];
            shuffled[i] = shuffled[other];
            shuffled[other] = swapped;
        }
        return shuffled;
    }

    /// The first bytes of an id, the others are zero.
    static RecordId prefix(int... bytes) {
        byte[] id = new byte[RecordId.LENGTH];
        IntStream.range(0, bytes.length).forEach(i -> id[i] = (byte) bytes[i]);
        return RecordId.read(id, 0);
    }

    static byte[] joined(byte[] begin, int... end) {
        byte[] all = Arrays.copyOf(begin, begin.length + end.length);
        IntStream.range(0, end.length).forEach(i -> all[begin.length + i] = (byte) end[i]);
        return all;
    }
}
