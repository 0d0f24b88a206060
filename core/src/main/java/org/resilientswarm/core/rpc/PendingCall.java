package org.resilientswarm.core.rpc;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The result of a call, to be.
///
/// The loop hands in the answer as bytes. Whoever is blocked in [#get] or [#join] at that moment
/// reads it on its own thread, without a detour; otherwise a virtual thread does. The code that
/// depends on the future runs on the same thread, never on the loop.
final class PendingCall<T extends @Nullable Object> extends CompletableFuture<T> {
    private final RpcRuntime runtime;
    private final AtomicReference<@Nullable Thread> waiter = new AtomicReference<>();
    private final AtomicBoolean taken = new AtomicBoolean();

    /// Reads the answer, or throws why there is none.
    private volatile @Nullable Supplier<T> answer;

    PendingCall(RpcRuntime runtime) {
        this.runtime = runtime;
    }

    /// The answer is here. Called once, on the `swarm-loop` thread.
    ///
    /// A waiter takes itself off the list before it looks for an answer for the last time, and here
    /// the answer is put down before the list is read: one of the two sees the other.
    void arrived(Supplier<T> reading) {
        answer = reading;
        Thread blocked = waiter.get();
        if (blocked == null) {
            runtime.offLoop(this::settle);
        } else {
            LockSupport.unpark(blocked);
        }
    }

    private void settle() {
        Supplier<T> reading = answer;
        if (reading == null || !taken.compareAndSet(false, true)) {
            return;
        }
        try {
            complete(reading.get());
        } catch (RuntimeException | Error e) {
            completeExceptionally(e);
        }
    }

    /// Wakes a blocked thread when the future was completed by other means.
    void wake() {
        LockSupport.unpark(waiter.get());
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        if (beginWaiting()) {
            try {
                ForkJoinPool.managedBlock(new Waiting(true));
            } finally {
                endWaiting();
            }
        }
        return super.get();
    }

    @Override
    public T join() {
        if (beginWaiting()) {
            var waiting = new Waiting(false);
            try {
                ForkJoinPool.managedBlock(waiting);
            } catch (InterruptedException e) {
                throw new AssertionError("an uninterruptible wait was interrupted", e);
            } finally {
                endWaiting();
                if (waiting.interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
        return super.join();
    }

    /// Others than the first wait in the usual way.
    private boolean beginWaiting() {
        return !isDone() && waiter.compareAndSet(null, Thread.currentThread());
    }

    private void endWaiting() {
        waiter.set(null);
        settle();
    }

    private final class Waiting implements ForkJoinPool.ManagedBlocker {
        private final boolean interruptible;
        boolean interrupted;

        Waiting(boolean interruptible) {
            this.interruptible = interruptible;
        }

        @Override
        public boolean block() throws InterruptedException {
            LockSupport.park(PendingCall.this);
            if (Thread.interrupted()) {
                if (interruptible) {
                    throw new InterruptedException();
                }
                interrupted = true;
            }
            return isReleasable();
        }

        @Override
        public boolean isReleasable() {
            return answer != null || isDone();
        }
    }
}
