package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.PublicKey;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordId;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;

class RecordBookTest {
    private static final long NOW = 1_767_225_600_000L;
    private static final PublicKey ANNA = key(1);
    private static final PublicKey BEN = key(2);

    private RecordSet set = new RecordSet(new Random(1));
    private RecordBook book = book(BookLimits.PROTOCOL);

    private RecordBook book(BookLimits limits) {
        return new RecordBook(limits, set, new Random(2));
    }

    private static PublicKey key(int value) {
        byte[] bytes = new byte[PublicKey.LENGTH];
        bytes[0] = (byte) value;
        bytes[1] = (byte) (value >> 8);
        return new PublicKey(bytes);
    }

    private static RecordId id(long value) {
        return new RecordId(value, value * 31, value * 77, 5);
    }

    private static RecordSummary summary(
            PublicKey author, String name, long sequence, int length, long id) {
        return new RecordSummary(
                new RecordKey(author, "kind", name), sequence, NOW, 0, false, length, id(id));
    }

    private static RecordSummary expiring(String name, long expires, long id) {
        return new RecordSummary(
                new RecordKey(ANNA, "kind", name), 1, NOW - 1000, expires, false, 200, id(id));
    }

    private Reservation reserve(RecordSummary summary) {
        assertThat(book.judge(summary, NOW)).isNull();
        return book.reserve(summary);
    }

    private void take(RecordSummary summary) {
        book.commit(reserve(summary));
    }

    private RecordId currentId(String name) {
        return Objects.requireNonNull(book.current(new RecordKey(ANNA, "kind", name))).id();
    }

    private boolean inSet(RecordSummary summary) {
        return set.contains(summary.created(), summary.id());
    }

