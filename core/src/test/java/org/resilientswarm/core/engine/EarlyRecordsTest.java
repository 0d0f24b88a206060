package org.resilientswarm.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.api.SwarmException;
import org.resilientswarm.core.event.LifecycleEvent.FaultOccurred;
import org.resilientswarm.core.event.RecordEvent.RecordAccepted;
import org.resilientswarm.core.identity.Identity;
import org.resilientswarm.core.link.Transport;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.model.SwarmRecord;
import org.resilientswarm.core.replication.KnownRecords;
import org.resilientswarm.core.wire.DbCodec;
import org.resilientswarm.core.wire.DbFrame;
import org.resilientswarm.core.wire.PeerCard;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.RecordSummary;
import org.resilientswarm.core.wire.SignedRecord;

/// A node that has begun while its store is still being read.
class EarlyRecordsTest {
    private static final int DB = 2;
    private static final Duration SOON = Duration.ofSeconds(1);

    private final CompletableFuture<KnownRecords> known = new CompletableFuture<>();
    private final EngineBench bench = new EngineBench(known);

    @Test
    void peersMeetBeforeAndItsRecordsAreWrittenAfterwardsInOrder() {
        RawNeighbour neighbour = bench.neighbour(1);
        assertThat(bench.isPeer(neighbour)).isTrue();
        CompletableFuture<SwarmRecord> first = put(1);
        CompletableFuture<SwarmRecord> second = put(2);
        assertThat(first).isNotDone();
        assertThat(kinds()).isEmpty();
        assertThat(bench.engine().snapshot().database().reading()).isTrue();
        read();
        assertThat(bench.engine().snapshot().database().reading()).isFalse();
        assertThat(first).isCompleted();
        assertThat(second.join().sequence()).isGreaterThan(first.join().sequence());
        assertThat(kinds()).contains("note", PeerCard.KIND);
    }

    @Test
    void whatThePeerSendsMeanwhileIsTakenAfterwards() {
        var session = new RawSession(bench.neighbour(1));
        SignedRecord theirs = record("theirs");
        byte[] records = DbCodec.encode(new DbFrame.Records(List.of(theirs)));
        session.says(
                session.numbered(
                        out -> {
                            out.open(DB, "db");
                            System.arraycopy(
                                    records, 0, out.array(), out.dataAt(DB), records.length);
                            out.data(DB, records.length, false);
                        }));
        bench.time.pass(SOON);
        assertThat(taken()).isEmpty();
        SignedRecord stored = record("stored");
        known.complete(
                KnownRecords.read(
                        summaries -> summaries.accept(RecordSummary.of(stored)), new Random(1)));
        bench.time.pass(SOON);
        assertThat(taken()).containsExactly("theirs");
        assertThat(bench.engine().snapshot().database().kinds()).containsEntry("note", 2);
    }

    @Test
    void aStoreThatCannotBeReadIsToldOfAndTheNodeGoesOn() {
        RawNeighbour neighbour = bench.neighbour(1);
        CompletableFuture<SwarmRecord> before = put(1);
        known.completeExceptionally(new SwarmException(ErrorCode.STORE_DAMAGED, "damaged"));
        bench.time.pass(SOON);
        assertFails(before, ErrorCode.STORE_DAMAGED);
        assertFails(put(2), ErrorCode.STORE_DAMAGED);
        assertThat(faults()).containsExactly(ErrorCode.STORE_DAMAGED);
        assertThat(bench.engine().snapshot().database().reading()).isFalse();
        assertThat(bench.isPeer(neighbour)).isTrue();
    }

    @Test
    void anErrorOfThisProgramWhileReadingIsToldOf() {
        known.completeExceptionally(new IllegalStateException("a mistake"));
        bench.time.pass(SOON);
        assertThat(faults()).containsExactly(ErrorCode.INTERNAL);
        assertFails(put(1), ErrorCode.INTERNAL);
    }

    @Test
    void whatWaitsWhenTheNodeEndsFails() {
        CompletableFuture<SwarmRecord> waiting = put(1);
        var gone = new CompletableFuture<Transport>();
        bench.engine().stop("bye", gone);
        bench.time.pass(SOON.multipliedBy(10));
        assertThat(gone).isCompleted();
        assertFails(waiting, ErrorCode.SWARM_CLOSED);
        read();
        assertThat(kinds()).isEmpty();
    }

    private void read() {
        known.complete(KnownRecords.none(new Random(1)));
        bench.time.pass(SOON);
    }

    private CompletableFuture<SwarmRecord> put(int number) {
        var done = new CompletableFuture<SwarmRecord>();
        bench.engine().put("note", "name", new byte[] {(byte) number}, null, done);
        bench.time.pass(SOON);
        return done;
    }

    private static SignedRecord record(String name) {
        Identity author = Identity.ofSeed(EngineBench.seed(50));
        var key = new RecordKey(author.publicKey(), "note", name);
        long created = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();
        return SignedRecord.sign(author, key, 1, created, 0, false, new byte[] {1});
    }

    private List<String> taken() {
        return bench.events.stream()
                .filter(RecordAccepted.class::isInstance)
                .map(event -> ((RecordAccepted) event).record())
                .filter(record -> record.kind().equals("note"))
                .map(SwarmRecord::name)
                .toList();
    }

    private Set<String> kinds() {
        return bench.engine().snapshot().database().kinds().keySet();
    }

    private List<ErrorCode> faults() {
        return bench.events.stream()
                .filter(FaultOccurred.class::isInstance)
                .map(event -> ((FaultOccurred) event).code())
                .toList();
    }

    private static void assertFails(CompletableFuture<SwarmRecord> done, ErrorCode code) {
        assertThat(done).isCompletedExceptionally();
        assertThat(((SwarmException) done.exceptionNow()).code()).isEqualTo(code);
    }
}
