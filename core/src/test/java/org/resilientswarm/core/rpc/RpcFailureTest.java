package org.resilientswarm.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.resilientswarm.core.rpc.RpcPair.assertFails;
import static org.resilientswarm.core.rpc.RpcPair.eventually;
import static org.resilientswarm.core.rpc.RpcPair.result;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.ResetCode;
import tools.jackson.databind.JsonNode;

class RpcFailureTest {
    interface Counter {
        int add(int a, int b);

        void set(List<Integer> values);

        String name(Pet pet);
    }

    record Pet(String name) {
        Pet {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a pet has a name");
            }
        }
    }

    private static class PlainCounter implements Counter {
        @Override
        public int add(int a, int b) {
            return Math.addExact(a, b);
        }

        @Override
        public void set(List<Integer> values) {}

        @Override
        public String name(Pet pet) {
            return pet.name();
        }
    }

    private final RpcPair pair = new RpcPair();

    @AfterEach
    void close() {
        pair.close();
    }

    private CompletableFuture<JsonNode> call(String method, @Nullable Object... arguments) {
        return pair.rightMethods().call(method, arguments);
    }

    /// A method that blocks until it is interrupted.
    private final class Sleeper {
        final CountDownLatch begun = new CountDownLatch(1);
        final CountDownLatch interrupted = new CountDownLatch(1);

        Sleeper() {
            pair.atRight()
                    .offer(
                            "sleep",
                            _ -> {
                                begun.countDown();
                                try {
                                    new CountDownLatch(1).await();
                                } catch (InterruptedException e) {
                                    interrupted.countDown();
                                    throw e;
                                }
                                return "never";
                            });
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }

        void awaitInterrupted() throws InterruptedException {
            assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aMethodThatNobodyOffersIsUnknown() {
        assertFails(call("nobody"), ErrorCode.RPC_METHOD_UNKNOWN, "nobody");
    }

    @Test
    void aMethodThatWasTakenBackIsUnknown() {
        pair.atRight().offer("once", _ -> 1).close();

        assertFails(call("once"), ErrorCode.RPC_METHOD_UNKNOWN, "once");
    }

    @Test
    void wrongArgumentsAreRefusedWithTheirNumber() {
        pair.atRight().offer(Counter.class, new PlainCounter());

        ErrorCode wrong = ErrorCode.RPC_ARGUMENTS_WRONG;
        assertFails(call("Counter.add", 1), wrong, "takes 2 arguments and was given 1");
        assertFails(call("Counter.add", 1, 2, 3), wrong, "was given 3");
        assertFails(call("Counter.add", 1, "2"), wrong, "argument 2");
        assertFails(call("Counter.add", 1, 2.5), wrong, "argument 2");
        assertFails(call("Counter.add", 1, 1L << 40), wrong, "argument 2");
        assertFails(call("Counter.add", null, 1), wrong, "argument 1");
        assertFails(call("Counter.add", List.of(), 1), wrong, "argument 1");
        assertFails(call("Counter.set", List.of(1, "x")), wrong, "argument 1");
        assertFails(call("Counter.name", Map.of("name", "")), wrong, "a pet has a name");
    }

    @Test
    void aHandlerThatMissesAnArgumentSaysSo() {
        pair.atRight().offer("one", call -> call.argument(0, String.class));
        pair.atRight().offer("function", call -> call.function(0));

        ErrorCode wrong = ErrorCode.RPC_ARGUMENTS_WRONG;
        assertFails(call("one"), wrong, "argument 1 is missing");
        assertFails(call("one", (Object) null), wrong, "argument 1 is null");
        assertFails(call("one", List.of()), wrong, "argument 1");
        assertFails(call("function", "text"), wrong, "argument 1");
    }

    @Test
    void whatAMethodThrowsComesAsACodeAndASentence() {
        pair.atRight()
                .offer(
                        "throws",
                        _ -> {
                            throw new IllegalStateException("the shelf is empty");
                        });
        pair.atRight()
                .offer(
                        "breaks",
                        _ -> {
                            throw new AssertionError("broken");
                        });
        pair.atRight()
                .offer(
                        "silent",
                        _ -> {
                            throw new UnsupportedOperationException();
                        });
        pair.atRight()
                .offer(
                        "future",
                        _ ->
                                CompletableFuture.failedFuture(
                                        new IllegalStateException("in the future")));

        assertFails(call("throws"), ErrorCode.RPC_FAILED, "throws failed: the shelf is empty");
        assertFails(call("breaks"), ErrorCode.RPC_FAILED, "broken");
        assertFails(call("silent"), ErrorCode.RPC_FAILED, "UnsupportedOperationException");
        assertFails(call("future"), ErrorCode.RPC_FAILED, "in the future");
    }

    @Test
    void aSwarmExceptionKeepsItsCode() {
        pair.atRight()
                .offer(
                        "limit",
                        _ -> {
                            throw new SwarmException(ErrorCode.RATE_LIMITED, "slower");
                        });

        assertFails(call("limit"), ErrorCode.RATE_LIMITED, "slower");
    }

    @Test
    void noStackTraceTravelsAndNoEndlessSentence() {
        pair.atRight()
                .offer(
                        "talks",
                        _ -> {
                            throw new IllegalStateException("x".repeat(1_000_000));
                        });

        SwarmException why = RpcPair.failure(call("talks"));
        assertThat(why.getMessage()).hasSize(1024).endsWith("x…");
        assertThat(why.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().contains("noStackTrace"));
    }

    @Test
    void aProxyThrowsWithTheStackOfItsCaller() {
        pair.atRight()
                .offer(
                        "Counter.add",
                        _ -> {
                            throw new IllegalStateException("no");
                        });
        Counter counter = pair.rightMethods().as(Counter.class);

        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(() -> counter.add(1, 2))
                .satisfies(why -> assertThat(why.code()).isEqualTo(ErrorCode.RPC_FAILED))
                .satisfies(
                        why ->
                                assertThat(why.getStackTrace())
                                        .anyMatch(
                                                frame ->
                                                        frame.getClassName()
                                                                .startsWith(
                                                                        RpcFailureTest.class
                                                                                .getName())));
    }

    @Test
    void aResultOfAnotherTypeIsMalformed() {
        pair.atRight().offer("Counter.add", _ -> "three");
        Counter counter = pair.rightMethods().as(Counter.class);

        assertThatExceptionOfType(SwarmException.class)
                .isThrownBy(() -> counter.add(1, 2))
                .satisfies(why -> assertThat(why.code()).isEqualTo(ErrorCode.MESSAGE_MALFORMED));
        pair.atRight().offer("null", _ -> null);
        assertFails(
                pair.rightMethods().call(int.class, "null"), ErrorCode.MESSAGE_MALFORMED, "result");
    }

    static final class Cycle {
        public Cycle self() {
            return this;
        }

        public Cycle getSelf() {
            return this;
        }
    }

    static final class Opaque {}

    @Test
    void whatIsNoValueIsNotSent() {
        pair.atRight().offer("takes", _ -> 1);
        pair.atRight().offer("gives", _ -> new Opaque());

        assertFails(call("takes", new Opaque()), ErrorCode.RPC_ARGUMENTS_WRONG, "cannot be sent");
        assertFails(call("takes", new Cycle()), ErrorCode.RPC_ARGUMENTS_WRONG, "cannot be sent");
        assertFails(call("gives"), ErrorCode.RPC_FAILED, "the result cannot be sent");
        assertThat(pair.streams.frames).hasValue(2);
    }

    @Test
    void withoutAnAnswerACallTimesOut() throws InterruptedException {
        var sleeper = new Sleeper();
        CompletableFuture<JsonNode> call = call("sleep");
        sleeper.awaitBegun();
        pair.loop.pass(Duration.ofSeconds(30).minusNanos(1));
        assertThat(call).isNotDone();
        pair.loop.pass(Duration.ofNanos(1));

        assertFails(call, ErrorCode.RPC_TIMED_OUT, "30s");
        sleeper.awaitInterrupted();
    }

    @Test
    void theTimeLimitCanBeSet() {
        pair.streams.hold();
        CompletableFuture<JsonNode> call =
                pair.rightMethods().within(Duration.ofMillis(100)).call("any");
        pair.loop.pass(Duration.ofMillis(100));

        assertFails(call, ErrorCode.RPC_TIMED_OUT, "0.1s");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.rightMethods().within(Duration.ZERO));
        pair.streams.release();
    }

    @Test
    void anAnswerEndsTheTimer() {
        pair.atRight().offer("quick", _ -> 1);
        CompletableFuture<JsonNode> call = call("quick");
        result(call);
        pair.loop.pass(Duration.ofSeconds(60));

        assertThat(call.isCompletedExceptionally()).isFalse();
    }

    @Test
    void cancellingInterruptsTheMethodOverThere() throws InterruptedException {
        var sleeper = new Sleeper();
        CompletableFuture<JsonNode> call = call("sleep");
        sleeper.awaitBegun();
        call.cancel(true);

        sleeper.awaitInterrupted();
        eventually(() -> pair.streams.openStreams() == 0);
    }

    @Test
    void completingTheFutureByOtherMeansCancelsTheCallToo() throws InterruptedException {
        var sleeper = new Sleeper();
        CompletableFuture<JsonNode> call = call("sleep");
        sleeper.awaitBegun();
        call.completeExceptionally(new IllegalStateException("changed my mind"));

        sleeper.awaitInterrupted();
    }

    @Test
    void interruptingAThreadInAProxyCancelsTheCall() throws InterruptedException {
        var sleeper = new Sleeper();
        pair.atRight()
                .offer(
                        "Counter.add",
                        _ -> {
                            sleeper.begun.countDown();
                            try {
                                return new CountDownLatch(1).await(1, TimeUnit.DAYS);
                            } catch (InterruptedException e) {
                                sleeper.interrupted.countDown();
                                throw e;
                            }
                        });
        var caller = new CompletableFuture<Thread>();
        var thrown = new CompletableFuture<SwarmException>();
        pair.io()
                .execute(
                        () -> {
                            caller.complete(Thread.currentThread());
                            try {
                                pair.rightMethods().as(Counter.class).add(1, 2);
                            } catch (SwarmException e) {
                                assertThat(Thread.currentThread().isInterrupted()).isTrue();
                                thrown.complete(e);
                            }
                        });
        sleeper.awaitBegun();
        result(caller).interrupt();

        assertThat(result(thrown).code()).isEqualTo(ErrorCode.RPC_CANCELLED);
        sleeper.awaitInterrupted();
    }

    @Test
    void aMethodThatIsOverIsNotInterrupted() {
        var later = new CompletableFuture<Boolean>();
        pair.atRight()
                .offer(
                        "quick",
                        _ -> {
                            Thread.currentThread().setName("served");
                            return 1;
                        });
        CompletableFuture<JsonNode> call = call("quick");
        result(call);
        call.cancel(true);
        pair.atRight().offer("next", _ -> later.complete(Thread.currentThread().isInterrupted()));
        result(call("next"));

        assertThat(result(later)).isFalse();
    }

    @Test
    void callsFailWhenTheSessionEnds() throws InterruptedException {
        var sleeper = new Sleeper();
        CompletableFuture<JsonNode> call = call("sleep");
        sleeper.awaitBegun();
        pair.endSession();

        assertFails(call, ErrorCode.SESSION_LOST, "session");
        sleeper.awaitInterrupted();
    }

    @Test
    void callsOfTheNextSessionWork() {
        pair.atRight().offer("quick", _ -> 1);
        result(call("quick"));
        pair.endSession();

        assertThat(result(call("quick")).asInt()).isEqualTo(1);
    }

    @Test
    void withoutASessionACallFailsAtOnceAndLeavesNothingBehind() {
        pair.disconnect();
        RpcSession before = pair.leftSession();

        assertFails(call("any"), ErrorCode.SESSION_LOST, "session");
        eventually(() -> pair.leftSession() != before);
    }

    @Test
    void aClosedServiceTakesAndMakesNoCalls() throws InterruptedException {
        var sleeper = new Sleeper();
        CompletableFuture<JsonNode> call = call("sleep");
        sleeper.awaitBegun();
        pair.loop.on(
                () -> {
                    pair.left.close();
                    return true;
                });

        assertFails(call, ErrorCode.SWARM_CLOSED, "closed");
        assertFails(call("sleep"), ErrorCode.SWARM_CLOSED, "closed");
        assertFails(
                pair.right.methods(RpcPair.LEFT).call("any"),
                ErrorCode.STREAM_NOT_TAKEN,
                "takes no calls");
        sleeper.awaitInterrupted();
    }

    @ParameterizedTest
    @EnumSource(ResetCode.class)
    void aResetOfTheFarSideIsAnErrorWithACode(ResetCode code) {
        pair.streams.right.acceptor =
                stream -> {
                    stream.reset(code);
                    return new MemoryStreams.SilentEnd();
                };
        ErrorCode expected =
                switch (code) {
                    case CANCELLED -> ErrorCode.RPC_CANCELLED;
                    case NOT_TAKEN -> ErrorCode.STREAM_NOT_TAKEN;
                    case LIMIT -> ErrorCode.LIMIT_REACHED;
                    case FAILED -> ErrorCode.RPC_FAILED;
                    case SESSION_LOST -> ErrorCode.SESSION_LOST;
                    case OTHER -> ErrorCode.STREAM_RESET;
                };

        assertFails(call("any"), expected, "");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 64})
    void aSessionThatEndsAfterAnyFrameFailsTheCallOrNot(int chunk) {
        pair.streams.chunk = chunk;
        pair.atRight().offer("echo", call -> call.argument(0, String.class));
        int whole = frames(() -> result(call("echo", "hello")));
        for (int after = 0; after <= whole; after++) {
            pair.streams.endAfter(after, pair::tell);
            CompletableFuture<JsonNode> call = call("echo", "hello");
            eventually(call::isDone);
            if (call.isCompletedExceptionally()) {
                assertFails(call, ErrorCode.SESSION_LOST, "session");
            } else {
                assertThat(result(call).asString()).isEqualTo("hello");
            }
            pair.streams.endAfter(Integer.MAX_VALUE, () -> {});
        }
        assertThat(result(call("echo", "again")).asString()).isEqualTo("again");
    }

    private int frames(Runnable task) {
        int before = pair.streams.frames.get();
        task.run();
        return pair.streams.frames.get() - before;
    }
}
