package org.resilientswarm.core.engine;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.resilientswarm.core.api.StreamListener;
import org.resilientswarm.core.api.StreamResetException;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.StreamHandle;

/// Hands what comes in over a stream to its listener, one call after the other on virtual threads.
/// Safe on every thread.
final class StreamDelivery {
    private final IncomingBytes incoming;
    private final StreamListener listener;
    private final StreamHandle handle;
    private final Executor io;

    /// Counts the news since the delivery began; whoever raises it from 0 begins one.
    private final AtomicInteger news = new AtomicInteger();

    /// For the delivery only: whether the listener has heard its last.
    private boolean over;

    StreamDelivery(
            IncomingBytes incoming, StreamListener listener, StreamHandle handle, Executor io) {
        this.incoming = incoming;
        this.listener = listener;
        this.handle = handle;
        this.io = io;
    }

    /// Something came in, or the end did.
    void news() {
        if (news.getAndIncrement() == 0) {
            io.execute(this::deliver);
        }
    }

    private void deliver() {
        int seen = 0;
        do {
            seen = news.get();
            try {
                deliverAll();
            } catch (RuntimeException | Error e) {
                over = true;
                handle.reset(ResetCode.FAILED);
                throw e;
            }
        } while (!news.compareAndSet(seen, 0));
    }

    private void deliverAll() {
        if (over) {
            return;
        }
        // The end is looked at first: what was there before it is read after.
        boolean ended = incoming.ended();
        StreamResetException reset = incoming.reset();
        for (byte[] bytes = incoming.readAll(); bytes != null; bytes = incoming.readAll()) {
            listener.onData(bytes);
            int consumed = incoming.consumed();
            if (consumed > 0) {
                handle.consumed(consumed);
            }
        }
        if (reset != null) {
            over = true;
            listener.onReset(reset.code());
        } else if (ended) {
            over = true;
            listener.onEnd();
        }
    }
}
