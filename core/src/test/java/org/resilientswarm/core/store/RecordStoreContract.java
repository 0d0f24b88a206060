package org.resilientswarm.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.resilientswarm.core.store.StoreRecords.CREATED;
import static org.resilientswarm.core.store.StoreRecords.RECEIVED;
import static org.resilientswarm.core.store.StoreRecords.author;
import static org.resilientswarm.core.store.StoreRecords.card;
import static org.resilientswarm.core.store.StoreRecords.put;
import static org.resilientswarm.core.store.StoreRecords.record;
import static org.resilientswarm.core.store.StoreRecords.remove;
import static org.resilientswarm.core.store.StoreRecords.tombstone;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.store.RecordStore.Acquaintance;
import org.resilientswarm.core.store.RecordStore.Change;
import org.resilientswarm.core.store.RecordStore.Stored;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// What every store promises.
abstract class RecordStoreContract {
    private static final Identity ANNA = author(1);
    private static final Identity BEN = author(2);

    private RecordStore store = new MemoryStore(Runnable::run);

    abstract RecordStore open() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        store = open();
    }

    @AfterEach
    void end() {
        store.close();
    }

    @Test
    void whatIsWrittenIsThereInEveryField() {
        var body = new byte[Protocol.MAX_RECORD_BODY_BYTES];
        new Random(1).nextBytes(body);
        var key = new RecordKey(ANNA.publicKey(), "note", "größe 😀\0 end");
        var signed = SignedRecord.sign(ANNA, key, 1L << 62, CREATED, CREATED + 1, false, body);
        var received = RECEIVED.plusNanos(999_999);

        write(new Change.Put(new Stored(signed, BEN.publicKey(), received)));

        Stored found = await(store.get(key)).orElseThrow();
        assertThat(found.record()).usingRecursiveComparison().isEqualTo(signed);
        assertThat(found.record().verified()).isTrue();
        assertThat(found.from()).isEqualTo(BEN.publicKey());
        assertThat(found.received()).as("to the millisecond").isEqualTo(RECEIVED);
        assertThat(summaries()).containsExactly(RecordSummary.of(signed));
    }

    @Test
    void anOwnRecordComesFromNobody() {
        SignedRecord own = record(ANNA, "note", "", 1);
        write(put(own));
        assertThat(await(store.get(own.key())).orElseThrow().from()).isNull();
    }

    @Test
    void aNewVersionTakesThePlaceOfTheOld() {
        SignedRecord first = record(ANNA, "note", "a", 1);
        SignedRecord second = record(ANNA, "note", "a", 2);
        SignedRecord others = record(BEN, "note", "a", 1);
        write(put(first), put(others));
        write(put(second));
        assertThat(summaries())
                .containsExactlyInAnyOrder(RecordSummary.of(second), RecordSummary.of(others));
        assertThat(ids(await(store.read(List.of(first.id(), second.id())))))
                .containsExactly(second.id());
    }

    @Test
    void theSameVersionMayComeTwice() {
        SignedRecord once = record(ANNA, "note", "a", 1);
        write(put(once), put(once));
        assertThat(summaries()).containsExactly(RecordSummary.of(once));
    }

    @Test
    void aDeletedRecordStaysAsATombstone() {
        SignedRecord gone = tombstone(ANNA, "note", "a", 2);
        write(put(record(ANNA, "note", "a", 1)), put(gone));
        SignedRecord found = await(store.get(gone.key())).orElseThrow().record();
        assertThat(found).usingRecursiveComparison().isEqualTo(gone);
        assertThat(summaries()).containsExactly(RecordSummary.of(gone));
    }

    @Test
    void aRemovedVersionIsGone() {
        SignedRecord one = record(ANNA, "note", "a", 1);
        SignedRecord two = record(ANNA, "note", "b", 1);
        write(put(one), put(two));
        write(remove(one));
        assertThat(summaries()).containsExactly(RecordSummary.of(two));
        assertThat(await(store.get(one.key()))).isEmpty();
        assertThat(await(store.read(List.of(one.id())))).isEmpty();
    }

    @Test
    void removingAVersionSparesItsSuccessor() {
        SignedRecord first = record(ANNA, "note", "a", 1);
        SignedRecord second = record(ANNA, "note", "a", 2);
        write(put(first));
        write(put(second), remove(first));
        assertThat(summaries()).containsExactly(RecordSummary.of(second));
    }

    @Test
    void recordsAreReadInTheOrderOfTheIds() {
        List<SignedRecord> all =
                IntStream.range(0, 20)
                        .mapToObj(i -> record(ANNA, "note", "n" + i, 1))
                        .collect(Collectors.toCollection(ArrayList::new));
        write(all.stream().map(StoreRecords::put).toArray(Change[]::new));
        Collections.shuffle(all, new Random(7));
        var asked = new ArrayList<>(all.stream().map(SignedRecord::id).toList());
        asked.add(3, record(BEN, "note", "unknown", 1).id());
        assertThat(ids(await(store.read(asked))))
                .containsExactlyElementsOf(all.stream().map(SignedRecord::id).toList());
    }

    @Test
    void pagesFollowKindThenNameThenAuthorAsBytes() {
        List<SignedRecord> ordered =
                Stream.of(
                                record(ANNA, "Z", "z", 1),
                                record(ANNA, "a", "", 1),
                                record(ANNA, "a", "a", 1),
                                record(ANNA, "a", "a\0", 1),
                                record(ANNA, "a", "ab", 1),
                                // The second begins with a smaller unit of 16 bits.
                                record(ANNA, "a", "\uff5e", 1),
                                record(ANNA, "a", "😀", 1),
                                record(ANNA, "b", "", 1))
                        .toList();
        var shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(3));
        write(shuffled.stream().map(StoreRecords::put).toArray(Change[]::new));
        for (int limit : new int[] {1, 3, 8, 10_000}) {
            assertThat(pages(null, null, limit)).as("pages of " + limit).isEqualTo(keys(ordered));
        }
        assertThat(pages("a", null, 2)).isEqualTo(keys(ordered.subList(1, 7)));
    }

    @Test
    void pagesMayBeOfOneKindOrAuthor() {
        var all = new ArrayList<SignedRecord>();
        for (String kind : List.of("k1", "k2", "k3")) {
            for (String name : List.of("n1", "n2")) {
                Stream.of(ANNA, BEN)
                        .sorted(Comparator.comparing(Identity::publicKey))
                        .forEach(author -> all.add(record(author, kind, name, 1)));
            }
        }
        write(all.stream().map(StoreRecords::put).toArray(Change[]::new));
        for (@Nullable String kind : new @Nullable String[] {null, "k2", "none"}) {
            for (@Nullable PublicKey author : new @Nullable PublicKey[] {null, ANNA.publicKey()}) {
                var wanted =
                        keys(all).stream()
                                .filter(key -> kind == null || key.kind().equals(kind))
                                .filter(key -> author == null || key.author().equals(author))
                                .toList();
                assertThat(pages(kind, author, 2)).as(kind + " " + author).isEqualTo(wanted);
            }
        }
    }

    @Test
    void aPageMayBeginBehindAKeyThatIsNotThere() {
        SignedRecord only = record(ANNA, "k2", "b", 1);
        write(put(only));
        for (var after : List.of(key("k1", "z"), key("k2", "a"), key("k2", ""))) {
            assertThat(await(store.query("k2", null, after, 9))).as(after.toString()).hasSize(1);
            assertThat(await(store.query(null, null, after, 9))).as(after.toString()).hasSize(1);
        }
        for (var after : List.of(key("k2", "b"), key("k2", "c"), key("k3", ""))) {
            assertThat(await(store.query("k2", null, after, 9))).as(after.toString()).isEmpty();
            assertThat(await(store.query(null, null, after, 9))).as(after.toString()).isEmpty();
        }
    }

    @Test
    void theSizeCountsTombstonesToo() {
        SignedRecord alive = record(ANNA, "note", "a", 1);
        SignedRecord gone = tombstone(ANNA, "note", "b", 1);
        assertThat(await(store.size()).records()).isZero();
        write(put(alive), put(gone));
        RecordStore.Size size = await(store.size());
        assertThat(size.records()).isEqualTo(2);
        assertThat(size.bytes()).isEqualTo(alive.length() + gone.length());
    }

    @Test
    void acquaintancesComeLastSeenFirst() {
        Acquaintance anna = met(1, "old", 10);
        Acquaintance ben = met(2, "ben", 20);
        Acquaintance cleo = met(3, "cleo", 30);
        await(store.remember(List.of(anna, ben, cleo)));
        await(store.remember(List.of(met(1, "new", 40))));
        assertThat(cards(10)).containsExactly("new", "cleo", "ben");
        assertThat(cards(2)).containsExactly("new", "cleo");
        assertThat(await(store.acquaintances(1)).getFirst().key()).isEqualTo(anna.key());
        assertThat(await(store.acquaintances(1)).getFirst().seen()).isEqualTo(seen(40));
        await(store.forget(seen(30)));
        assertThat(cards(10)).containsExactly("new", "cleo");
    }

    @Test
    void theMostAcquaintancesAreThoseSeenLast() {
        int most = Protocol.MAX_MEMBERS;
        await(store.remember(IntStream.range(0, most).mapToObj(this::stranger).toList()));
        assertThat(await(store.acquaintances(most + 1))).hasSize(most);
        await(store.remember(List.of(stranger(most))));
        List<Acquaintance> kept = await(store.acquaintances(most + 1));
        assertThat(kept).hasSize(most);
        assertThat(kept.getFirst().seen()).isEqualTo(seen(most));
        assertThat(kept.getLast().seen()).isEqualTo(seen(1));
    }

    @Test
    void nothingIsTakenAfterClosing() {
        SignedRecord record = record(ANNA, "note", "a", 1);
        store.close();
        store.close();
        for (CompletableFuture<?> refused :
                List.of(
                        store.write(List.of(put(record))),
                        store.read(List.of(record.id())),
                        store.get(record.key()),
                        store.query(null, null, null, 1),
                        store.size(),
                        store.remember(List.of()),
                        store.acquaintances(1),
                        store.forget(RECEIVED))) {
            assertThatThrownBy(refused::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOfSatisfying(SwarmException.class, RecordStoreContract::isClosed);
        }
        assertThatThrownBy(() -> store.forEach(_ -> {}))
                .isInstanceOfSatisfying(SwarmException.class, RecordStoreContract::isClosed);
    }

    private static void isClosed(SwarmException refusal) {
        assertThat(refusal.code()).isEqualTo(ErrorCode.SWARM_CLOSED);
    }

    private void write(Change... changes) {
        await(store.write(List.of(changes)));
    }

    private List<RecordSummary> summaries() {
        var found = new ArrayList<RecordSummary>();
        store.forEach(found::add);
        return found;
    }

    /// All pages of at most so many records.
    private List<RecordKey> pages(@Nullable String kind, @Nullable PublicKey author, int limit) {
        var found = new ArrayList<RecordKey>();
        @Nullable RecordKey after = null;
        while (true) {
            List<Stored> page = await(store.query(kind, author, after, limit));
            assertThat(page).hasSizeLessThanOrEqualTo(limit);
            if (page.isEmpty()) {
                return found;
            }
            page.forEach(stored -> found.add(stored.record().key()));
            after = found.getLast();
        }
    }

    private List<String> cards(int limit) {
        return await(store.acquaintances(limit)).stream()
                .map(one -> new String(one.card(), UTF_8))
                .toList();
    }

    private static RecordKey key(String kind, String name) {
        return new RecordKey(ANNA.publicKey(), kind, name);
    }

    private static Acquaintance met(int author, String card, int millis) {
        return new Acquaintance(author(author).publicKey(), card(card), seen(millis));
    }

    private Acquaintance stranger(int number) {
        byte[] key = new byte[PublicKey.LENGTH];
        key[0] = (byte) number;
        key[1] = (byte) (number >> 8);
        return new Acquaintance(new PublicKey(key), card("card"), seen(number));
    }

    private static Instant seen(int millis) {
        return Instant.ofEpochMilli(CREATED + millis);
    }

    private static List<RecordKey> keys(List<SignedRecord> records) {
        return records.stream().map(SignedRecord::key).toList();
    }

    private static List<RecordId> ids(List<SignedRecord> records) {
        return records.stream().map(SignedRecord::id).toList();
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
