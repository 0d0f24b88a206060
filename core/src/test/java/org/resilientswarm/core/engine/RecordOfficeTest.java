package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.MemberNetwork;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.wire.HopFrame;
import org.resilientswarm.core.wire.MalformedException;
import org.resilientswarm.core.wire.NetworkReport;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

/// The node's own records: what it says of itself, and what becomes of it when the disk is full.
class RecordOfficeTest {
    private static final byte[] NUMBER_1 = {1};
    private static final Duration SOON = Duration.ofSeconds(1);

    private final EngineBench bench = new EngineBench();

    // A full disk

    @Test
    void aFullDiskIsToldOfOnceAndTheNodeGoesOn() {
        bench.store().full = true;
        for (int i = 0; i < 3; i++) {
            assertFails(put("name " + i), ErrorCode.STORE_UNWRITABLE);
        }
        assertThat(faults()).containsExactly(ErrorCode.STORE_UNWRITABLE);
        RawNeighbour neighbour = bench.neighbour(1);
        assertThat(bench.isPeer(neighbour)).isTrue();
        assertThat(accepted("note")).isEmpty();
        bench.store().full = false;
        assertThat(put("name 1")).isCompleted();
        assertThat(accepted("note")).hasSize(1);
        assertThat(bench.engine().snapshot().database().kinds()).containsEntry("note", 1);
    }

    @Test
    void aDiskThatIsFullAgainIsToldOfAgain() {
        bench.store().full = true;
        put("one");
        bench.time.pass(Duration.ofMinutes(1));
        put("two");
        assertThat(faults())
                .containsExactly(ErrorCode.STORE_UNWRITABLE, ErrorCode.STORE_UNWRITABLE);
    }

    @Test
    void theCardIsPublishedWhenTheDiskHasRoomAgain() {
        var full = new EngineBench(true);
        full.time.pass(Duration.ofMinutes(10));
        assertThat(record(full, PeerCard.KIND)).isNull();
        full.store().full = false;
        full.time.pass(Duration.ofMinutes(1));
        assertThat(record(full, PeerCard.KIND)).isNotNull();
    }

    @Test
    void aRecordOfWhichTheFullDiskKeepsNothingIsNotThere() {
        assertThat(put("name")).isCompleted();
        bench.store().full = true;
        var done = new CompletableFuture<SwarmRecord>();
        bench.engine().delete("note", "name", done);
        bench.time.pass(SOON);
        assertFails(done, ErrorCode.STORE_UNWRITABLE);
        bench.store().full = false;
        var again = new CompletableFuture<SwarmRecord>();
        bench.engine().delete("note", "name", again);
        bench.time.pass(SOON);
        assertThat(again).isCompleted();
    }

    // The end

    @Test
    void whatIsUnderWayAtTheEndAndWhatComesLaterFails() {
        var underWay = new CompletableFuture<SwarmRecord>();
        var gone = new CompletableFuture<Transport>();
        bench.engine().put("note", "name", NUMBER_1, null, underWay);
        bench.engine().stop("bye", gone);
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(gone).isCompleted();
        assertThat(underWay).isDone();
        assertFails(put("later"), ErrorCode.SWARM_CLOSED);
    }

    @Test
    void whoLeavesTakesItsRecordsBackAndPutsNoneInTheirPlace() {
        bench.neighbour(1);
        bench.time.pass(Duration.ofMillis(299));
        bench.engine().stop("bye", new CompletableFuture<>());
        bench.time.pass(Duration.ofSeconds(10));
        assertThat(deleted(PeerCard.KIND)).isTrue();
        assertThat(deleted(NetworkReport.KIND) || record(bench, NetworkReport.KIND) == null)
                .isTrue();
    }

    private boolean deleted(String kind) {
        SignedRecord record = record(bench, kind);
        return record != null && record.deleted();
    }

    // Reports of links and the card

    @Test
    void aNewLinkIsReportedSoon() throws MalformedException {
        RawNeighbour neighbour = bench.neighbour(1);
        assertThat(record(bench, NetworkReport.KIND)).isNull();
        bench.time.pass(Duration.ofMillis(300));
        assertThat(report().links())
                .extracting(MemberNetwork.Link::peer)
                .containsExactly(neighbour.key());
        neighbour.says(new HopFrame.Goodbye("bye"));
        bench.time.pass(Duration.ofSeconds(1));
        assertThat(report().links()).isEmpty();
    }

