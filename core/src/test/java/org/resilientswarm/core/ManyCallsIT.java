package org.resilientswarm.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.RemoteMethods;
import org.resilientswarm.core.api.Swarm;
import org.resilientswarm.core.api.SwarmConfig;
import org.resilientswarm.core.exchange.ExchangeConfig;
import org.resilientswarm.core.exchange.SignalExchange;
import org.resilientswarm.core.time.SwarmThreads;

/// Ten thousand small calls at once between two nodes over a real link.
class ManyCallsIT {
    private static final int CALLS = 10_000;
    private static final int CALLERS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// What the called node offers.
    public interface Desk {
        CompletableFuture<String> answer(int number);

        int take(int caller, int number);

        CompletableFuture<String> ask(int number, UnaryOperator<String> caller);
    }

    private static final class FarDesk implements Desk {
        final ConcurrentMap<Integer, Queue<Integer>> taken = new ConcurrentHashMap<>();

        @Override
        public CompletableFuture<String> answer(int number) {
            return CompletableFuture.completedFuture("answer " + number);
        }

        @Override
        public int take(int caller, int number) {
            taken.computeIfAbsent(caller, _ -> new ConcurrentLinkedQueue<>()).add(number);
            return caller * CALLS + number;
        }

        @Override
        public CompletableFuture<String> ask(int number, UnaryOperator<String> caller) {
            return CompletableFuture.completedFuture("heard " + caller.apply("who is " + number));
        }
    }

    private final SignalExchange exchange = SignalExchange.open(ExchangeConfig.onLoopback());
    private final SwarmConfig config = SwarmConfig.defaults().withExchange(exchange.url());
    private final Swarm near = Swarms.open(config);
    private final Swarm far = Swarms.open(config);
    private final FarDesk offered = new FarDesk();
    private final SwarmThreads threads =
            new SwarmThreads(
                    (thread, thrown) -> {
                        throw new AssertionError(thread.getName(), thrown);
                    });

    private Desk desk(RemoteMethods methods) {
        return methods.within(PATIENCE).as(Desk.class);
    }

    private Desk desk;

    @BeforeEach
    void meet() throws Exception {
        far.methods().offer(Desk.class, offered);
        desk = desk(near.call(far.publicKey()).get(20, TimeUnit.SECONDS).methods());
    }

    @AfterEach
    void close() {
        near.close();
        far.close();
        exchange.close();
    }

    @Test
    void tenThousandCallsAtOnceGetTheirOwnAnswers() throws Exception {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, CALLS).mapToObj(desk::answer).toList();
        for (int i = 0; i < CALLS; i++) {
            assertThat(get(answers.get(i))).isEqualTo("answer " + i);
        }
        assertNothingIsLeft();
    }

    @Test
    void callsOfOneThreadKeepTheirOrderWhateverOthersDo() throws Exception {
        var callers = new ArrayList<Future<Boolean>>();
        try (var io = threads.virtual("caller")) {
            for (int caller = 0; caller < CALLERS; caller++) {
                int number = caller;
                callers.add(io.submit(() -> callInOrder(number)));
            }
            for (Future<Boolean> caller : callers) {
                assertThat(get(caller)).isTrue();
            }
        }
        List<Integer> inOrder = IntStream.range(0, CALLS / CALLERS).boxed().toList();
        assertThat(offered.taken).hasSize(CALLERS);
        assertThat(offered.taken.values())
                .allSatisfy(taken -> assertThat(taken).containsExactlyElementsOf(inOrder));
        assertNothingIsLeft();
    }

    private boolean callInOrder(int caller) {
        return IntStream.range(0, CALLS / CALLERS)
                .allMatch(i -> desk.take(caller, i) == caller * CALLS + i);
    }

    @Test
    void tenThousandCallsAtOnceAreCalledBack() throws Exception {
        List<CompletableFuture<String>> answers =
                IntStream.range(0, CALLS)
                        .mapToObj(i -> desk.ask(i, question -> question + "? I am " + i))
                        .toList();
        for (int i = 0; i < CALLS; i++) {
            assertThat(get(answers.get(i))).isEqualTo("heard who is %d? I am %d", i, i);
        }
        assertNothingIsLeft();
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private void assertNothingIsLeft() {
        org.awaitility.Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(near.snapshot().sessions())
                                        .singleElement()
                                        .satisfies(
                                                session ->
                                                        assertThat(session.streams())
                                                                .noneMatch(
                                                                        stream ->
                                                                                stream.type()
                                                                                        .equals(
                                                                                                "rpc"))));
        assertThat(near.snapshot().refused()).isEmpty();
        assertThat(far.snapshot().refused()).isEmpty();
    }
}
