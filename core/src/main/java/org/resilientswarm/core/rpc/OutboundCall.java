package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;

/// A call of this node's and its stream. Owned by the `swarm-loop` thread, where nothing else is
/// said.
final class OutboundCall implements StreamEnd {
    /// Hears what came of the call; called once, on the `swarm-loop` thread.
    interface Outcome {
        /// The answer came.
        ///
        /// @param done is run when the bytes are used up, on any thread
        void answered(byte[] answer, Runnable done);

        /// There is no answer.
        void failed(SwarmException why);
    }

    private final RpcSession session;
    private final CallLane lane;
    private final byte[] request;
    private final Duration limit;
    private final Outcome outcome;
    private final IncomingMessage answer;

    /// Whether the outcome was told or nobody wants to know it. Safe on every thread.
    private final AtomicBoolean concluded = new AtomicBoolean();

    private @Nullable StreamHandle handle;
    private @Nullable Runnable timer;
    private boolean streaming;
    private int sent;

    OutboundCall(
            RpcSession session, CallLane lane, byte[] request, Duration limit, Outcome outcome) {
        this.session = session;
        this.lane = lane;
        this.request = request;
        this.limit = limit;
        this.outcome = outcome;
        this.answer = new IncomingMessage(session.answers(), this::consumed, () -> {});
    }

    int requestBytes() {
        return request.length;
    }

    void begin() {
        if (!concluded.get()) {
            timer = session.runtime().timers().after(limit, this::timeOut);
            lane.add(this);
        }
    }

    /// The lane has room.
    void open() {
        streaming = true;
        StreamHandle opened =
                session.runtime().opener().open(session.peer(), RpcService.STREAM_TYPE, this);
        handle = opened;
        if (concluded.get()) {
            opened.reset(ResetCode.CANCELLED);
        } else {
            opened.ready();
        }
    }

    private void timeOut() {
        fail(Failures.timedOut(limit));
    }

    /// Nobody waits for the answer any more. Safe on every thread.
    void abandon() {
        if (concluded.compareAndSet(false, true)) {
            session.runtime().timers().execute(this::end);
        }
    }

    /// Ends the call without an answer.
    void fail(SwarmException why) {
        if (concluded.compareAndSet(false, true)) {
            end();
            outcome.failed(why);
        }
    }

    /// Ends the call before it began. Safe on every thread.
    void refuse(SwarmException why) {
        if (concluded.compareAndSet(false, true)) {
            session.settled(this);
            outcome.failed(why);
        }
    }

    /// Once the call is concluded without an answer.
    private void end() {
        settled();
        answer.release();
        if (!streaming) {
            lane.remove(this);
        } else if (handle != null) {
            handle.reset(ResetCode.CANCELLED);
        }
    }

    private void settled() {
        session.settled(this);
        if (timer != null) {
            timer.run();
        }
    }

    @Override
    public int pull(byte[] target, int at, int max) {
        int count = Math.min(max, waiting());
        System.arraycopy(request, sent, target, at, count);
        sent += count;
        return count;
    }

    @Override
    public int waiting() {
        return concluded.get() ? 0 : request.length - sent;
    }

    @Override
    public boolean finishing() {
        return true;
    }

    @Override
    public void received(byte[] bytes, int from, int length) {
        if (!concluded.get() && !answer.add(bytes, from, length)) {
            fail(new SwarmException(ErrorCode.LIMIT_REACHED, "the answer is too large"));
        }
    }

    private void consumed(int bytes) {
        if (handle != null) {
            handle.consumed(bytes);
        }
    }

    @Override
    public void finished() {
        boolean early = sent < request.length;
        if (concluded.compareAndSet(false, true)) {
            settled();
            Runnable done =
                    answer.large()
                            ? () -> session.runtime().timers().execute(answer::release)
                            : () -> {};
            outcome.answered(answer.take(), done);
        }
        if (early && handle != null) {
            handle.reset(ResetCode.CANCELLED);
        }
    }

    @Override
    public void reset(ResetCode code, boolean local) {
        streaming = false;
        handle = null;
        if (local && code == ResetCode.LIMIT && sent == 0 && !concluded.get()) {
            lane.again(this);
            return;
        }
        lane.left();
        fail(Failures.ofReset(code));
        if (local && code == ResetCode.SESSION_LOST) {
            session.lost();
        }
    }

    @Override
    public void closed() {
        streaming = false;
        lane.left();
    }
}
