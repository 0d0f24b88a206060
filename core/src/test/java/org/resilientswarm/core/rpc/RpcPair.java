package org.resilientswarm.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.resilientswarm.core.api.OfferedMethods;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.time.SwarmThreads;

/// Two nodes, `left` and `right`, that can call each other over [MemoryStreams].
final class RpcPair implements AutoCloseable {
    static final PublicKey LEFT = key(1);
    static final PublicKey RIGHT = key(2);

    /// For what happens at once or never.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final List<Throwable> stray = new CopyOnWriteArrayList<>();
    private final SwarmThreads threads = new SwarmThreads((_, thrown) -> stray.add(thrown));
    private final ExecutorService io = threads.virtual("swarm-io");
    final TestLoop loop = new TestLoop(threads);
    final MemoryStreams streams = new MemoryStreams(loop, LEFT, RIGHT);
    final RpcService left = new RpcService(streams.left, io, loop, loop);
    final RpcService right = new RpcService(streams.right, io, loop, loop);

    RpcPair() {
        streams.left.acceptor = left;
        streams.right.acceptor = right;
    }

    private static PublicKey key(int number) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        bytes[0] = (byte) number;
        return new PublicKey(bytes);
    }

    /// The methods of `right`, as `left` sees them.
    RemoteMethods rightMethods() {
        return left.methods(RIGHT);
    }

    /// What `right` offers.
    OfferedMethods atRight() {
        return right.offered();
    }

    ExecutorService io() {
        return io;
    }

    RpcSession leftSession() {
        return left.session(RIGHT);
    }

    RpcSession rightSession() {
        return right.session(LEFT);
    }

    void endSession() {
        streams.endSession(this::tell);
    }

    void disconnect() {
        streams.disconnect(this::tell);
    }

    void tell() {
        left.sessionEnded(RIGHT);
        right.sessionEnded(LEFT);
    }

    /// Why a call fails.
    static SwarmException failure(CompletableFuture<?> call) {
        try {
            Object result = call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            throw new AssertionError("the call returned " + result);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SwarmException why) {
                return why;
            }
            throw new AssertionError("not a SwarmException", e.getCause());
        } catch (InterruptedException | TimeoutException | CancellationException e) {
            throw new AssertionError("no failure in sight", e);
        }
    }

    static void assertFails(CompletableFuture<?> call, ErrorCode code, String words) {
        SwarmException why = failure(call);
        assertThat(why.code()).as(why.getMessage()).isEqualTo(code);
        assertThat(why.getMessage()).contains(words);
    }

    /// What a call returns.
    static <T extends @Nullable Object> T result(CompletableFuture<T> call) {
        try {
            return call.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no result", e);
        }
    }

    static void eventually(BooleanSupplier condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(2))
                .until(condition::getAsBoolean);
    }

    /// Nothing may be left behind: no stream, no running call, no exception.
    @Override
    public void close() {
        eventually(() -> streams.openStreams() == 0);
        loop.close();
        io.shutdown();
        assertThat(stray).isEmpty();
    }
}
