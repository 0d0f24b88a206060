package org.resilientswarm.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.MethodCall;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RpcCallTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final RpcPair pair = new RpcPair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void aHandlerReadsItsArgumentsAsItLikes() {
        pair.atRight()
                .offer(
                        "sum",
                        call -> call.argument(0, int.class) + call.arguments().get(1).asInt());

        assertThat(RpcPair.result(pair.rightMethods().call(Integer.class, "sum", 1, 2)))
                .isEqualTo(3);
        assertThat(RpcPair.result(pair.rightMethods().call("sum", 1, 2)).asInt()).isEqualTo(3);
    }

    @Test
    void aHandlerMayReturnAFutureOrNothing() {
        pair.atRight().offer("future", _ -> CompletableFuture.supplyAsync(() -> 5));
        pair.atRight().offer("nothing", _ -> null);

        assertThat(RpcPair.result(pair.rightMethods().call(Integer.class, "future"))).isEqualTo(5);
        assertThat(RpcPair.result(pair.rightMethods().call(Void.class, "future"))).isNull();
        assertThat(RpcPair.result(pair.rightMethods().call(String.class, "nothing"))).isNull();
        assertThat(RpcPair.result(pair.rightMethods().call("nothing")).isNull()).isTrue();
    }

    @Test
    void jsonIsAListOfArgumentsOrTheOnlyOne() {
        pair.atRight().offer("arguments", MethodCall::arguments);

        assertThat(
                        RpcPair.result(
                                pair.rightMethods()
                                        .callWithJson("arguments", JSON.readTree("[1,[2]]"))))
                .hasToString("[1,[2]]");
        assertThat(
                        RpcPair.result(
                                pair.rightMethods()
                                        .callWithJson("arguments", JSON.readTree("{\"a\":1}"))))
                .hasToString("[{\"a\":1}]");
        assertThat(
                        RpcPair.result(
                                pair.rightMethods().callWithJson("arguments", JSON.readTree("[]"))))
                .hasToString("[]");
        assertThat(
                        RpcPair.result(
                                pair.rightMethods()
                                        .callWithJson("arguments", JSON.readTree("null"))))
                .hasToString("[null]");
    }

    @Test
    void bytesBecomeBase64InJson() {
        pair.atRight().offer("bytes", _ -> new byte[] {1, 2, 3});

        JsonNode result =
                RpcPair.result(pair.rightMethods().callWithJson("bytes", JSON.readTree("[]")));

        assertThat(JSON.writeValueAsString(result)).isEqualTo("\"AQID\"");
    }

    static final AtomicReference<@Nullable Thread> READER = new AtomicReference<>();

    record Seen(String text) {
        Seen {
            READER.set(Thread.currentThread());
        }
    }

    interface Watched {
        Seen see();
    }

    @Test
    void aBlockedCallerReadsTheAnswerOnItsOwnThread() {
        pair.atRight().offer("Watched.see", _ -> Map.of("text", "x"));
        pair.atRight().offer("plain", _ -> "x");
        pair.streams.hold();
        Thread caller = Thread.currentThread();
        releaseWhenBlocked(caller);

        assertThat(pair.rightMethods().as(Watched.class).see()).isEqualTo(new Seen("x"));
        READER.set(null);
        pair.streams.hold();
        releaseWhenBlocked(caller);
        pair.rightMethods().call(Seen.class, "Watched.see").join();
        assertThat(READER).hasValue(caller);
    }

    private void releaseWhenBlocked(Thread caller) {
        pair.io()
                .execute(
                        () -> {
                            RpcPair.eventually(() -> caller.getState() == Thread.State.WAITING);
                            pair.streams.release();
                        });
    }

    @Test
    void whoDoesNotBlockHearsOfTheAnswerOnAVirtualThread() {
        pair.atRight().offer("plain", _ -> "x");
        pair.streams.hold();
        CompletableFuture<Thread> hearer =
                pair.rightMethods().call("plain").thenApply(_ -> Thread.currentThread());
        pair.streams.release();

        assertThat(RpcPair.result(hearer).isVirtual()).isTrue();
    }

    @Test
    void severalThreadsMayWaitForOneAnswer() {
        pair.atRight().offer("plain", _ -> "x");
        pair.streams.hold();
        CompletableFuture<JsonNode> call = pair.rightMethods().call("plain");
        var first = CompletableFuture.supplyAsync(call::join, pair.io());
        var second = CompletableFuture.supplyAsync(call::join, pair.io());
        pair.streams.release();

        assertThat(RpcPair.result(first).asString()).isEqualTo("x");
        assertThat(RpcPair.result(second).asString()).isEqualTo("x");
    }

    @Test
    void bothSidesCallEachOtherOverAndOver() {
        pair.atRight()
                .offer(
                        "down",
                        call -> {
                            int depth = call.argument(0, int.class);
                            return depth == 0
                                    ? "bottom"
                                    : pair.right
                                            .methods(call.caller())
                                            .call("down", depth - 1)
                                            .join();
                        });
        pair.left
                .offered()
                .offer(
                        "down",
                        call -> {
                            int depth = call.argument(0, int.class);
                            return depth == 0
                                    ? "bottom"
                                    : pair.rightMethods().call("down", depth - 1).join();
                        });

        assertThat(RpcPair.result(pair.rightMethods().call(String.class, "down", 50)))
                .isEqualTo("bottom");
    }
}
