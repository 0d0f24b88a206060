package org.resilientswarm.core.engine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.wire.Protocol;

/// What came in over a stream and the application has not read yet. Readers wait while there is
/// nothing. Safe on every thread.
final class IncomingBytes {
    /// The far side hears of what was read in portions of this size.
    private static final int PORTION = Protocol.STREAM_CREDIT_FIRST / 4;

    /// Pieces below this size are copied: a small one must not keep a whole packet in memory.
    private static final int KEPT_WHOLE = 16 * 1024;

    private static final class Chunk {
        byte[] bytes;
        int from;
        int end;

        Chunk(byte[] bytes, int from, int end) {
            this.bytes = bytes;
            this.from = from;
            this.end = end;
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    // All guarded by the lock.
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private boolean lastOwned;
    private int available;
    private int untold;
    private boolean ended;
    private @Nullable StreamResetException reset;

    void add(byte[] bytes, int from, int length) {
        lock.lock();
        try {
            if (reset != null) {
                return;
            }
            boolean keep = length >= KEPT_WHOLE && length >= bytes.length / 2;
            if (keep) {
                chunks.addLast(new Chunk(bytes, from, from + length));
                lastOwned = false;
            } else {
                copy(bytes, from, length);
            }
            available += length;
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void copy(byte[] bytes, int from, int length) {
        Chunk last = chunks.peekLast();
        if (last == null || !lastOwned || last.bytes.length - last.end < length) {
            int size =
                    last == null
                            ? length
                            : Math.max(length, Math.min(2 * last.bytes.length, KEPT_WHOLE));
            last = new Chunk(new byte[size], 0, 0);
            chunks.addLast(last);
            lastOwned = true;
        }
        System.arraycopy(bytes, from, last.bytes, last.end, length);
        last.end += length;
    }

    void end() {
        lock.lock();
        try {
            ended = true;
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void reset(StreamResetException why) {
        lock.lock();
        try {
            if (reset == null && !(ended && available == 0)) {
                reset = why;
                chunks.clear();
                available = 0;
            }
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int available() {
        lock.lock();
        try {
            return available;
        } finally {
            lock.unlock();
        }
    }

    boolean ended() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    @Nullable StreamResetException reset() {
        lock.lock();
        try {
            return reset;
        } finally {
            lock.unlock();
        }
    }

    /// Reads; waits for something to read.
    ///
    /// @return how many bytes, or -1 at the end
    int read(byte[] target, int at, int max) throws StreamResetException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (available == 0) {
                if (reset != null) {
                    throw new StreamResetException(
                            reset.code(), String.valueOf(reset.getMessage()));
                }
                if (ended) {
                    return -1;
                }
                news.await();
            }
            return take(target, at, max);
        } finally {
            lock.unlock();
        }
    }

    private int take(byte[] target, int at, int max) {
        int count = 0;
        for (Chunk first = chunks.peekFirst();
                first != null && count < max;
                first = chunks.peekFirst()) {
            int part = Math.min(max - count, first.end - first.from);
            System.arraycopy(first.bytes, first.from, target, at + count, part);
            first.from += part;
            count += part;
            if (first.from == first.end) {
                chunks.removeFirst();
            }
        }
        available -= count;
        untold += count;
        return count;
    }

    /// Everything that there is, or null when there is nothing.
    byte @Nullable [] readAll() {
        lock.lock();
        try {
            if (available == 0) {
                return null;
            }
            Chunk first = chunks.getFirst();
            if (chunks.size() == 1) {
                chunks.clear();
                byte[] bytes = Arrays.copyOfRange(first.bytes, first.from, first.end);
                untold += available;
                available = 0;
                return bytes;
            }
            byte[] bytes = new byte[available];
            take(bytes, 0, bytes.length);
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// How many bytes the far side should hear of now; 0 when it can wait.
    int consumed() {
        lock.lock();
        try {
            if (untold < PORTION || ended) {
                return 0;
            }
            int told = untold;
            untold = 0;
            return told;
        } finally {
            lock.unlock();
        }
    }
}