    @Test
    void aHigherSequenceReplacesAndALowerOneIsOutdated() {
        RecordSummary first = summary(ANNA, "a", 5, 200, 50);
        RecordSummary second = summary(ANNA, "a", 6, 300, 40);
        take(first);
        take(second);
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.bytes()).isEqualTo(300);
        assertThat(currentId("a")).isEqualTo(second.id());
        assertThat(book.judge(first, NOW)).isEqualTo(ErrorCode.RECORD_OUTDATED);
        assertThat(book.judge(second, NOW)).isEqualTo(ErrorCode.RECORD_OUTDATED);
        assertThat(inSet(first)).isFalse();
        assertThat(inSet(second)).isTrue();
        assertThat(book.find(first.id())).isNull();
        assertThat(Objects.requireNonNull(book.find(second.id())).summary()).isEqualTo(second);
    }

    @Test
    void ofOneSequenceTheLargerIdCounts() {
        RecordSummary smaller = summary(ANNA, "a", 5, 200, 50);
        RecordSummary larger = summary(ANNA, "a", 5, 200, -50);
        take(smaller);
        take(larger);
        assertThat(book.judge(smaller, NOW)).isEqualTo(ErrorCode.RECORD_OUTDATED);
        assertThat(currentId("a")).isEqualTo(larger.id());
    }

    @Test
    void theFutureBeginsWhereTheSkewEnds() {
        long skew = Protocol.MAX_RECORD_SKEW.toMillis();
        RecordSummary summary = summary(ANNA, "a", 1, 200, 1);
        assertThat(book.judge(summary, NOW - skew)).isNull();
        assertThat(book.judge(summary, NOW - skew - 1)).isEqualTo(ErrorCode.RECORD_EARLY);
    }

    @Test
    void aRecordHasExpiredWhenItsTimeIsThere() {
        RecordSummary summary = expiring("a", NOW + 1, 1);
        assertThat(book.judge(summary, NOW)).isNull();
        assertThat(book.judge(summary, NOW + 1)).isEqualTo(ErrorCode.RECORD_EXPIRED);
    }

    @Test
    void theReasonsHaveAnOrder() {
        book = book(new BookLimits(1, 100, 1, 100));
        take(summary(ANNA, "a", 5, 100, 1));
        long future = NOW + Protocol.MAX_RECORD_SKEW.toMillis() + 1;
        var key = new RecordKey(ANNA, "kind", "a");
        var early = new RecordSummary(key, 1, future, future + 1, false, 900, id(2));
        assertThat(book.judge(early, NOW)).isEqualTo(ErrorCode.RECORD_EARLY);
        var expired = new RecordSummary(key, 1, NOW - 2, NOW - 1, false, 900, id(2));
        assertThat(book.judge(expired, NOW)).isEqualTo(ErrorCode.RECORD_EXPIRED);
        var outdated = new RecordSummary(key, 1, NOW, 0, false, 900, id(2));
        assertThat(book.judge(outdated, NOW)).isEqualTo(ErrorCode.RECORD_OUTDATED);
        assertThat(book.judge(summary(ANNA, "b", 1, 900, 2), NOW))
                .isEqualTo(ErrorCode.RECORD_QUOTA);
        assertThat(book.judge(summary(BEN, "b", 1, 100, 2), NOW)).isEqualTo(ErrorCode.RECORDS_FULL);
    }

    @Test
    void anAuthorsApplicationsMayHaveAThousandRecordsLessTheReserve() {
        assertRoomForApplications();
    }

    private void assertRoomForApplications() {
        int most = Protocol.MAX_AUTHOR_RECORDS - Protocol.AUTHOR_RESERVE_RECORDS;
        for (int i = 0; i < most; i++) {
            take(summary(ANNA, "n" + i, 1, 200, i + 1));
        }
        RecordSummary oneMore = summary(ANNA, "more", 1, 200, 5000);
        assertThat(book.judge(oneMore, NOW)).isEqualTo(ErrorCode.RECORD_QUOTA);
        assertThat(book.judge(summary(BEN, "more", 1, 200, 5000), NOW)).isNull();
        take(summary(ANNA, "n7", 2, 200, 5001));
        assertThat(book.kinds()).containsEntry("kind", most);
    }

    @Test
    void
            anAuthorsApplicationsMayHaveFourMebibytesLessTheReserveAndAReplacementCountsTheDifference() {
        int half = (Protocol.MAX_AUTHOR_BYTES - Protocol.AUTHOR_RESERVE_BYTES) / 2;
        take(summary(ANNA, "a", 1, half, 1));
        assertThat(book.judge(summary(ANNA, "b", 1, half + 1, 2), NOW))
                .isEqualTo(ErrorCode.RECORD_QUOTA);
        take(summary(ANNA, "b", 1, half, 2));
        assertThat(book.judge(summary(ANNA, "a", 2, half + 1, 3), NOW))
                .isEqualTo(ErrorCode.RECORD_QUOTA);
        take(summary(ANNA, "a", 2, half, 3));
        take(summary(ANNA, "a", 3, half - 1, 4));
        assertThat(book.judge(summary(ANNA, "c", 1, 2, 5), NOW)).isEqualTo(ErrorCode.RECORD_QUOTA);
        take(summary(ANNA, "c", 1, 1, 5));
    }

    @Test
    void theSwarmsOwnKindsHaveARoomThatNobodyElseFills() {
        int most = Protocol.MAX_AUTHOR_BYTES - Protocol.AUTHOR_RESERVE_BYTES;
        take(summary(ANNA, "all there is", 1, most, 1));
        int half = Protocol.AUTHOR_RESERVE_BYTES / 2;
        take(ofSwarm(PeerCard.KIND, 1, half, 2));
        take(ofSwarm(NetworkReport.KIND, 1, half, 3));
        take(ofSwarm(PeerCard.KIND, 2, half, 4));
        assertThat(book.judge(ofSwarm(NetworkReport.KIND, 2, half + 1, 5), NOW))
                .isEqualTo(ErrorCode.RECORD_QUOTA);
        assertThat(book.bytes()).isEqualTo(Protocol.MAX_AUTHOR_BYTES);
    }

    @Test
    void whatTheSwarmHasLeavesApplicationsTheirShareInWhateverOrder() {
        for (int i = 0; i < Protocol.AUTHOR_RESERVE_RECORDS; i++) {
            var key = new RecordKey(ANNA, PeerCard.KIND, "n" + i);
            take(new RecordSummary(key, 1, NOW, 0, false, 200, id(i + 1)));
        }
        assertThat(book.judge(ofSwarm(NetworkReport.KIND, 1, 200, 100), NOW))
                .isEqualTo(ErrorCode.RECORD_QUOTA);
        assertRoomForApplications();
    }

    private static RecordSummary ofSwarm(String kind, long sequence, int length, long id) {
        return new RecordSummary(
                new RecordKey(ANNA, kind, ""), sequence, NOW, 0, false, length, id(id));
    }

    @Test
    void aBookIsFullAtItsLimits() {
        book = book(new BookLimits(10, 1000, 3, 100));
        take(summary(ANNA, "a", 1, 30, 1));
        take(summary(BEN, "a", 1, 30, 2));
        assertThat(book.judge(summary(key(3), "a", 1, 41, 3), NOW))
                .isEqualTo(ErrorCode.RECORDS_FULL);
        take(summary(key(3), "a", 1, 40, 3));
        assertThat(book.judge(summary(key(4), "a", 1, 0, 4), NOW))
                .isEqualTo(ErrorCode.RECORDS_FULL);
        take(summary(ANNA, "a", 2, 30, 5));
        assertThat(book.judge(summary(ANNA, "a", 3, 31, 6), NOW)).isEqualTo(ErrorCode.RECORDS_FULL);
    }

    @Test
    void whatTheStoreMayHaveIsLoadedBeyondAllLimits() {
        book = book(new BookLimits(1, 100, 1, 100));
        book.load(summary(ANNA, "a", 1, 200, 1));
        book.load(summary(ANNA, "b", 1, 200, 2));
        assertThat(book.size()).isEqualTo(2);
        assertThat(set.size()).isEqualTo(2);
        take(summary(ANNA, "b", 2, 200, 3));
    }

    @Test
    void whatIsUnderWayIsInTheBookAndNotInTheSet() {
        RecordSummary summary = summary(ANNA, "a", 1, 200, 1);
        Reservation reservation = reserve(summary);
        assertThat(book.judge(summary, NOW)).isEqualTo(ErrorCode.RECORD_OUTDATED);
        assertThat(book.find(summary.id())).isNotNull();
        assertThat(set.size()).isZero();
        book.commit(reservation);
        assertThat(inSet(summary)).isTrue();
    }

    @Test
    void aRollbackBringsBackWhatWasBefore() {
        RecordSummary before = summary(ANNA, "a", 1, 200, 1);
        take(before);
        book.rollback(reserve(summary(ANNA, "a", 2, 300, 2)));
        book.rollback(reserve(summary(BEN, "a", 1, 300, 3)));
        assertThat(currentId("a")).isEqualTo(before.id());
        assertThat(book.size()).isEqualTo(1);
        assertThat(book.bytes()).isEqualTo(200);
        assertThat(inSet(before)).isTrue();
        assertThat(set.size()).isEqualTo(1);
        take(summary(ANNA, "a", 2, 300, 2));
    }

    @Test
    void versionsUnderWayRollBackToTheLastThatIsStored() {
        RecordSummary stored = summary(ANNA, "a", 1, 200, 1);
        take(stored);
        Reservation second = reserve(summary(ANNA, "a", 2, 200, 2));
        Reservation third = reserve(summary(ANNA, "a", 3, 200, 3));
        book.rollback(second);
        assertThat(currentId("a")).isEqualTo(id(3));
        book.rollback(third);
        assertThat(currentId("a")).isEqualTo(stored.id());
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void aVersionThatIsStoredWhileTheNextIsUnderWayIsWhatRemainsWithoutThat() {
        take(summary(ANNA, "a", 1, 200, 1));
        RecordSummary middle = summary(ANNA, "a", 2, 200, 2);
        Reservation second = reserve(middle);
        Reservation third = reserve(summary(ANNA, "a", 3, 200, 3));
        book.commit(second);
        assertThat(inSet(middle)).isTrue();
        book.rollback(third);
        assertThat(currentId("a")).isEqualTo(middle.id());
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void aRollbackFindsItsAuthorWhoHasOtherRecordsByNow() {
        RecordSummary before = summary(ANNA, "a", 1, 200, 1);
        take(before);
        Reservation replacing = reserve(summary(ANNA, "a", 2, 200, 2));
        take(summary(ANNA, "b", 1, 200, 3));
        book.rollback(replacing);
        assertThat(currentId("a")).isEqualTo(before.id());
        assertThat(currentId("b")).isEqualTo(id(3));
    }

    @Test
    void recordsExpireInTheirOrderAndSoManyAtATime() {
        for (int i = 0; i < 10; i++) {
            take(expiring("n" + i, NOW + 100 - i, i + 1));
        }
        take(summary(ANNA, "stays", 1, 200, 99));
        assertThat(book.nextExpiry()).isEqualTo(NOW + 91);
        assertThat(book.expire(NOW + 90, 100)).isEmpty();
        assertThat(book.expire(NOW + 100, 4))
                .extracting(gone -> gone.key().name())
                .containsExactly("n9", "n8", "n7", "n6");
        assertThat(book.expire(NOW + 100, 100)).hasSize(6);
        assertThat(book.nextExpiry()).isEqualTo(Long.MAX_VALUE);
        assertThat(book.size()).isEqualTo(1);
        assertThat(set.size()).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayDoesNotExpireBeforeItIsStored() {
        Reservation reservation = reserve(expiring("a", NOW + 1, 1));
        assertThat(book.expire(NOW + 5, 10)).isEmpty();
        book.commit(reservation);
        assertThat(book.expire(NOW + 5, 10)).hasSize(1);
    }

    @Test
    void aDeletedRecordIsForgottenAfterItsTimeWhateverItsAuthorSays() {
        long lifetime = Protocol.TOMBSTONE_LIFETIME.toMillis();
        var key = new RecordKey(ANNA, "kind", "a");
        take(new RecordSummary(key, 1, NOW, NOW + 100 * lifetime, true, 200, id(1)));
        assertThat(book.nextExpiry()).isEqualTo(NOW + lifetime);
    }

    @Property(tries = 100)
    void theBookAgreesWithAPlainMapWhateverHappens(@ForAll long seed) {
        set = new RecordSet(new Random(seed));
        book = book(BookLimits.PROTOCOL);
        var random = new Random(seed);
        var plain = new TreeMap<String, RecordSummary>();
        int taken = 0;
        for (int i = 0; i < 400; i++) {
            String name = "n" + random.nextInt(30);
            long expires = random.nextBoolean() ? 0 : NOW + 1 + random.nextInt(500);
            var key = new RecordKey(random.nextBoolean() ? ANNA : BEN, "k" + i % 3, name);
            var summary =
                    new RecordSummary(
                            key, random.nextInt(5) + 1, NOW, expires, false, 200, id(i + 1));
            if (book.judge(summary, NOW) == null) {
                Reservation reservation = book.reserve(summary);
                if (random.nextInt(3) == 0) {
                    book.rollback(reservation);
                } else {
                    book.commit(reservation);
                    plain.put(key.toString(), summary);
                }
                taken++;
            }
        }
        for (RecordSummary gone : book.expire(NOW + 250, 1000)) {
            assertThat(plain.remove(gone.key().toString())).isEqualTo(gone);
        }
        assertThat(plain.values()).noneMatch(s -> s.expires() != 0 && s.expires() <= NOW + 250);
        assertThat(taken).isPositive();
        assertThat(book.size()).isEqualTo(plain.size());
        assertThat(set.size()).isEqualTo(plain.size());
        for (RecordSummary summary : plain.values()) {
            assertThat(inSet(summary)).isTrue();
            assertThat(Objects.requireNonNull(book.find(summary.id())).summary())
                    .isEqualTo(summary);
            Entry current = Objects.requireNonNull(book.current(summary.key()));
            assertThat(current.summary()).isEqualTo(summary);
        }
    }

    @Property(tries = 200)
    void theSameVersionsInAnyOrderEndInTheSame(@ForAll long seed) {
        var random = new Random(seed);
        var versions = new ArrayList<RecordSummary>();
        for (int i = 0; i < 60; i++) {
            String name = "n" + random.nextInt(6);
            versions.add(summary(ANNA, name, 1 + random.nextInt(3), 200, random.nextLong()));
        }
        assertThat(endOf(versions, random)).isEqualTo(endOf(versions, random)).isNotEmpty();
    }

    private static Set<RecordId> endOf(List<RecordSummary> versions, Random random) {
        var shuffled = new ArrayList<>(versions);
        Collections.shuffle(shuffled, random);
        var records = new RecordSet(random);
        var fresh = new RecordBook(BookLimits.PROTOCOL, records, random);
        for (RecordSummary version : shuffled) {
            if (fresh.judge(version, NOW) == null) {
                fresh.commit(fresh.reserve(version));
            }
        }
        var ids = new TreeSet<RecordId>();
        for (RecordSummary version : versions) {
            if (records.contains(version.created(), version.id())) {
                ids.add(version.id());
            }
        }
        assertThat(ids).hasSize(records.size());
        return ids;
    }
}
