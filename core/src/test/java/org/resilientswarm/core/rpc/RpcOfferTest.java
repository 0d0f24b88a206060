package org.resilientswarm.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.MethodName;

class RpcOfferTest {
    @MethodName("lib")
    interface Renamed {
        String one();

        @MethodName("zwei")
        String two();
    }

    @MethodName("")
    interface Bare {
        String one();
    }

    interface Parent<T> {
        T twice(T value);
    }

    interface Child extends Parent<String> {}

    private final RpcPair pair = new RpcPair();

    @AfterEach
    void close() {
        pair.close();
    }

    @Test
    void methodsGoByTheNamesThatAnnotationsGive() {
        pair.atRight().offer("lib.one", call -> call.method());
        pair.atRight().offer("lib.zwei", call -> call.method());
        pair.atRight().offer("one", call -> call.method());
        Renamed renamed = pair.rightMethods().as(Renamed.class);

        assertThat(renamed.one()).isEqualTo("lib.one");
        assertThat(renamed.two()).isEqualTo("lib.zwei");
        assertThat(pair.rightMethods().as(Bare.class).one()).isEqualTo("one");
    }

    @Test
    void anInheritedMethodGoesByTheNameOfTheInterfaceAndItsOwnTypes() {
        pair.atRight().offer(Child.class, value -> value + value);

        assertThat(pair.rightMethods().as(Child.class).twice("x")).isEqualTo("xx");
        assertThat(RpcPair.result(pair.rightMethods().call(String.class, "Child.twice", "y")))
                .isEqualTo("yy");
    }

    @Test
    void aMethodCanBeTakenBackAndOfferedAnew() {
        var first = pair.atRight().offer("a", _ -> 1);
        assertThatIllegalStateException().isThrownBy(() -> pair.atRight().offer("a", _ -> 2));
        first.close();
        var second = pair.atRight().offer("a", _ -> 3);
        first.close();

        assertThat(RpcPair.result(pair.rightMethods().call("a")).asInt()).isEqualTo(3);
        second.close();
    }

    @Test
    void anInterfaceIsOfferedAsAWholeOrNotAtAll() {
        pair.atRight().offer("Renamed.two", _ -> "");
        pair.atRight().offer("lib.zwei", _ -> "taken");

        assertThatIllegalStateException()
                .isThrownBy(
                        () ->
                                pair.atRight()
                                        .offer(
                                                Renamed.class,
                                                new Renamed() {
                                                    @Override
                                                    public String one() {
                                                        return "";
                                                    }

                                                    @Override
                                                    public String two() {
                                                        return "";
                                                    }
                                                }));
        assertThat(RpcPair.failure(pair.rightMethods().call("lib.one")).getMessage())
                .contains("lib.one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "network", "info", "explain"})
    void theSwarmsOwnMethodsAreReserved(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> pair.atRight().offer(name, _ -> 1));

        pair.right.offerOwn(name, _ -> "own");
        assertThat(RpcPair.result(pair.rightMethods().call(name)).asString()).isEqualTo("own");
        assertThatIllegalArgumentException().isThrownBy(() -> pair.right.offerOwn("mine", _ -> 1));
    }

    @Test
    void aNameHasOneToTheLimitOfCharacters() {
        pair.atRight().offer("x".repeat(128), _ -> 1);

        assertThat(RpcPair.result(pair.rightMethods().call("x".repeat(128))).asInt()).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.atRight().offer("x".repeat(129), _ -> 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pair.rightMethods().call("x".repeat(129)));
        assertThatIllegalArgumentException().isThrownBy(() -> pair.atRight().offer("", _ -> 1));
        assertThatIllegalArgumentException().isThrownBy(() -> pair.atRight().offer("a\nb", _ -> 1));
    }
}
