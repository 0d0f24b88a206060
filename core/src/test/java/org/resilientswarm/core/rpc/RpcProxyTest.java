package org.resilientswarm.core.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.MethodCall;
import org.resilientswarm.core.model.PublicKey;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RpcProxyTest {
    private static final JsonMapper JSON = new JsonMapper();

    enum Kind {
        NOVEL,
        POEM
    }

    record Author(String name, @Nullable Instant born) {}

    record Book(
            String title,
            List<Author> authors,
            Map<String, BigDecimal> prices,
            Kind kind,
            byte[] cover,
            Optional<Integer> pages) {}

    interface Library {
        Book echo(Book book);

        List<Book> all(Map<String, List<Book>> shelves);

        long add(int a, long b);

        BigInteger huge(BigInteger number);

        double half(double number);

        byte[] reversed(byte[] bytes);

        void clear();

        @Nullable Author find(@Nullable String name);

        CompletableFuture<String> later(String text);

        CompletionStage<List<Author>> laterStill();

        JsonNode anything(JsonNode node);

        Object plain(Object value);

        PublicKey key(PublicKey key);

        String[] words(String text);

        String whoCalls();

        default String addText(int a, long b) {
            return "sum " + add(a, b);
        }
    }

    private static class Shelf implements Library {
        final AtomicInteger cleared = new AtomicInteger();

        @Override
        public Book echo(Book book) {
            return book;
        }

        @Override
        public List<Book> all(Map<String, List<Book>> shelves) {
            return shelves.values().stream().flatMap(List::stream).toList();
        }

        @Override
        public long add(int a, long b) {
            return a + b;
        }

        @Override
        public BigInteger huge(BigInteger number) {
            return number.add(BigInteger.ONE);
        }

        @Override
        public double half(double number) {
            return number / 2;
        }

        @Override
        public byte[] reversed(byte[] bytes) {
            byte[] reversed = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                reversed[i] = bytes[bytes.length - 1 - i];
            }
            return reversed;
        }

        @Override
        public void clear() {
            cleared.incrementAndGet();
        }

        @Override
        public @Nullable Author find(@Nullable String name) {
            return name == null ? null : new Author(name, null);
        }

        @Override
        public CompletableFuture<String> later(String text) {
            return CompletableFuture.completedFuture(text + " later");
        }

        @Override
        public CompletionStage<List<Author>> laterStill() {
            return CompletableFuture.completedFuture(List.of(new Author("Ada", Instant.EPOCH)));
        }

        @Override
        public JsonNode anything(JsonNode node) {
            return node;
        }

        @Override
        public Object plain(Object value) {
            return value;
        }

        @Override
        public PublicKey key(PublicKey key) {
            return key;
        }

        @Override
        public String[] words(String text) {
            return text.split(" ");
        }

        @Override
        public String whoCalls() {
            return MethodCall.current().method() + " by " + MethodCall.current().caller();
        }
    }

    private final RpcPair pair = new RpcPair();
    private final Shelf shelf = new Shelf();

    @AfterEach
    void close() {
        pair.close();
    }

    private Library library() {
        pair.atRight().offer(Library.class, shelf);
        return pair.rightMethods().as(Library.class);
    }

    private static Book book(String title) {
        return new Book(
                title,
                List.of(new Author("Ada", Instant.parse("1815-12-10T00:00:00Z"))),
                Map.of("eur", new BigDecimal("12.50")),
                Kind.POEM,
                new byte[] {1, 2, 3},
                Optional.of(7));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16 * 1024})
    void aRecordComesBackAsItWasSentHoweverItIsCut(int chunk) {
        pair.streams.chunk = chunk;
        Book echo = library().echo(book("Notes"));

        assertThat(echo).usingRecursiveComparison().isEqualTo(book("Notes"));
    }

    @Test
    void genericTypesOfTheSignatureAreRead() {
        List<Book> all = library().all(Map.of("a", List.of(book("x"), book("y"))));

        assertThat(all).extracting(Book::title).containsExactly("x", "y");
    }

    @Test
    void numbersKeepTheirWidth() {
        Library library = library();

        assertThat(library.add(Integer.MAX_VALUE, 1L << 40))
                .isEqualTo((1L << 40) + Integer.MAX_VALUE);
        assertThat(library.half(0.1)).isEqualTo(0.05);
        assertThat(library.huge(BigInteger.TWO.pow(200)))
                .isEqualTo(BigInteger.TWO.pow(200).add(BigInteger.ONE));
    }

    @Test
    void bytesAndArraysTravel() {
        Library library = library();

        assertThat(library.reversed(new byte[] {1, 2, 3})).containsExactly(3, 2, 1);
        assertThat(library.reversed(new byte[0])).isEmpty();
        assertThat(library.words("a b")).containsExactly("a", "b");
        assertThat(library.key(RpcPair.LEFT)).isEqualTo(RpcPair.LEFT);
    }

    @Test
    void aMethodWithoutResultHasRunWhenItReturns() {
        library().clear();

        assertThat(shelf.cleared).hasValue(1);
    }

    @Test
    void nullTravels() {
        Library library = library();

        assertThat(library.find(null)).isNull();
        assertThat(library.find("Ada")).isEqualTo(new Author("Ada", null));
    }

    @Test
    void futuresAreCompletedWithWhatTheyHoldOverThere() {
        Library library = library();

        assertThat(RpcPair.result(library.later("soon"))).isEqualTo("soon later");
        assertThat(RpcPair.result(library.laterStill().toCompletableFuture()))
                .containsExactly(new Author("Ada", Instant.EPOCH));
    }

    @Test
    void treesAndPlainValuesTravel() {
        Library library = library();
        JsonNode tree = JSON.readTree("{\"a\":[1,2.5,null,true,\"x\"],\"b\":{}}");

        assertThat(library.anything(tree)).isEqualTo(tree);
        assertThat(library.plain(List.of(1, "x", Map.of("k", false))))
                .isEqualTo(List.of(1, "x", Map.of("k", false)));
    }

    @Test
    void aDefaultMethodRunsHere() {
        assertThat(library().addText(1, 2)).isEqualTo("sum 3");
    }

    @Test
    void aProxyHasTheMethodsOfEveryObject() {
        Library library = library();

        assertThat(library)
                .isEqualTo(pair.rightMethods().as(Library.class))
                .hasSameHashCodeAs(pair.rightMethods().as(Library.class));
        assertThat(library).isNotEqualTo(pair.right.methods(RpcPair.LEFT).as(Library.class));
        assertThat(library.equals(null)).isFalse();
        assertThat(library).hasToString("Library at " + RpcPair.RIGHT.shortText());
    }

    @Test
    void aTargetLearnsWhoCalls() {
        assertThat(library().whoCalls()).isEqualTo("Library.whoCalls by " + RpcPair.LEFT);
        assertThatIllegalStateException().isThrownBy(MethodCall::current);
    }

    @Test
    void aSmallCallTakesOneFrameEachWay() {
        Library library = library();
        library.add(1, 2);

        assertThat(pair.streams.frames).hasValue(2);
    }
}
