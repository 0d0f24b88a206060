package org.resilientswarm.core.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.resilientswarm.core.model.ErrorCode;
import org.resilientswarm.core.wire.Protocol;
import org.resilientswarm.core.wire.RecordKey;
import org.resilientswarm.core.wire.SignedRecord;

class OwnRecordsTest {
    private final TestNetwork network = new TestNetwork(3);
    private final TestNode node = network.node();

    private static final long MICROS = TestNetwork.START.getEpochSecond() * 1_000_000;

    private void assertRefused(PutResult result, ErrorCode code) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        PutResult.Refused.class,
                        refused -> {
                            assertThat(refused.code()).isEqualTo(code);
                            assertThat(refused.reason()).endsWith(".");
                        });
        network.pass(Duration.ofSeconds(1));
        assertThat(node.store).isEmpty();
    }

    @Test
    void sequencesAreMicrosecondsAndRiseEvenWithinOne() {
        assertThat(node.put("a", "one").sequence()).isEqualTo(MICROS);
        assertThat(node.put("a", "two").sequence()).isEqualTo(MICROS + 1);
        assertThat(node.put("b", "one").sequence()).isEqualTo(MICROS);
        network.pass(Duration.ofMillis(1));
        assertThat(node.put("a", "three").sequence()).isEqualTo(MICROS + 1000);
        assertThat(MICROS).isLessThan(1L << 53);
    }

    @Test
    void aSequenceRisesAlsoWhenTheOneBeforeIsOfTheFuture() {
        SignedRecord future = node.keep(node.identity, "a", MICROS * 2);
        node.restart();
        assertThat(node.put("a", "one").sequence()).isEqualTo(future.sequence() + 1);
    }

    @Test
    void versionsArePutInTheOrderInWhichTheyWereMade() {
        node.put("a", "one");
        node.put("a", "two");
        node.delete("a");
        SignedRecord last = node.put("a", "four");
        network.pass(Duration.ofSeconds(1));
        assertThat(node.accepted).hasSize(4).last().isSameAs(last);
        assertThat(node.accepted)
                .extracting(SignedRecord::deleted)
                .containsExactly(false, false, true, false);
        assertThat(node.ids()).containsExactly(last.id());
    }

    @Test
    void whatIsDeletedExpiresAfterItsTime() {
        node.put("a", "one");
        node.delete("a");
        network.pass(Duration.ofSeconds(1));
        var key = new RecordKey(node.key, "test", "a");
        assertThat(node.current(key).expires())
                .isEqualTo(TestNetwork.START.plus(Protocol.TOMBSTONE_LIFETIME).toEpochMilli());
        assertThat(node.replicator.delete("test", "a")).isEqualTo(new PutResult.Needless());
        assertThat(node.replicator.delete("test", "b")).isEqualTo(new PutResult.Needless());
    }

    @Test
    void whatCannotBeARecordIsRefused() {
        var replicator = node.replicator;
        assertRefused(replicator.put("", "a", new byte[1], null), ErrorCode.RECORD_MALFORMED);
        assertRefused(
                replicator.put("k".repeat(65), "a", new byte[1], null), ErrorCode.RECORD_MALFORMED);
        assertRefused(
                replicator.put("test", "ä".repeat(129), new byte[1], null),
                ErrorCode.RECORD_MALFORMED);
        assertRefused(
                replicator.put("test", "a", new byte[Protocol.MAX_RECORD_BODY_BYTES + 1], null),
                ErrorCode.RECORD_MALFORMED);
        Instant now = network.time.now();
        assertRefused(replicator.put("test", "a", new byte[1], now), ErrorCode.RECORD_EXPIRED);
    }

    @Test
    void whatIsAtItsLimitsIsARecord() {
        byte[] largest = new byte[Protocol.MAX_RECORD_BODY_BYTES];
        Instant soon = network.time.now().plusMillis(100);
        var result = node.replicator.put("k".repeat(64), "ä".repeat(128), largest, soon);
        assertThat(result).isInstanceOf(PutResult.UnderWay.class);
        network.pass(Duration.ofMillis(50));
        assertThat(node.store).hasSize(1);
    }

    @Test
    void aNodeBeyondItsQuotaIsToldWhatToDo() {
        node.limits = new BookLimits(0, 1000, 10, 1000);
        node.restart();
        assertRefused(node.replicator.put("test", "a", new byte[1], null), ErrorCode.RECORD_QUOTA);
        node.limits = new BookLimits(10, 1000, 0, 1000);
        node.restart();
        assertRefused(node.replicator.put("test", "a", new byte[1], null), ErrorCode.RECORDS_FULL);
    }
}
