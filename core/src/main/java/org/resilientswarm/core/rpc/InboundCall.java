package org.resilientswarm.core.rpc;

import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.MethodCall;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;
import org.resilientswarm.core.session.StreamEnd;
import org.resilientswarm.core.session.StreamHandle;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/// A call of a peer's and its stream. Owned by the `swarm-loop` thread, but for [#serve], which
/// runs on a virtual thread of its own.
final class InboundCall implements StreamEnd {
    private static final Logger LOG = LoggerFactory.getLogger(InboundCall.class);
    private static final byte[] NOTHING = {};
    private static final Callee.Result NO_RESULT = new Callee.Result(null, null);

    private final RpcSession session;
    private final StreamHandle handle;
    private final IncomingMessage request;
    private final Lender lender;

    /// When the far side must have sent or taken something, in nanoseconds.
    private long deadline;

    private boolean requested;
    private boolean started;
    private boolean offering;
    private boolean left;
    private int sent;

    /// The answer, until it is sent. Belongs to the loop once `served` is set.
    private byte[] answer = NOTHING;

    private boolean largeAnswer;

    /// Set by the thread that serves, which then looks at `dead`; the loop goes the other way, so
    /// that one of the two sees that the call has both ended and come to nothing.
    private volatile boolean served;

    private volatile boolean dead;

    /// The thread that serves, while it does; guarded by this.
    private @Nullable Thread thread;

    InboundCall(RpcSession session, StreamHandle handle) {
        this.session = session;
        this.handle = handle;
        this.lender = new Lender(session);
        this.request =
                new IncomingMessage(
                        session.intake().requests(), handle::consumed, this::extendDeadline);
        extendDeadline();
    }

    private void extendDeadline() {
        deadline = session.runtime().clock().nanos() + Protocol.RPC_TRANSFER_TIMEOUT.toNanos();
    }

    /// How much of the bytes at work it takes; nothing when it is large.
    int weight() {
        return request.large() ? 0 : request.length();
    }

    @Override
    public void received(byte[] bytes, int from, int length) {
        if (!requested && !request.add(bytes, from, length)) {
            requested = true;
            handle.reset(ResetCode.LIMIT);
        }
    }

    @Override
    public void finished() {
        if (!requested) {
            requested = true;
            session.intake().add(this);
        }
    }

    /// There is room for it to run.
    void start() {
        started = true;
        byte[] bytes = request.take();
        try {
            session.runtime().io().execute(() -> serve(bytes));
        } catch (RejectedExecutionException _) {
            // The program ends.
            served = true;
            handle.reset(ResetCode.CANCELLED);
        }
    }

    private void serve(byte[] bytes) {
        synchronized (this) {
            thread = Thread.currentThread();
        }
        if (!dead) {
            answer = reply(bytes);
        }
        synchronized (this) {
            thread = null;
        }
        served = true;
        if (dead) {
            session.runtime().timers().execute(this::comeToNothing);
        } else {
            handle.ready();
        }
    }

    private byte[] reply(byte[] bytes) {
        RpcCodec codec = session.codec();
        try {
            Callee.Result result =
                    switch (codec.readRequest(bytes, session)) {
                        case RpcCodec.Request.OfMethod(String method, List<JsonNode> arguments) ->
                                run(method, session.runtime().offered().find(method), arguments);
                        case RpcCodec.Request.OfFunction(long id, List<JsonNode> arguments) ->
                                run("", session.lent().callee(id), arguments);
                        case RpcCodec.Request.Release(List<Long> ids) -> {
                            ids.forEach(session.lent()::release);
                            yield NO_RESULT;
                        }
                    };
            return codec.result(result, lender, this::mayAnswerAtLength);
        } catch (MalformedException e) {
            String sentence = "the request cannot be read: " + e.reason();
            return codec.failure(new SwarmException(e.code(), sentence, e));
        } catch (SwarmException e) {
            lender.withdraw();
            return codec.failure(e);
        }
    }

    private Callee.Result run(String method, @Nullable Callee callee, List<JsonNode> arguments) {
        String label = method.isEmpty() ? "the function" : method;
        if (callee == null) {
            throw new SwarmException(
                    ErrorCode.RPC_METHOD_UNKNOWN,
                    method.isEmpty()
                            ? "the function was withdrawn or released"
                            : "no method '%s' is offered".formatted(method));
        }
        ValueMapper values = session.values();
        MethodCall call = new ServedCall(session.peer(), method, arguments, values);
        try {
            return ScopedValue.where(MethodCall.CURRENT, call).call(() -> callee.run(call, values));
        } catch (Exception | Error thrown) {
            LOG.debug("event=call_failed peer={} method={}", session.peer(), label, thrown);
            throw Failures.ofMethod(label, thrown);
        }
    }

    private void mayAnswerAtLength() throws InterruptedException {
        session.largeAnswers().acquire();
        largeAnswer = true;
    }

    @Override
    public int pull(byte[] target, int at, int max) {
        int count = Math.min(max, waiting());
        System.arraycopy(answer, sent, target, at, count);
        sent += count;
        offering = false;
        if (served && sent == answer.length) {
            leave();
        }
        return count;
    }

    @Override
    public int waiting() {
        return served ? answer.length - sent : 0;
    }

    @Override
    public boolean finishing() {
        return served;
    }

    /// Resets the stream when the far side takes too long. A request that is held back here, and a
    /// method that runs, take the time that they take.
    void look(long now) {
        if (served && !offering) {
            offering = true;
            extendDeadline();
        }
        boolean itsTurn = offering || (!requested && !request.heldBack());
        if (itsTurn && now - deadline >= 0) {
            handle.reset(ResetCode.LIMIT);
        }
    }

    @Override
    public void reset(ResetCode code, boolean local) {
        dead = true;
        requested = true;
        session.intake().closed(this);
        interrupt();
        if (!started || served) {
            comeToNothing();
        }
    }

    /// Ends the method when it runs.
    synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    @Override
    public void closed() {
        session.intake().closed(this);
        leave();
    }

    /// The answer will not arrive, and nobody works on it any more.
    private void comeToNothing() {
        lender.withdraw();
        leave();
    }

    /// What the call held of the memory is free.
    private void leave() {
        if (left) {
            return;
        }
        left = true;
        answer = NOTHING;
        sent = 0;
        request.release();
        if (largeAnswer) {
            session.largeAnswers().release();
        }
        session.intake().left(this);
    }
}