    @Test
    void reportsFollowEachOtherAfterASecond() throws MalformedException {
        for (int i = 1; i <= 20; i++) {
            bench.neighbour(i);
            bench.time.pass(Duration.ofMillis(250));
        }
        bench.time.pass(Protocol.NETWORK_INTERVAL);
        assertThat(report().links()).hasSize(20);
        List<RecordAccepted> reports = accepted(NetworkReport.KIND);
        assertThat(reports).hasSizeGreaterThan(3);
        for (int i = 1; i < reports.size(); i++) {
            assertThat(Duration.between(reports.get(i - 1).at(), reports.get(i).at()))
                    .isGreaterThanOrEqualTo(Protocol.NETWORK_INTERVAL);
        }
    }

    @Test
    void reportAndCardAreRenewedBeforeTheyExpire() {
        RawNeighbour neighbour = bench.neighbour(1);
        bench.time.pass(SOON);
        Instant end = bench.time.now().plus(Protocol.CARD_LIFETIME);
        while (bench.time.now().isBefore(end)) {
            neighbour.says(new HopFrame.Probe(1));
            bench.time.pass(Duration.ofSeconds(10));
            assertLive(NetworkReport.KIND);
            assertLive(PeerCard.KIND);
        }
        assertThat(accepted(PeerCard.KIND)).hasSize(3);
        int half = (int) (2 * Protocol.CARD_LIFETIME.dividedBy(Protocol.NETWORK_LIFETIME));
        assertThat(accepted(NetworkReport.KIND)).hasSizeBetween(half - 4, half + 4);
    }

    private void assertLive(String kind) {
        SignedRecord record = Objects.requireNonNull(record(bench, kind));
        assertThat(record.expires()).isGreaterThan(bench.time.now().toEpochMilli());
    }

    private NetworkReport report() throws MalformedException {
        return NetworkReport.of(Objects.requireNonNull(record(bench, NetworkReport.KIND)));
    }

    // What the application puts

    @Test
    void namesAndKindsAreCheckedAtTheirLimits() {
        String longest = "é".repeat(Protocol.MAX_RECORD_NAME_BYTES / 2);
        assertThat(put("note", longest)).isCompleted();
        assertFails(put("note", longest + "x"), ErrorCode.RECORD_MALFORMED);
        assertThat(put("note", "")).isCompleted();
        assertThat(put("k".repeat(Protocol.MAX_RECORD_KIND_LENGTH), "")).isCompleted();
        assertFails(
                put("k".repeat(Protocol.MAX_RECORD_KIND_LENGTH + 1), ""),
                ErrorCode.RECORD_MALFORMED);
        assertFails(put("", ""), ErrorCode.RECORD_MALFORMED);
        assertFails(put("two words", ""), ErrorCode.RECORD_MALFORMED);
    }

    @Test
    void aNameThatIsNoUnicodeIsRefused() {
        assertFails(put("note", "half a pair: \uD83D"), ErrorCode.RECORD_MALFORMED);
        assertThat(put("note", "a pair: \uD83D\uDE00")).isCompleted();
    }

    @Test
    void aNodeHasAsManyRecordsAsTheQuotaAllows() {
        int most = Protocol.MAX_AUTHOR_RECORDS - Protocol.AUTHOR_RESERVE_RECORDS;
        for (int i = 0; i < most; i++) {
            assertThat(put("name " + i)).isCompleted();
        }
        assertFails(put("one more"), ErrorCode.RECORD_QUOTA);
        assertThat(put("name 0")).as("a new version").isCompleted();
    }

    private CompletableFuture<SwarmRecord> put(String name) {
        return put("note", name);
    }

    private CompletableFuture<SwarmRecord> put(String kind, String name) {
        var done = new CompletableFuture<SwarmRecord>();
        bench.engine().put(kind, name, NUMBER_1, null, done);
        bench.time.pass(Duration.ofMillis(1));
        return done;
    }

    private List<RecordAccepted> accepted(String kind) {
        return bench.events.stream()
                .filter(RecordAccepted.class::isInstance)
                .map(RecordAccepted.class::cast)
                .filter(accepted -> accepted.record().kind().equals(kind))
                .toList();
    }

    private List<ErrorCode> faults() {
        return bench.events.stream()
                .filter(FaultOccurred.class::isInstance)
                .map(event -> ((FaultOccurred) event).code())
                .toList();
    }

    private static @Nullable SignedRecord record(EngineBench bench, String kind) {
        var found = bench.store().get(new RecordKey(bench.key(), kind, ""));
        bench.time.pass(Duration.ZERO);
        return found.join().map(stored -> stored.record()).orElse(null);
    }

    private static void assertFails(CompletableFuture<?> future, ErrorCode code) {
        assertThat(future)
                .failsWithin(Duration.ZERO)
                .withThrowableOfType(ExecutionException.class)
                .havingCause()
                .isInstanceOfSatisfying(
                        SwarmException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
