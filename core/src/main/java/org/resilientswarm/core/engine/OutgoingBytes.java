package org.resilientswarm.core.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.StreamResetException;

/// What an application has written to a stream and the session has not taken yet, in a ring that
/// grows. Writers wait while it is full. Safe on every thread.
final class OutgoingBytes {
    /// A blocking writer is held back while this much waits.
    static final int CAPACITY = 256 * 1024;

    private static final int FIRST_SIZE = 1024;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();

    // All guarded by the lock.
    private byte[] ring = new byte[FIRST_SIZE];
    private int start;
    private int length;
    private int writersWaiting;
    private boolean ended;
    private @Nullable StreamResetException reset;
    private final List<CompletableFuture<Void>> wantRoom = new ArrayList<>();

    /// Whether the session has been told that something waits, and has not taken everything since.
    private boolean told;

    /// Adds bytes; waits for room.
    ///
    /// @param tell called when the session must be told that there is something
    /// @throws StreamResetException when the stream was reset
    void write(byte[] bytes, int from, int count, Runnable tell)
            throws StreamResetException, InterruptedException {
        int at = from;
        int left = count;
        while (left > 0) {
            lock.lockInterruptibly();
            boolean mustTell;
            try {
                awaitRoom();
                int now = Math.min(left, CAPACITY - length);
                append(bytes, at, now);
                at += now;
                left -= now;
                mustTell = !told;
                told = true;
            } finally {
                lock.unlock();
            }
            if (mustTell) {
                tell.run();
            }
        }
    }

    private void awaitRoom() throws StreamResetException, InterruptedException {
        requireOpen();
        while (length >= CAPACITY) {
            writersWaiting++;
            try {
                room.await();
            } finally {
                writersWaiting--;
            }
            requireOpen();
        }
    }

    private void requireOpen() throws StreamResetException {
        if (reset != null) {
            throw new StreamResetException(reset.code(), String.valueOf(reset.getMessage()));
        }
        if (ended) {
            throw new StreamResetException(
                    org.resilientswarm.core.model.ResetCode.CANCELLED,
                    "this side of the stream has been ended; nothing can be written any more");
        }
    }

    /// Adds bytes without waiting.
    ///
    /// @return completed when there is room for more
    CompletableFuture<Void> send(byte[] bytes, Runnable tell) {
        boolean mustTell;
        CompletableFuture<Void> result;
        lock.lock();
        try {
            requireOpen();
            append(bytes, 0, bytes.length);
            mustTell = !told && length > 0;
            told |= mustTell;
            result = new CompletableFuture<>();
            if (length < CAPACITY) {
                result.complete(null);
            } else {
                wantRoom.add(result);
            }
        } catch (StreamResetException e) {
            return CompletableFuture.failedFuture(e);
        } finally {
            lock.unlock();
        }
        if (mustTell) {
            tell.run();
        }
        return result;
    }

    private void append(byte[] bytes, int from, int count) {
        if (length + count > ring.length) {
            grow(length + count);
        }
        int at = (start + length) & (ring.length - 1);
        int first = Math.min(count, ring.length - at);
        System.arraycopy(bytes, from, ring, at, first);
        System.arraycopy(bytes, from + first, ring, 0, count - first);
        length += count;
    }

    private void grow(int needed) {
        byte[] larger = new byte[Integer.highestOneBit(needed - 1) << 1];
        copyOut(larger, 0, length);
        ring = larger;
        start = 0;
    }

    private void copyOut(byte[] target, int at, int count) {
        int first = Math.min(count, ring.length - start);
        System.arraycopy(ring, start, target, at, first);
        System.arraycopy(ring, 0, target, at + first, count - first);
    }

    /// Nothing will be added. Returns whether this is news.
    boolean end() {
        lock.lock();
        try {
            boolean news = !ended && reset == null;
            ended = true;
            return news;
        } finally {
            lock.unlock();
        }
    }

    /// Takes bytes out, for the session.
    ///
    /// @param freed futures that may be completed now are added here
    int pull(byte[] target, int at, int max, List<CompletableFuture<Void>> freed) {
        lock.lock();
        try {
            int count = Math.min(max, length);
            copyOut(target, at, count);
            start = (start + count) & (ring.length - 1);
            length -= count;
            if (length == 0) {
                told = false;
            }
            if (writersWaiting > 0 && length <= CAPACITY / 2) {
                room.signalAll();
            }
            if (!wantRoom.isEmpty() && length <= CAPACITY / 2) {
                freed.addAll(wantRoom);
                wantRoom.clear();
            }
            return count;
        } finally {
            lock.unlock();
        }
    }

    int waiting() {
        lock.lock();
        try {
            return length;
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

    /// The stream is dead.
    ///
    /// @return those who waited for room
    List<CompletableFuture<Void>> reset(StreamResetException why) {
        lock.lock();
        try {
            if (reset == null) {
                reset = why;
            }
            length = 0;
            ring = new byte[1];
            start = 0;
            room.signalAll();
            List<CompletableFuture<Void>> waiting = List.copyOf(wantRoom);
            wantRoom.clear();
            return waiting;
        } finally {
            lock.unlock();
        }
    }
}
