package org.resilientswarm.core.link.webrtc;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs tasks one after the other, in order, on threads that it borrows.
///
/// What a task sees of earlier tasks needs no lock. A task that throws does not keep the next ones
/// from running.
final class SerialExecutor implements Executor {
    /// After so many tasks the thread goes to somebody else.
    private static final int TURN = 32;

    private final Executor lender;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    SerialExecutor(Executor lender) {
        this.lender = lender;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            lender.execute(this::turn);
        }
    }

    private void turn() {
        boolean more = true;
        for (int run = 0; more && run < TURN; run++) {
            more = runNext();
        }
        if (more) {
            lender.execute(this::turn);
        }
    }

    /// Returns whether another task waits; once none does, the next turn belongs to whoever adds
    /// one.
    private boolean runNext() {
        boolean returned = false;
        boolean more;
        try {
            tasks.remove().run();
            returned = true;
        } finally {
            more = waiting.decrementAndGet() > 0;
            if (more && !returned) {
                lender.execute(this::turn);
            }
        }
        return more;
    }
}
