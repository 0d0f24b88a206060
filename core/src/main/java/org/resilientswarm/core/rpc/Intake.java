package org.resilientswarm.core.rpc;

import java.util.LinkedHashSet;
import java.util.List;
import org.resilientswarm.core.wire.Protocol;

/// The calls that a peer makes: how many of them run, and which take too long to come or go. Owned
/// by the `swarm-loop` thread.
///
/// A small request takes of the bytes that may be at work at a time; a large one has passed the
/// gate and keeps its place there until its call is over. So a peer's calls hold a bounded part of
/// the memory, however they are cut.
final class Intake {
    private final RpcRuntime runtime;
    private final LargeGate requests = new LargeGate();
    private final LinkedHashSet<InboundCall> open = new LinkedHashSet<>();
    private final LinkedHashSet<InboundCall> waiting = new LinkedHashSet<>();
    private final LinkedHashSet<InboundCall> running = new LinkedHashSet<>();
    private int runningBytes;
    private boolean watching;

    Intake(RpcRuntime runtime) {
        this.runtime = runtime;
    }

    LargeGate requests() {
        return requests;
    }

    /// A stream begins.
    void opened(InboundCall call) {
        open.add(call);
        if (!watching) {
            watching = true;
            watch();
        }
    }

    /// A request is complete: runs it now or later.
    void add(InboundCall call) {
        waiting.add(call);
        next();
    }

    /// A stream is over.
    void closed(InboundCall call) {
        open.remove(call);
        waiting.remove(call);
    }

    /// A call runs no more, and nothing of it has to be kept.
    void left(InboundCall call) {
        if (running.remove(call)) {
            runningBytes -= call.weight();
            next();
        }
    }

    private void next() {
        while (!waiting.isEmpty() && hasRoom(waiting.getFirst())) {
            InboundCall call = waiting.removeFirst();
            running.add(call);
            runningBytes += call.weight();
            call.start();
        }
    }

    private boolean hasRoom(InboundCall call) {
        return running.size() < Protocol.MAX_RPC_RUNNING
                && runningBytes + call.weight() <= Protocol.MAX_RPC_RUNNING_BYTES;
    }

    private void watch() {
        runtime.timers().after(Protocol.RPC_TRANSFER_TIMEOUT.dividedBy(4), this::look);
    }

    private void look() {
        long now = runtime.clock().nanos();
        List.copyOf(open).forEach(call -> call.look(now));
        watching = !open.isEmpty();
        if (watching) {
            watch();
        }
    }

    /// The session is over.
    void end() {
        List.copyOf(open).forEach(InboundCall::interrupt);
    }
}
