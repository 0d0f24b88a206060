package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resilientswarm.core.api.RecordQuery;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.model.SyncResult;
import org.resilientswarm.core.simulation.RealTimeSwarms;
import org.resilientswarm.core.wire.Protocol;

/// The database as an application uses it.
class EngineRecordsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final RealTimeSwarms swarms = new RealTimeSwarms();
    private final EngineSwarm anna = swarms.open(1);
    private final EngineSwarm ben = swarms.open(2);

    @AfterEach
    void close() {
        anna.close();
        ben.close();
        assertThat(swarms.stray).isEmpty();
    }

    @Test
    void whatOnePutsTheOtherGetsUntilItIsDeleted() throws Exception {
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        List<SwarmRecord> heard = new CopyOnWriteArrayList<>();
        ben.records().onRecord("service", heard::add);
        SwarmRecord put = get(anna.records().put("service", "printer", Map.of("port", 631)));
        assertThat(put.author()).isEqualTo(anna.publicKey());
        await().atMost(SOON).until(() -> heard.size() == 1);
        SwarmRecord got =
                get(ben.records().get(anna.publicKey(), "service", "printer")).orElseThrow();
        assertThat(got).isEqualTo(put);
        assertThat(Objects.requireNonNull(got.body()).get("port").asInt()).isEqualTo(631);
        assertThat(get(ben.records().query(RecordQuery.all().ofKind("service"))))
                .containsExactly(put);
        SwarmRecord deleted = get(anna.records().delete("service", "printer"));
        await().atMost(SOON).until(() -> heard.size() == 2);
        assertThat(heard).containsExactly(put, deleted);
        assertThat(deleted.body()).isNull();
        assertThat(get(ben.records().get(anna.publicKey(), "service", "printer"))).isEmpty();
        assertThat(get(ben.records().query(RecordQuery.all().ofKind("service")))).isEmpty();
        assertThat(get(ben.records().query(RecordQuery.all().ofKind("service").withDeleted())))
                .containsExactly(deleted);
    }

    @Test
    void everyChangeIsHeardOnceOnBothSidesAfterItWasStored() throws Exception {
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        List<Long> atAnna = new CopyOnWriteArrayList<>();
        List<Long> atBen = new CopyOnWriteArrayList<>();
        List<SwarmRecord> missing = new CopyOnWriteArrayList<>();
        listen(anna, atAnna, missing);
        listen(ben, atBen, missing);
        List<Long> put = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            put.add(get(anna.records().put("note", "counter " + i % 7, i)).sequence());
        }
        await().atMost(SOON).until(() -> atBen.contains(put.getLast()));
        get(ben.records().reconcile(anna.publicKey()));
        assertThat(atAnna).containsExactlyElementsOf(put);
        assertThat(atBen).doesNotHaveDuplicates().isSubsetOf(put);
        assertThat(atBen).containsAll(put.subList(put.size() - 7, put.size()));
        assertThat(missing).isEmpty();
    }

    /// A listener looks at once whether the store has the record or a newer one.
    private void listen(EngineSwarm swarm, List<Long> heard, List<SwarmRecord> missing) {
        swarm.records()
                .onRecord(
                        "note",
                        record -> {
                            assertThat(Thread.currentThread().getName()).isEqualTo("swarm-events");
                            heard.add(record.sequence());
                            swarm.records()
                                    .get(record.author(), "note", record.name())
                                    .thenAccept(
                                            stored -> {
                                                boolean there =
                                                        stored.isPresent()
                                                                && stored.get().sequence()
                                                                        >= record.sequence();
                                                if (!there) {
                                                    missing.add(record);
                                                }
                                            });
                        });
    }

    @Test
    void aListenerThatWasTakenBackHearsNoMore() {
        List<SwarmRecord> heard = new CopyOnWriteArrayList<>();
        var subscription = anna.records().onRecord("note", heard::add);
        get(anna.records().put("note", "one", 1));
        get(anna.records().put("other", "one", 1));
        subscription.close();
        get(anna.records().put("note", "two", 2));
        get(anna.records().put("note", "three", 3));
        assertThat(heard).extracting(SwarmRecord::name).containsExactly("one");
    }

    @Test
    void futuresCompleteOnTheEventThread() throws Exception {
        assertThat(completingThread(() -> anna.records().put("note", "one", 1)))
                .isEqualTo("swarm-events");
        assertThat(completingThread(() -> anna.records().delete("note", "none")))
                .isEqualTo("swarm-events");
        assertThat(completingThread(() -> anna.records().put("peer", "", 1)))
                .isEqualTo("swarm-events");
        assertThat(completingThread(() -> anna.records().query(RecordQuery.all())))
                .isEqualTo("swarm-events");
        assertThat(completingThread(() -> anna.records().reconcile(ben.publicKey())))
                .isEqualTo("swarm-events");
    }

    /// The event thread is held up until somebody waits for the future.
    private String completingThread(Supplier<CompletableFuture<?>> asked) throws Exception {
        var held = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        try (var _ = anna.onEvent(_ -> hold(held, free))) {
            anna.fault(new SwarmException(ErrorCode.STORE_DAMAGED, "something to hear of"));
            assertThat(held.await(5, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<String> thread =
                    asked.get().handle((_, _) -> Thread.currentThread().getName());
            free.countDown();
            return thread.get(5, TimeUnit.SECONDS);
        }
    }

    private static void hold(CountDownLatch held, CountDownLatch free) {
        held.countDown();
        try {
            if (!free.await(5, TimeUnit.SECONDS)) {
                throw new IllegalStateException("never let go");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"peer", "network"})
    void theSwarmsOwnKindsAreRefused(String kind) {
        assertFails(anna.records().put(kind, "", 1), ErrorCode.RECORD_MALFORMED);
        assertFails(anna.records().delete(kind, ""), ErrorCode.RECORD_MALFORMED);
        assertThat(get(anna.records().put(kind + "s", "", 1)).kind()).isEqualTo(kind + "s");
    }

    @Test
    void aValueIsStoredUpToItsLimits() {
        // CBOR writes three bytes before so many.
        byte[] longest = new byte[Protocol.MAX_RECORD_BODY_BYTES - 3];
        get(anna.records().put("note", "long", longest));
        assertFails(
                anna.records().put("note", "longer", new byte[longest.length + 1]),
                ErrorCode.RECORD_MALFORMED);
        get(anna.records().put("note", "deep", nested(Protocol.MAX_RECORD_NESTING)));
        assertFails(
                anna.records().put("note", "deeper", nested(Protocol.MAX_RECORD_NESTING + 1)),
                ErrorCode.RECORD_MALFORMED);
    }

    private static Object nested(int depth) {
        Object value = 1;
        for (int i = 0; i < depth; i++) {
            value = List.of(value);
        }
        return value;
    }

    @Test
    void aValueThatCannotBeWrittenIsRefused() {
        var endless = new HashMap<String, Object>();
        endless.put("self", endless);
        assertFails(anna.records().put("note", "endless", endless), ErrorCode.RECORD_MALFORMED);
        assertFails(
                anna.records().put("note", "nobody", new Unwritable()), ErrorCode.RECORD_MALFORMED);
    }

    /// Throws when it is looked at.
    public static final class Unwritable {
        /// Never has a value.
        public int getValue() {
            throw new IllegalStateException("no value");
        }
    }

    @Test
    void whatWasNeverPutCannotBeDeleted() {
        assertFails(anna.records().delete("note", "none"), ErrorCode.RECORD_UNKNOWN);
        get(anna.records().put("note", "one", 1));
        get(anna.records().delete("note", "one"));
        assertFails(anna.records().delete("note", "one"), ErrorCode.RECORD_UNKNOWN);
    }

    @Test
    void aLifetimeIsASecondAtLeastAndEndsSomeDay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> anna.records().put("note", "short", 1, Duration.ofMillis(999)));
        SwarmRecord second = get(anna.records().put("note", "short", 1, Duration.ofSeconds(1)));
        assertThat(second.expires()).isAfter(second.created());
        await().atMost(SOON)
                .until(() -> get(anna.records().get(anna.publicKey(), "note", "short")).isEmpty());
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                anna.records()
                                        .put(
                                                "note",
                                                "for ever",
                                                1,
                                                Duration.ofDays(400_000_000_000L)));
    }

    @Test
    void pagesFollowEachOtherWithoutGapsThoughSomeAreDeleted() {
        for (int i = 0; i < 50; i++) {
            get(anna.records().put("note", "%02d".formatted(i), i));
        }
        for (int i = 0; i < 50; i += 3) {
            get(anna.records().delete("note", "%02d".formatted(i)));
        }
        RecordQuery query = RecordQuery.all().ofKind("note").limit(7);
        List<String> names = new ArrayList<>();
        List<SwarmRecord> page = get(anna.records().query(query));
        while (!page.isEmpty()) {
            assertThat(page).hasSizeLessThanOrEqualTo(7);
            page.forEach(record -> names.add(record.name()));
            page = get(anna.records().query(query.after(page.getLast())));
        }
        assertThat(names).hasSize(33).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void whoIsNotThereCannotBeComparedWith() {
        assertFails(anna.records().reconcile(ben.publicKey()), ErrorCode.PEER_NOT_CONNECTED);
    }

    @Test
    void bothAskedAtOnceAreToldOfTheSameComparison() throws Exception {
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        CompletableFuture<SyncResult> one = anna.records().reconcile(ben.publicKey());
        CompletableFuture<SyncResult> other = anna.records().reconcile(ben.publicKey());
        assertThat(get(one).peer()).isEqualTo(ben.publicKey());
        assertThat(get(other).peer()).isEqualTo(ben.publicKey());
    }

    @Test
    void nothingStaysPendingWhenTheSwarmIsClosed() throws Exception {
        anna.call(ben.publicKey()).get(5, TimeUnit.SECONDS);
        var asked = new ArrayList<CompletableFuture<?>>();
        for (int i = 0; i < 100; i++) {
            asked.add(anna.records().put("note", "name " + i, i));
            asked.add(anna.records().delete("note", "name " + i));
            asked.add(anna.records().reconcile(ben.publicKey()));
            asked.add(anna.records().query(RecordQuery.all()));
        }
        anna.close();
        var all = CompletableFuture.allOf(asked.toArray(CompletableFuture[]::new));
        assertThat(all.handle((_, _) -> true)).succeedsWithin(SOON);
        assertFails(anna.records().put("note", "late", 1), ErrorCode.SWARM_CLOSED);
        assertFails(anna.records().delete("note", "name 1"), ErrorCode.SWARM_CLOSED);
        assertFails(anna.records().reconcile(ben.publicKey()), ErrorCode.SWARM_CLOSED);
        // The store is there still, and as fast as whoever asks.
        for (int i = 0; i < 100; i++) {
            assertFails(
                    anna.records().get(anna.publicKey(), "note", "name 1"), ErrorCode.SWARM_CLOSED);
            assertFails(anna.records().query(RecordQuery.all()), ErrorCode.SWARM_CLOSED);
            assertFails(
                    anna.records().detail(anna.publicKey(), "note", "name 1"),
                    ErrorCode.SWARM_CLOSED);
        }
    }

    private static <T> T get(CompletableFuture<T> future) {
        try {
            return future.get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static void assertFails(CompletableFuture<?> future, ErrorCode code) {
        assertThat(future)
                .failsWithin(SOON)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        SwarmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
