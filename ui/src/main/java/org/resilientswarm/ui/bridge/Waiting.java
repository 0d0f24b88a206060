package org.resilientswarm.ui.bridge;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Bounded waits of the thread that starts the console.
final class Waiting {
    private static final long LIMIT_SECONDS = 30;

    private Waiting() {}

    static void forLatch(CountDownLatch latch, String failure) {
        try {
            if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(failure);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(failure, e);
        }
    }
}
