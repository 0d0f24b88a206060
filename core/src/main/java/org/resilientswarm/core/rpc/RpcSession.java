package org.resilientswarm.core.rpc;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.Protocol;

/// All calls and functions that this node shares with one peer, as long as their session lasts.
///
/// Safe on every thread, but for what the accessors hand out, which says itself whose it is.
final class RpcSession implements FunctionSource {
    private final PublicKey peer;
    private final RpcRuntime runtime;
    private final Consumer<RpcSession> lost;
    private final RpcCodec codec;
    private final LentFunctions lent;
    private final HeldFunctions held = new HeldFunctions();
    private final CallLane methods;
    private final CallLane functions;
    private final LargeGate answers = new LargeGate();
    private final Intake intake;
    private final Semaphore largeAnswers = new Semaphore(Protocol.MAX_RPC_LARGE);
    private final AtomicBoolean watching = new AtomicBoolean();

    /// The calls that have no outcome yet, their number and the bytes of their requests. The number
    /// counts at once what others are still about to add.
    private final Set<OutboundCall> unsettled = ConcurrentHashMap.newKeySet();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicLong callBytes = new AtomicLong();

    /// Why no call can be made any more.
    private volatile @Nullable SwarmException ended;

    /// @param lost is told on the `swarm-loop` thread when it turns out that there is no session
    RpcSession(PublicKey peer, RpcRuntime runtime, Consumer<RpcSession> lost) {
        this.peer = peer;
        this.runtime = runtime;
        this.lost = lost;
        this.codec = new RpcCodec(runtime.values());
        this.lent = new LentFunctions(runtime.functionNumbers());
        this.methods = new CallLane(runtime.timers());
        this.functions = new CallLane(runtime.timers());
        this.intake = new Intake(runtime);
    }

    PublicKey peer() {
        return peer;
    }

    RpcRuntime runtime() {
        return runtime;
    }

    ValueMapper values() {
        return runtime.values();
    }

    RpcCodec codec() {
        return codec;
    }

    LentFunctions lent() {
        return lent;
    }

    HeldFunctions held() {
        return held;
    }

    LargeGate answers() {
        return answers;
    }

    Intake intake() {
        return intake;
    }

    Semaphore largeAnswers() {
        return largeAnswers;
    }

    /// Calls something at the peer; returns at once.
    <T extends @Nullable Object> PendingCall<T> call(
            Target target, Arguments arguments, Wanted<T> wanted, Duration limit) {
        var lender = new Lender(this);
        var pending = new PendingCall<T>(runtime);
        try {
            byte[] request = codec.request(target, arguments, lender);
            CallLane lane = target instanceof Target.Method ? methods : functions;
            var outcome =
                    new OutboundCall.Outcome() {
                        @Override
                        public void answered(byte[] answer, Runnable done) {
                            pending.arrived(() -> read(answer, done, wanted));
                        }

                        @Override
                        public void failed(SwarmException why) {
                            pending.arrived(
                                    () -> {
                                        throw why;
                                    });
                        }
                    };
            var call = new OutboundCall(this, lane, request, limit, outcome);
            pending.whenComplete(
                    (_, thrown) -> {
                        call.abandon();
                        pending.wake();
                        if (thrown != null) {
                            lender.withdraw();
                        }
                    });
            begin(call);
        } catch (SwarmException e) {
            lender.withdraw();
            pending.completeExceptionally(e);
        }
        return pending;
    }

    private <T extends @Nullable Object> T read(byte[] answer, Runnable done, Wanted<T> wanted) {
        try {
            return wanted.of(codec.readResult(answer, this, wanted.type()));
        } finally {
            done.run();
        }
    }

    /// @throws SwarmException `LIMIT_REACHED` when too many calls are under way
    private void begin(OutboundCall call) {
        int number = calls.incrementAndGet();
        long bytes = callBytes.addAndGet(call.requestBytes());
        unsettled.add(call);
        SwarmException over = ended;
        if (over != null) {
            call.refuse(over);
        } else if (number > Protocol.MAX_RPC_CALLS
                || (bytes > Protocol.MAX_RPC_CALL_BYTES && number > 1)) {
            call.refuse(
                    new SwarmException(
                            ErrorCode.LIMIT_REACHED,
                            "%d calls to the peer are under way; wait for some of them"
                                    .formatted(number - 1)));
        } else {
            runtime.timers().execute(call::begin);
        }
    }

    /// A call has its outcome. Once for each call.
    void settled(OutboundCall call) {
        if (unsettled.remove(call)) {
            calls.decrementAndGet();
            callBytes.addAndGet(-call.requestBytes());
        }
    }

    @Override
    public HeldFunction theirs(long id, long same) throws MalformedException {
        releaseGarbage();
        HeldFunctions.Lease lease = held.hold(id, same);
        if (watching.compareAndSet(false, true)) {
            runtime.timers().execute(this::watch);
        }
        return new HeldFunction(this, lease, Protocol.RPC_TIMEOUT);
    }

    @Override
    public Object ours(long id) throws MalformedException {
        LentFunctions.Lent own = lent.get(id);
        if (own == null) {
            throw new MalformedException(
                    ErrorCode.RPC_METHOD_UNKNOWN, "a function comes back that was withdrawn");
        }
        return own.function();
    }

    private void watch() {
        runtime.timers().after(Protocol.RPC_RELEASE_INTERVAL, this::look);
    }

    private void look() {
        if (ended != null) {
            return;
        }
        runtime.offLoop(this::releaseGarbage);
        if (held.count() > 0) {
            watch();
            return;
        }
        watching.set(false);
        if (held.count() > 0 && watching.compareAndSet(false, true)) {
            // One came in between.
            watch();
        }
    }

    /// Tells the peer which of its functions are garbage here.
    void releaseGarbage() {
        release(held.collect());
    }

    void release(HeldFunctions.Lease lease) {
        if (held.release(lease)) {
            release(List.of(lease.id));
        }
    }

    private void release(List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        var nobody =
                new OutboundCall.Outcome() {
                    @Override
                    public void answered(byte[] answer, Runnable done) {
                        done.run();
                    }

                    @Override
                    public void failed(SwarmException why) {
                        held.keep(ids);
                    }
                };
        begin(new OutboundCall(this, functions, codec.release(ids), Protocol.RPC_TIMEOUT, nobody));
    }

    /// It turned out that there is no session. On the `swarm-loop` thread.
    void lost() {
        lost.accept(this);
    }

    /// Lets every call fail that is made from now on.
    void refuse(SwarmException why) {
        ended = why;
    }

    /// Ends everything. On the `swarm-loop` thread.
    void end(SwarmException why) {
        refuse(why);
        lent.end();
        unsettled.forEach(call -> call.fail(why));
        intake.end();
    }
}
