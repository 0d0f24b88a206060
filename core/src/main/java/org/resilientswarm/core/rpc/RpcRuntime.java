package org.resilientswarm.core.rpc;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.resilientswarm.core.session.StreamOpener;
import org.resilientswarm.core.time.Clock;
import org.resilientswarm.core.time.Timers;

/// What all calls of a node share.
///
/// @param opener opens streams to peers
/// @param io gives a virtual thread to each task
/// @param timers the `swarm-loop` thread
/// @param clock its time
/// @param values writes and reads values
/// @param offered what peers may call
/// @param functionNumbers the number of the last function that was handed to anybody
record RpcRuntime(
        StreamOpener opener,
        Executor io,
        Timers timers,
        Clock clock,
        ValueMapper values,
        MethodCatalogue offered,
        AtomicLong functionNumbers) {
    /// Runs what must not run on the loop. After the end there is no loop to disturb.
    void offLoop(Runnable task) {
        try {
            io.execute(task);
        } catch (RejectedExecutionException _) {
            task.run();
        }
    }
}
