package org.resilientswarm.ui.bridge;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hands the latest value over to one reader on another thread; values that were overtaken are
/// dropped, and never more than one delivery is under way.
///
/// @param <T> what is handed over
public final class Mailbox<T> implements AutoCloseable {
    private final Executor readerThread;
    private final AtomicReference<@Nullable T> latest = new AtomicReference<>();
    private volatile @Nullable Consumer<? super T> reader;

    /// @param readerThread runs the reader
    /// @param reader gets the values
    public Mailbox(Executor readerThread, Consumer<? super T> reader) {
        this.readerThread = readerThread;
        this.reader = reader;
    }

    /// A mailbox that is read on the JavaFX thread.
    public static <T> Mailbox<T> onFxThread(Consumer<? super T> reader) {
        return new Mailbox<>(FxThread::later, reader);
    }

    /// Puts in a value in place of one that was not read yet. Any thread.
    public void post(T value) {
        if (latest.getAndSet(value) == null) {
            readerThread.execute(this::deliver);
        }
    }

    private void deliver() {
        T value = latest.getAndSet(null);
        Consumer<? super T> current = reader;
        if (value != null && current != null) {
            current.accept(value);
        }
    }

    /// Nothing is delivered any more.
    @Override
    public void close() {
        reader = null;
    }
}
