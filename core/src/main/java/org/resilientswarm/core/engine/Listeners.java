package org.resilientswarm.core.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.resilientswarm.core.api.Subscription;

/// Tells the application's listeners what happened, one event after the other on the `swarm-events`
/// thread. What one of them throws reaches the handler and disturbs nobody else. Safe on every
/// thread.
final class Listeners<T> {
    private final List<Consumer<T>> listeners = new CopyOnWriteArrayList<>();
    private final Executor executor;
    private final Thread.UncaughtExceptionHandler strayHandler;

    Listeners(Executor executor, Thread.UncaughtExceptionHandler strayHandler) {
        this.executor = executor;
        this.strayHandler = strayHandler;
    }

    Subscription add(Consumer<T> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void tell(T event) {
        try {
            executor.execute(() -> listeners.forEach(listener -> tell(listener, event)));
        } catch (RejectedExecutionException closed) {
            // The swarm is closed and the thread gone: nobody is left to hear of it.
        }
    }

    private void tell(Consumer<T> listener, T event) {
        try {
            listener.accept(event);
        } catch (RuntimeException | Error thrown) {
            strayHandler.uncaughtException(Thread.currentThread(), thrown);
        }
    }
}
